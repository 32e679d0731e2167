package confluence_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/confluence"
)

// text is a stored body without the ids that the server invents.
func text(p confluence.Page) string { return inventedIDs.ReplaceAllString(p.Body, "") }

func TestRetitleLeavesTheRest(t *testing.T) {
	onEachFace(t, func(d desk) {
		ctx, client := d.Context(), d.client
		top := d.create("", "Top")
		page := d.create(top.ID, "Old")
		asked := d.requests(func() {
			got, err := client.Retitle(ctx, page.ID, "New & better", confluence.VersionNote{Message: "renamed", MinorEdit: true})
			if err != nil || got.Title != "New & better" || got.ParentID != top.ID || got.Version.Number < page.Version.Number {
				d.Errorf("%+v %v", got, err)
			}
			page = got
		})
		now, err := client.Page(ctx, page.ID)
		if err != nil || now.Title != "New & better" || text(now) != "<p>Old</p>" || now.ParentID != top.ID || now.Version.Number != page.Version.Number {
			d.Errorf("%+v %v", now, err)
		}
		sentText := !strings.HasSuffix(asked[0], "/title") // else the first request reads the text
		if sentText == client.Can().RetitlesAlone || len(asked) != 2 {
			d.Errorf("%v", asked)
		}
		if sentText && (now.Version.Message != "renamed" || !now.Version.MinorEdit) {
			d.Errorf("%+v", now.Version)
		}

		d.create("", "Taken")
		if _, err := client.Retitle(ctx, page.ID, "taken", confluence.VersionNote{}); !confluence.IsKind(err, confluence.TitleTaken) {
			d.Errorf("%v", err)
		}
		if _, err := client.Retitle(ctx, "999999", "Other", confluence.VersionNote{}); !confluence.IsKind(err, confluence.NotFound) {
			d.Errorf("%v", err)
		}
	})
}

func TestReparentLeavesTheRest(t *testing.T) {
	onEachFace(t, func(d desk) {
		ctx, client := d.Context(), d.client
		from, to := d.create("", "From"), d.create("", "To")
		page := d.create(from.ID, "Page")
		d.create(page.ID, "Below")
		for _, known := range []confluence.Page{page, {ID: page.ID}} { // what is not known is read
			var got confluence.Page
			var err error
			asked := d.requests(func() { got, err = client.Reparent(ctx, known, to.ID, confluence.VersionNote{Message: "moved"}) })
			if err != nil || got.ParentID != to.ID || got.Title != "Page" {
				d.Errorf("%+v %v", got, err)
			}
			if d.face.name == "Data Center" != (len(asked) == 1) {
				d.Errorf("%v", asked)
			}
			now, err := client.Page(ctx, page.ID)
			if err != nil || now.ParentID != to.ID || text(now) != "<p>Page</p>" || now.Version.Number != got.Version.Number {
				d.Errorf("%+v %v", now, err)
			}
		}
		// Somebody renames the page, and what the caller knows of it is old.
		if _, err := client.Retitle(ctx, page.ID, "Renamed", confluence.VersionNote{}); err != nil {
			d.Fatal(err)
		}
		got, err := client.Reparent(ctx, page, from.ID, confluence.VersionNote{})
		if err != nil || got.ParentID != from.ID || got.Title != "Renamed" {
			d.Errorf("%+v %v", got, err)
		}
		children, err := client.ChildPages(ctx, page.ID)
		if err != nil || titlesOf(children) != "Below" {
			d.Errorf("%+v %v", children, err)
		}
		if _, err := client.Reparent(ctx, confluence.Page{ID: "999999"}, from.ID, confluence.VersionNote{}); !confluence.IsKind(err, confluence.NotFound) {
			d.Errorf("%v", err)
		}
	})
}

func TestPageComesBackFromTheTrash(t *testing.T) {
	onEachFace(t, func(d desk) {
		ctx, client := d.Context(), d.client
		page := d.create("", "Page")
		if err := client.DeletePage(ctx, page.ID); err != nil {
			d.Fatal(err)
		}
		got, err := client.RestorePage(ctx, page.ID, confluence.VersionNote{Message: "back"})
		if err != nil || got.Status != "current" || got.Title != "Page" {
			d.Fatalf("%+v %v", got, err)
		}
		now, err := client.Page(ctx, page.ID)
		if err != nil || now.Status != "current" || text(now) != "<p>Page</p>" || now.Version.Number != got.Version.Number {
			d.Errorf("%+v %v", now, err)
		}
		again := d.requests(func() { _, err = client.RestorePage(ctx, page.ID, confluence.VersionNote{}) })
		if err != nil || len(again) != 1 {
			d.Errorf("%v %v", again, err)
		}

		if err := client.DeletePage(ctx, page.ID); err != nil {
			d.Fatal(err)
		}
		d.create("", "Page")
		if _, err := client.RestorePage(ctx, page.ID, confluence.VersionNote{}); !confluence.IsKind(err, confluence.TitleTaken) {
			d.Errorf("%v", err)
		}
		if _, err := client.RestorePage(ctx, "999999", confluence.VersionNote{}); !confluence.IsKind(err, confluence.NotFound) {
			d.Errorf("%v", err)
		}
	})
}
