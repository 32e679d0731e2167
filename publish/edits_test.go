package publish_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// Whatever a run does with a page that is kept, it does not take the text for its own: the next commit finds the edit again.
func TestKeptTextIsKnownAsAPersonsAfterwards(t *testing.T) {
	t.Parallel()
	const (
		before = "-- docs/a.md --\n# Page\n\none\n-- docs/b.md --\n# Other\n-- docs/sub/index.md --\n# Sub\n"
		page   = "# Page\n\none\n"
		last   = "# Page\n\nnew text\n"
	)
	for name, test := range map[string]struct {
		do           func(b *bench) error
		after        string // what the commit changes
		source, want string
	}{
		"moved": {nil, "-- docs/a.md --\n-- docs/sub/a.md --\n" + page, "docs/sub/a.md", "Other\nSub\n  Page\n"},
		"put in order": {nil, "-- docs/a.md --\n---\norder: 3\n---\n" + page + "-- docs/b.md --\n---\norder: 1\n---\n# Other\n-- docs/sub/index.md --\n---\norder: 2\n---\n# Sub\n",
			"docs/a.md", "Other\nSub\nPage\n"},
		"restored": {func(b *bench) error { return b.server.Person("DOCS").Trash("Page") }, "-- docs/b.md --\n# Other\n", "docs/a.md", "Other\nPage\nSub\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onFaces(t, before, func(b *bench) {
				b.published("3 created")
				b.edit("Page", "<p>by hand</p>")
				if test.do != nil {
					if err := test.do(b); err != nil {
						b.Fatal(err)
					}
				}
				b.settings.OnEdit = "keep"
				b.write(test.after)
				b.run()
				b.unchanged()
				order := ""
				if name == "put in order" {
					order = "---\norder: 3\n---\n"
				}
				b.write("-- " + test.source + " --\n" + order + last)
				b.unchanged()
				b.bodyHas("Page", "by hand")
				if got := b.tree(); sorted(got) != sorted(test.want) {
					b.Errorf("tree:\n%swant:\n%s", got, test.want)
				}
			})
		})
	}
}

// Two pages change titles, and a person edits one of them before any request: the edit is seen, and no title for the time
// between is left.
func TestEditWhileTitlesAreSwapped(t *testing.T) {
	t.Parallel()
	const (
		before = "-- docs/one.md --\n# One\n\nfirst\n-- docs/two.md --\n# Two\n\nsecond\n"
		after  = "-- docs/one.md --\n# Two\n\nfirst, changed\n-- docs/two.md --\n# One\n\nsecond, changed\n"
	)
	for _, onEdit := range []string{"keep", "fail", "overwrite"} {
		t.Run(onEdit, func(t *testing.T) {
			t.Parallel()
			onFaces(t, "", func(at *bench) {
				for n, met := 1, true; met; n += pointsApart() {
					b := newBench(t, before)
					b.at(at.face)
					b.published("2 created")
					id := b.page("One").ID
					b.settings.OnEdit = onEdit
					b.write(after)
					met = b.meanwhile(n, func(b *bench) error { return b.server.Person("DOCS").Edit(id, "<p>by hand</p>", "") })
					log := b.log.String()
					page, _ := b.server.Store().Page(id)
					isTold := strings.Contains(log, "edited")
					if kept := strings.Contains(page.Body(), "by hand"); met && !isTold && !kept || met && onEdit != "overwrite" && !kept {
						b.Errorf("before request %d: the edit is gone:\n%s", n, log)
					}
					b.settings.OnEdit = "overwrite"
					b.run()
					b.unchanged()
					if got := sorted(b.tree()); got != "One\nTwo\n" {
						b.Errorf("before request %d: %s", n, got)
					}
				}
			})
		})
	}
}

// A run that broke off has left a page with a title for the time between, and a person has edited it: the text is kept, and
// the title is the document's.
func TestKeptPageGetsItsTitleAfterABreak(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/one.md --\n# One\n\nfirst\n-- docs/two.md --\n# Two\n\nsecond\n", func(b *bench) {
		b.published("2 created")
		b.write("-- docs/one.md --\n# Two\n\nfirst\n-- docs/two.md --\n# One\n\nsecond\n")
		interim := ""
		b.diesAt(func(*http.Request) bool {
			for _, page := range b.server.Store().Pages(b.space().ID) {
				if isInterim(page) {
					interim = page.ID
				}
			}
			return interim != ""
		})
		b.edit(interim, "<p>by hand</p>")
		b.settings.OnEdit = "keep"
		b.run()
		b.unchanged()
		if got := sorted(b.tree()); got != "One\nTwo\n" {
			b.Error(got)
		}
		if page, _ := b.server.Store().Page(interim); !strings.Contains(page.Body(), "by hand") {
			b.Errorf("the edit is gone: %s", page.Body())
		}
	})
}

// A page that is to go gives its title up first. That is no person's edit.
func TestPageThatGaveItsTitleUpIsRemoved(t *testing.T) {
	t.Parallel()
	for _, onEdit := range []string{"overwrite", "fail"} {
		onFaces(t, "-- docs/guides/README.md --\n# Guides\n\nabout guides\n-- docs/guides/setup.md --\n# Setup\n\nline a\n\nline b\n", func(b *bench) {
			b.settings.Orphans, b.settings.OnEdit = "delete", onEdit
			b.published("2 created")
			b.write("-- docs/guides/README.md --\n-- docs/guides/setup.md --\n-- docs/setup.md --\n# Guides\n\nline a\n\nline b\n")
			b.published("1 updated, 1 deleted")
			if got := b.tree(); got != "Guides\n" {
				b.Error(got)
			}
			b.unchanged()
		})
	}
}

// A page that cannot be seen for a while, as it is to be removed, is removed when it can be seen again.
func TestPageThatIsHiddenAsItIsToBeRemoved(t *testing.T) {
	t.Parallel()
	onFaces(t, "", func(at *bench) {
		for n, met := 1, true; met; n += pointsApart() {
			b := newBench(t, "-- docs/a.md --\n# Page\n-- docs/b.md --\n# Old\n")
			b.at(at.face)
			b.settings.Orphans = "delete"
			b.published("2 created")
			b.write("-- docs/b.md --\n")
			person := b.server.Person("DOCS")
			met = b.meanwhile(n, func(*bench) error {
				if page, err := person.Page("Old"); err != nil || page.Status != store.Current {
					return nil
				}
				return person.Restrict("Old", store.Restrictions{Read: store.Subjects{Users: []string{person.AccountID}}})
			})
			page, err := person.Page("Old")
			if err != nil {
				b.Fatal(err)
			}
			if deleted := b.told.Counts[plan.Deleted] == 1; page.Status == store.Current && deleted {
				b.Errorf("before request %d: it is reported as deleted, and stands:\n%s", n, b.log.String())
			}
			if err := person.Restrict("Old", store.Restrictions{}); err != nil && page.Status == store.Current {
				b.Fatal(err)
			}
			b.run()
			if got := b.tree(); got != "Page\n" {
				b.Errorf("before request %d, and seen again: %s\n%s", n, got, b.log.String())
			}
		}
	})
}
