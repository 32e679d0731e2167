package publish_test

import "testing"

// A folder's page is the same whether a document stands for the folder or none does, and whatever the folder is called: its
// comments stay. That holds wherever a run breaks off.
func TestPageOfAFolderStays(t *testing.T) {
	t.Parallel()
	const (
		pages = "-- docs/guide/a.md --\n# A\n\nOf one thing.\n-- docs/guide/b.md --\n# B\n\nOf another thing.\n"
		gone  = "-- docs/guide/a.md --\n-- docs/guide/b.md --\n"
		index = "-- docs/guide/index.md --\n# The guide\n\nWhat it is about.\n"
		faq   = "-- docs/faq.md --\n# FAQ\n\nAll questions on one page.\n"
	)
	for name, change := range map[string]struct {
		before, after string
		stays         map[string]string // titles before and after
	}{
		"a document comes":                    {pages, index, map[string]string{"guide": "The guide"}},
		"the document goes":                   {pages + index, "-- docs/guide/index.md --\n", map[string]string{"The guide": "guide", "A": "A"}},
		"another document":                    {pages + index, "-- docs/guide/index.md --\n-- docs/guide/README.md --\n# Handbook\n\nNothing of before.\n", map[string]string{"The guide": "Handbook"}},
		"the document is named":               {pages + index, "-- docs/guide/index.md --\n-- docs/guide/start.md --\n# Start\n\nWhat it is about.\n", map[string]string{"The guide": "Start"}},
		"another name":                        {pages, gone + "-- docs/manual/a.md --\n# A\n\nOf one thing.\n-- docs/manual/b.md --\n# B\n\nOf another thing.\n", map[string]string{"guide": "manual", "A": "A", "B": "B"}},
		"another name, and the document goes": {pages + index, gone + "-- docs/guide/index.md --\n-- docs/manual/a.md --\n# A\n\nOf one thing.\n-- docs/manual/b.md --\n# B\n\nOf another thing.\n", map[string]string{"The guide": "manual", "A": "A"}},
		"another name, folder in it":          {"-- docs/old/guide/a.md --\n# A\n\nOf one thing.\n", "-- docs/old/guide/a.md --\n-- docs/new/manual/a.md --\n# A\n\nOf one thing.\n", map[string]string{"old": "new", "guide": "manual", "A": "A"}},
		"another name of a folder whose title is given twice": {
			"-- docs/v1/api/a.md --\n# A\n\nOf one thing.\n-- docs/v0/api/z.md --\n# Z\n", "-- docs/v1/api/a.md --\n-- docs/v2/api/a.md --\n# A\n\nOf one thing.\n", map[string]string{"v1": "v2", "v0": "v0", "api (v1)": "api (v2)", "A": "A"}},
		"a document becomes a folder that has one of its title": {faq, "-- docs/faq.md --\n-- docs/faq/install.md --\n# FAQ\n\nOf installing.\n-- docs/faq/use.md --\n# Use\n", map[string]string{"FAQ": "FAQ"}},
		"a document becomes a folder":                           {faq, "-- docs/faq.md --\n-- docs/faq/install.md --\n# Installing\n\nOf installing.\n", map[string]string{"FAQ": "faq"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, at := range faces {
				for _, done := range []bool{false, true} {
					for n, broke := 0, true; broke; n += pointsApart() { // 0: it does not break off
						b := newBench(t, change.before)
						b.at(at)
						b.settings.Orphans, b.settings.Parallel = "delete", 1
						b.run()
						ids := map[string]string{}
						for title := range change.stays {
							ids[title] = b.page(title).ID
						}
						b.write(change.after)
						if n > 0 {
							broke = b.breaksAtWrite(n, done)
						}
						if told := b.run(); told.ExitCode() != 0 {
							t.Fatalf("%s, a break at write %d: exit code %d\n%s", at.name, n, told.ExitCode(), b.log.String())
						}
						for before, after := range change.stays {
							if page := b.page(after); page.ID != ids[before] {
								t.Fatalf("%s, a break at write %d: %q is another page than %q was:\n%s\n%s", at.name, n, after, before, b.tree(), b.log.String())
							}
						}
						b.unchanged()
					}
				}
			}
		})
	}
}

// Another commit may come after a run that broke off while it renamed a folder: one that takes it back, or one with a further name.
func TestFolderThatIsRenamedAgainAfterABreakKeepsItsPage(t *testing.T) {
	t.Parallel()
	in := func(folder string) string {
		return "-- docs/" + folder + "/a.md --\n# A\n\nOf one thing.\n-- docs/" + folder + "/b.md --\n# B\n\nOf another thing.\n"
	}
	without := func(folder string) string { return "-- docs/" + folder + "/a.md --\n-- docs/" + folder + "/b.md --\n" }
	for _, last := range []string{"guide", "book"} {
		t.Run(last, func(t *testing.T) {
			onFaces(t, "", func(at *bench) {
				for n, broke := 1, true; broke; n += pointsApart() {
					b := newBench(t, in("guide"))
					b.at(at.face)
					b.settings.Orphans, b.settings.Parallel = "delete", 1
					b.published("3 created")
					id := b.page("guide").ID
					b.write(without("guide") + in("manual"))
					broke = b.breaksAtWrite(n, n%2 == 0)
					b.write(without("manual") + in(last))
					if told := b.run(); told.ExitCode() != 0 || b.page(last).ID != id {
						t.Errorf("a break at write %d: exit code %d, %s\n%s", n, told.ExitCode(), b.tree(), b.log.String())
					}
					b.unchanged()
				}
			})
		})
	}
}

func TestFolderThatStandsKeepsWhatWasBesideItsDocument(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/guide/index.md --\n# The guide\n-- docs/guide/README.md --\n# For authors\n\nHow to write.\n-- docs/guide/a.md --\n# A\n\nOf one thing.\n-- docs/guide/b.md --\n# B\n\nOf another thing.\n", func(b *bench) {
		b.published("4 created")
		id := b.page("For authors").ID
		b.write("-- docs/guide/README.md --\n-- docs/guide/a.md --\n-- docs/other/a.md --\n# A\n\nOf one thing.\n")
		b.run()
		if b.page("other").ID == id {
			b.Errorf("the page of a document that is gone became that of a folder which has nothing to do with it:\n%s", b.log.String())
		}
	})
}
