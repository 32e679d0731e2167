package confluence_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/confluence"
)

func titlesOf(pages []confluence.Page) string {
	var titles []string
	for _, p := range pages {
		titles = append(titles, p.Title)
	}
	return strings.Join(titles, " ")
}

func TestPagesAreReadByTheirIDs(t *testing.T) {
	onEachFace(t, func(d desk) {
		ctx, client := d.Context(), d.client
		a, b, gone := d.create("", "A"), d.create("", "B"), d.create("", "Gone")
		d.create("", "Other")
		if err := client.DeletePage(ctx, gone.ID); err != nil {
			d.Fatal(err)
		}
		hidden, err := d.server.Store().SpaceByKey("HR")
		if err != nil {
			d.Fatal(err)
		}
		ids := []string{b.ID, hidden.HomepageID, a.ID, "999999", gone.ID, "no number", a.ID}
		for _, withBodies := range []bool{false, true} {
			pages, err := client.PagesByID(ctx, ids, withBodies)
			if !client.Can().ReadsByID {
				if !confluence.IsKind(err, confluence.Unsupported) || !strings.Contains(err.Error(), "(v1) does not have") {
					d.Errorf("%v", err)
				}
				continue
			}
			if err != nil || titlesOf(pages) != "B A Gone" {
				d.Fatalf("%+v %v", pages, err)
			}
			for i, p := range pages {
				wantBody := map[bool]string{true: "<p>" + p.Title + "</p>"}[withBodies]
				isTrashed := p.Status == "trashed"
				if p.Version.Number == 0 || p.Version.AuthorID == "" || isTrashed != (i == 2) || (p.ParentID == d.space.HomepageID) == isTrashed || !strings.HasPrefix(inventedIDs.ReplaceAllString(p.Body, ""), wantBody) || withBodies == (p.Body == "") {
					d.Errorf("%+v", p)
				}
			}
		}
		if pages, err := client.PagesByID(ctx, nil, false); client.Can().ReadsByID && (err != nil || len(pages) != 0) {
			d.Errorf("no ids: %v %v", pages, err)
		}
	})
}

func TestBulkReadsTakeAsManyAtOnceAsTheHostAllows(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ plain, withBodies int }{"site, v2": {2, 2}, "Data Center": {3, 6}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, faces[slices.IndexFunc(faces, func(f face) bool { return f.name == name })])
			var ids []string
			for n := range 260 {
				p, err := d.server.Store().CreatePage(d.planted(d.space.HomepageID, fmt.Sprint("Page ", n)))
				if err != nil {
					t.Fatal(err)
				}
				ids = append(ids, p.ID)
			}
			for withBodies, want := range map[bool]int{false: tt.plain, true: tt.withBodies} {
				asked := d.requests(func() {
					pages, err := d.client.PagesByID(t.Context(), ids, withBodies)
					if err != nil || len(pages) != len(ids) || pages[259].ID != ids[259] {
						t.Errorf("%d pages, %v", len(pages), err)
					}
				})
				if len(asked) != want {
					t.Errorf("bodies %v: %d requests, want %d", withBodies, len(asked), want)
				}
			}
		})
	}
}

func TestPagesBelowAreReadWithWhatStandsOnThem(t *testing.T) {
	onEachFace(t, func(d desk) {
		ctx, client := d.Context(), d.client
		top := d.create("", "Top")
		child := d.create(top.ID, "Child")
		d.create(child.ID, "Grandchild")
		if err := client.AddLabels(ctx, child.ID, []string{"one", "two"}); err != nil {
			d.Fatal(err)
		}
		if _, err := client.AttachFiles(ctx, child.ID, []confluence.Upload{{Name: "a.txt", Content: []byte("x"), Comment: "hash"}}); err != nil {
			d.Fatal(err)
		}
		read := func() ([]confluence.Page, error) { return client.PagesBelow(ctx, top.ID) }
		if client.Route().Version == confluence.V2 {
			if _, err := read(); !confluence.IsKind(err, confluence.Unsupported) {
				d.Errorf("%v", err)
			}
			read = func() ([]confluence.Page, error) { return client.PagesByID(ctx, []string{child.ID}, false) }
		}
		pages, err := read()
		if err != nil || !strings.HasPrefix(titlesOf(pages), "Child") {
			d.Fatalf("%+v %v", pages, err)
		}
		p := pages[0]
		if !client.Can().ShowsLabelsAndFiles {
			if p.Labels != nil || p.Attachments != nil {
				d.Errorf("%+v", p)
			}
			return
		}
		if titlesOf(pages) != "Child Grandchild" || !slices.Equal(p.Labels, []string{"one", "two"}) || len(p.Attachments) != 1 || p.Attachments[0].Comment != "hash" || p.Attachments[0].Version != 1 {
			d.Errorf("%+v", p)
		}
		if g := pages[1]; g.ParentID != child.ID || g.Labels == nil || len(g.Labels) != 0 || g.Attachments == nil || g.Version.AuthorName == "" {
			d.Errorf("%+v", g)
		}
	})
}
