package publish_test

import (
	"fmt"
	"strings"
	"testing"
)

// bound is a document that names its page.
func bound(id, text string) string {
	return fmt.Sprintf("---\npage-id: %s\n---\n# Page\n\n%s\n", id, text)
}

// A person's edit is known whatever document shows the page, and however it came to be known.
func TestEditOfAPageThatFrontMatterNamesIsSeen(t *testing.T) {
	t.Parallel()
	for _, change := range []struct {
		name  string
		apply func(b *bench, id string)
	}{
		{"the file is moved", func(b *bench, id string) {
			b.write("-- docs/a.md --\n-- docs/sub/a.md --\n" + bound(id, "two"))
		}},
		{"the file is named otherwise", func(b *bench, id string) {
			b.write("-- docs/a.md --\n-- docs/b.md --\n" + bound(id, "two"))
		}},
		{"forget names the page too", func(b *bench, id string) {
			b.settings.Forget = []string{id}
			b.write("-- docs/a.md --\n" + bound(id, "two"))
		}},
		{"another document names the page", func(b *bench, id string) {
			b.write("-- docs/a.md --\n# Page of before\n\none\n-- docs/b.md --\n" + bound(id, "two"))
		}},
	} {
		for _, onEdit := range []string{"keep", "fail", "overwrite"} {
			t.Run(change.name+"/"+onEdit, func(t *testing.T) {
				onFaces(t, "", func(b *bench) {
					id := b.foreignPage("Page").ID
					b.write("-- docs/a.md --\n" + bound(id, "one"))
					b.published("1 updated")
					b.settings.OnEdit = onEdit
					b.edit("Page", "<p>by hand</p>")
					change.apply(b, id)
					if told := b.run(); (told.ExitCode() != 0) != (onEdit == "fail") {
						b.Errorf("exit code %d:\n%s", told.ExitCode(), b.log.String())
					}
					b.logHas("edited in Confluence since the last run")
					if kept := strings.Contains(b.page("Page").Body(), "by hand"); kept != (onEdit != "overwrite") {
						b.Errorf("the body is %s", b.page("Page").Body())
					}
					b.run()
					b.run()
					if writes := b.writes(); len(writes) > 0 {
						b.Errorf("a further run writes %q", writes)
					}
				})
			})
		}
	}
}

// To move the file of a page is no change of its text.
func TestPageThatFrontMatterNamesStaysWhereItsFileMoves(t *testing.T) {
	t.Parallel()
	onFaces(t, "", func(b *bench) {
		id := b.foreignPage("Page").ID
		b.write("-- docs/a.md --\n" + bound(id, "one"))
		b.published("1 updated")
		b.write("-- docs/a.md --\n-- docs/b.md --\n" + bound(id, "one"))
		b.published("1 unchanged")
		b.unchanged()
	})
}

func TestForgetOfAPageThatFrontMatterNamesForgetsNothing(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# Page\n\none\n", func(b *bench) {
		b.published("1 created")
		id := b.page("Page").ID
		b.settings.Forget = []string{id}
		b.write("-- docs/a.md --\n" + bound(id, "one"))
		b.published("1 unchanged")
		b.logHas("stays on record, although forget names it")
		b.unchanged()
	})
}

// To forget a page is to give it away: it is not advised, nor done, to take it back.
func TestForgottenPageThatKeepsItsTitleIsLeftAlone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a", "b"} { // as it was created, or with a mark
		onFaces(t, "-- docs/a.md --\n# Page\n\na\n", func(b *bench) {
			b.published("1 created")
			if b.write("-- docs/a.md --\n# Page\n\n" + text + "\n"); text != "a" {
				b.published("1 updated")
			}
			id, version := b.page("Page").ID, b.page("Page").Version().Number
			b.settings.Forget = []string{id}
			for range 2 {
				b.published("1 failed")
				b.logHas("which forget gives away: give the document another title, or rename that page", "page-id: "+id)
				if strings.Contains(b.log.String(), "repair") || strings.Contains(b.log.String(), "adopt") {
					b.Errorf("it is advised to take the page back:\n%s", b.log.String())
				}
			}
			for _, adopt := range []string{"marks", "same-title"} {
				b.settings.Adopt = adopt
				b.published("1 failed")
			}
			b.settings.Adopt, b.repair = "none", true
			b.published("1 failed")
			b.settings.Forget, b.repair = nil, false
			b.published("1 failed")
			b.logHas("given away")
			if got := b.page("Page").Version().Number; got != version {
				b.Errorf("the page has version %d", got)
			}
			if err := b.server.Person("DOCS").Rename("Page", "Theirs"); err != nil {
				b.Fatal(err)
			}
			b.published("1 created")
			b.unchanged()
		})
	}
}
