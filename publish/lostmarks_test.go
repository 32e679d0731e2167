package publish_test

import "testing"

// A version without a mark on top of one of ours, with the same text: by a new title alone, which takes no message on v2, or by a
// person who renames the page.
func TestLostRecordIsRebuiltFromEarlierVersions(t *testing.T) {
	t.Parallel()
	const first = "-- docs/a.md --\n# Page\n\none\n-- docs/b.md --\n# Other\n\nb\n"
	const second = "-- docs/a.md --\n# Page\n\ntwo\n"
	const retitled = "-- docs/a.md --\n# New title\n\ntwo\n"
	for _, test := range []struct {
		name   string
		before func(b *bench)
	}{
		{"written and retitled", func(b *bench) {
			b.write(second)
			b.published("1 updated, 1 unchanged")
			b.write(retitled)
			b.published("1 updated, 1 unchanged")
		}},
		{"written and retitled twice", func(b *bench) {
			b.write(second)
			b.published("1 updated, 1 unchanged")
			for _, title := range []string{"Old title", "New title"} {
				b.write("-- docs/a.md --\n# " + title + "\n\ntwo\n")
				b.published("1 updated, 1 unchanged")
			}
		}},
		{"created and retitled", func(b *bench) {
			b.write("-- docs/a.md --\n# New title\n\none\n")
			b.published("1 updated, 1 unchanged")
			b.write("-- docs/b.md --\n# Other\n\nmore\n") // whose mark tells who the account is
			b.published("1 updated, 1 unchanged")
		}},
		{"renamed by a person", func(b *bench) {
			b.write(second)
			b.published("1 updated, 1 unchanged")
			if err := b.server.Person("DOCS").Rename("Page", "Theirs"); err != nil {
				b.Fatal(err)
			}
			b.write(retitled)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			onFaces(t, first, func(b *bench) {
				b.published("2 created")
				ids := map[string]bool{b.page("Page").ID: true, b.page("Other").ID: true}
				test.before(b)
				b.loseRecord()
				b.repair = true
				if told := b.run(); told.ExitCode() != 0 {
					b.Errorf("the record is not rebuilt:\n%s", b.log.String())
				}
				b.repair = false
				for _, title := range []string{"New title", "Other"} {
					if !ids[b.page(title).ID] {
						b.Errorf("%q was made anew", title)
					}
				}
				b.unchanged()
			})
		})
	}
}

func TestLostRecordOfRetitledPagesIsToldAsSuch(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# Page\n\none\n", func(b *bench) {
		b.published("1 created")
		b.write("-- docs/a.md --\n# Page\n\ntwo\n")
		b.published("1 updated")
		b.write("-- docs/a.md --\n# New title\n\ntwo\n")
		b.published("1 updated")
		b.loseRecord()
		for range 2 { // Confluence refuses the title, and then it is looked up
			b.published("1 failed")
			b.logHas("which this repository published and is not on record here", "--repair")
		}
		b.settings.Adopt = "marks"
		b.published("1 unchanged")
		b.settings.Adopt = "none"
		b.unchanged()
	})
}
