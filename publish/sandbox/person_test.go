package sandbox_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

func TestPersonChangesTheSpaceBetweenTwoRequests(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		does func(sandbox.Person) error
		want string // what the page titled Page has then, or the lines that are there
	}{
		"create": {func(p sandbox.Person) error { _, err := p.Create("Page", "New", "<p>new</p>"); return err }, "below Page: New"},
		"copy": {
			func(p sandbox.Person) error { _, err := p.Copy("Page", "", "Copy of Page"); return err },
			"Copy of Page: version 1, label one, property source {\"path\":\"a.md\"}, file a.txt",
		},
		"edit":   {func(p sandbox.Person) error { return p.Edit("Page", "<p>edited</p>", "by hand") }, `version 2 "by hand" by Ada Adler: <p>edited</p>`},
		"rename": {func(p sandbox.Person) error { return p.Rename("Page", "Renamed") }, "Renamed: version 2"},
		"move":   {func(p sandbox.Person) error { return p.Move("Page", "append", "Other") }, "below Other: Page"},
		"restrict": {func(p sandbox.Person) error {
			return p.Restrict("Page", store.Restrictions{Read: store.Subjects{Users: []string{p.AccountID}}})
		}, "Page: restricted"},
		"trash":            {func(p sandbox.Person) error { return p.Trash("Page") }, "Page: trashed"},
		"trash and purge":  {func(p sandbox.Person) error { return p.Purge("Page") }, ""},
		"trash the tree":   {func(p sandbox.Person) error { return p.TrashTree("Page") }, "Below: trashed"},
		"restore":          {func(p sandbox.Person) error { _ = p.Trash("Page"); return p.Restore("Page") }, "Page: version 1"},
		"archive":          {func(p sandbox.Person) error { return p.Archive("Page") }, "Page: archived"},
		"comment":          {func(p sandbox.Person) error { return p.Comment("Page", "<p>good</p>") }, "footer comment"},
		"inline comment":   {func(p sandbox.Person) error { return p.CommentOn("Page", "text", "<p>why?</p>") }, "inline comment on text"},
		"label":            {func(p sandbox.Person) error { return p.Label("Page", "two") }, "label two"},
		"unlabel":          {func(p sandbox.Person) error { return p.Unlabel("Page", "one") }, "no labels"},
		"attach":           {func(p sandbox.Person) error { return p.Attach("Page", "b.txt", []byte("b")) }, "file b.txt"},
		"replace a file":   {func(p sandbox.Person) error { return p.Attach("Page", "a.txt", []byte("b")) }, "file a.txt version 2"},
		"delete a file":    {func(p sandbox.Person) error { return p.DeleteAttachment("Page", "a.txt") }, "no files"},
		"property":         {func(p sandbox.Person) error { return p.SetProperty("Page", "source", `1`) }, "property source 1"},
		"another property": {func(p sandbox.Person) error { return p.SetProperty("Page", "width", `"max"`) }, `property width "max"`},
		"no property":      {func(p sandbox.Person) error { return p.SetProperty("Page", "source", "") }, "no property source"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, sandbox.Options{Seed: strings.NewReader(`{"spaces": [{"key": "DOCS", "name": "Documentation", "pages": [
				{"title": "Page", "body": "<p>text</p>", "labels": ["one"], "properties": {"source": {"path":"a.md"}},
				 "attachments": [{"name": "a.txt", "content": "aGk="}], "children": [{"title": "Below"}]},
				{"title": "Other"}]}]}`)})
			w.server.Before(func(r *sandbox.Request) {
				if r.N == 2 {
					if err := c.does(w.server.Person("DOCS")); err != nil {
						t.Error(err)
					}
				}
			})
			before := w.drawn()
			w.send("unscoped", "GET", siteAPI+"/spaces", "")
			if w.drawn() != before {
				t.Error("it happened too early")
			}
			w.send("unscoped", "GET", siteAPI+"/spaces", "")
			got := w.drawn()
			if got == before && name != "restore" {
				t.Errorf("nothing happened:\n%s", got)
			}
			if c.want == "" && strings.Contains(got, "\nPage: ") {
				t.Errorf("the page is there:\n%s", got)
			}
			for _, part := range strings.Split(c.want, ", ") {
				if !strings.Contains(got, part) {
					t.Errorf("%q is missing:\n%s", part, got)
				}
			}
		})
	}
}

// drawn tells what a person can have changed, a few lines for each page.
func (w *world) drawn() string {
	w.Helper()
	s := w.server.Store()
	space, err := s.SpaceByKey("DOCS")
	if err != nil {
		w.Fatal(err)
	}
	var lines []string
	add := func(format string, arguments ...any) { lines = append(lines, fmt.Sprintf(format, arguments...)) }
	for _, page := range s.Pages(space.ID) {
		v := page.Version()
		author, _ := s.User(v.AuthorID)
		add("%s: version %d, %s", page.Title, v.Number, page.Status)
		add("%s: %s", page.Title, page.Status)
		add("  version %d %q by %s: %s", v.Number, v.Message, author.DisplayName, withoutIDs(v.Body))
		if len(s.Restrictions(page.ID).Read.Users) > 0 {
			add("%s: restricted", page.Title)
		}
		for _, child := range s.Children(page.ID) {
			add("below %s: %s", page.Title, child.Title)
		}
		for _, label := range page.Labels {
			add("  label %s", label.Name)
		}
		for _, p := range s.Properties(page.ID) {
			add("  property %s %s", p.Key, p.Value)
		}
		for _, a := range s.Attachments(page.ID) {
			add("  file %s version %d", a.Title, a.Version().Number)
		}
		for _, c := range s.Comments(page.ID) {
			add("  %s comment on %s", c.Kind, c.Selection)
		}
		if page.Title == "Page" {
			if len(page.Labels) == 0 {
				add("  no labels")
			}
			if len(s.Attachments(page.ID)) == 0 {
				add("  no files")
			}
			if !slices.ContainsFunc(s.Properties(page.ID), func(p store.Property) bool { return p.Key == "source" }) {
				add("  no property source")
			}
		}
	}
	return "\n" + strings.Join(lines, "\n") + "\n"
}

func withoutIDs(body string) string {
	return strings.Split(body, " local-id")[0] + body[strings.Index(body+">", ">"):]
}

func TestPersonHearsWhatCannotBeDone(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	p := w.server.Person("DOCS")
	for want, err := range map[string]error{
		`space DOCS has no page "Nowhere"`:                        p.Trash("Nowhere"),
		`page "Documentation Home": there is no attachment a.txt`: p.DeleteAttachment("Documentation Home", "a.txt"),
		`page "Documentation Home" has no label "x"`:              p.Unlabel("Documentation Home", "x"),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
