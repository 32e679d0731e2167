package publish_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
)

// A run breaks off after it created a page, and a person changes the page before the next run.
func TestPageOfABrokenRunThatAPersonChangesIsKnown(t *testing.T) {
	t.Parallel()
	edit := func(p sandbox.Person) error { return p.Edit("Page", "<p>by hand</p>", "") }
	rename := func(p sandbox.Person) error { return p.Rename("Page", "Theirs now") }
	move := func(p sandbox.Person) error { return p.Move("Page", "append", "Elsewhere") }
	for _, test := range []struct {
		name    string
		acts    []func(sandbox.Person) error
		edited  bool
		renamed bool
	}{
		{"edits", []func(sandbox.Person) error{edit}, true, false},
		{"renames", []func(sandbox.Person) error{rename}, false, true},
		{"edits and renames", []func(sandbox.Person) error{edit, rename}, true, true},
		{"moves", []func(sandbox.Person) error{move}, false, false},
		{"edits and moves", []func(sandbox.Person) error{edit, move}, true, false},
	} {
		for _, onEdit := range []string{"overwrite", "keep", "fail"} {
			t.Run(test.name+"/"+onEdit, func(t *testing.T) {
				onFaces(t, "-- docs/a.md --\n---\nlabels: [guide]\n---\n# Page\n\nfrom git\n", func(b *bench) {
					b.foreignPage("Elsewhere")
					if !b.runUntil(creates, true) {
						b.Fatal("the page was not created")
					}
					id := b.page("Page").ID
					for _, act := range test.acts {
						if err := act(b.server.Person("DOCS")); err != nil {
							b.Fatal(err)
						}
					}
					b.settings.OnEdit = onEdit
					fails := test.edited && onEdit == "fail"
					if told := b.run(); (told.ExitCode() != 0) != fails {
						b.Errorf("exit code %d:\n%s", told.ExitCode(), b.log.String())
					}
					if test.edited {
						b.logHas("edited in Confluence since the last run")
					}
					page, err := b.server.Store().Page(id)
					if err != nil {
						b.Fatal(err)
					}
					isTheirs := test.edited && onEdit != "overwrite"
					if has := strings.Contains(page.Body(), "by hand"); has != isTheirs {
						b.Errorf("the body is %s", page.Body())
					}
					if want := isTheirs && test.renamed; (page.Title == "Theirs now") != want {
						b.Errorf("the title is %q", page.Title)
					}
					if !fails && page.ParentID != b.space().HomepageID {
						b.Error("the page is not put back")
					}
					if n := strings.Count(b.tree(), "\n"); n != 2 {
						b.Errorf("tree:\n%s", b.tree())
					}
					if !fails {
						b.unchanged()
						return
					}
					b.settings.OnEdit = "overwrite"
					b.published("1 updated")
					b.bodyHas("Page", "from git")
					b.unchanged()
				})
			})
		}
	}
}

// Nothing was created, and what a person changes below the intended parent meanwhile is theirs.
func TestPagesOfPeopleAreNotThoseOfABrokenRun(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# Page\n\nfrom git\n", func(b *bench) {
		b.foreignPage("Theirs")
		b.diesAt(creates)
		b.edit("Theirs", "<p>from git</p>")
		if _, err := b.server.Person("DOCS").Create("", "Theirs too", "<p>from git</p>"); err != nil {
			b.Fatal(err)
		}
		if err := b.server.Person("DOCS").Rename("Theirs too", "Theirs as well"); err != nil {
			b.Fatal(err)
		}
		b.published("1 created")
		b.unchanged()
		if got, want := sorted(b.tree()), "Page\nTheirs\nTheirs as well\n"; got != want {
			b.Errorf("tree:\n%s", got)
		}
	})
}

// API v1 does not tell who wrote a property: whose the page is, is asked.
func TestPageOfABrokenRunOfAnotherAccountIsToldItsCure(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n\ntext\n")
	b.at(faces[1])
	b.runUntil(creates, true)
	id := b.page("A").ID
	b.credential("admin")
	for range 2 {
		b.published("1 failed")
		b.logHas("make that page its own with page-id: " + id)
		if strings.Contains(b.log.String(), "--repair") {
			b.Errorf("--repair is told, which finds pages of this account alone:\n%s", b.log.String())
		}
	}
	b.write("-- docs/a.md --\n---\npage-id: " + id + "\n---\n# A\n\ntext\n")
	b.run()
	b.unchanged()
	if b.page("A").ID != id {
		b.Error("the page is another one")
	}
}
