package publish_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
)

const threeDocuments = "-- docs/index.md --\n# Top\n\nTop text.\n-- docs/a.md --\n# A\n\nText of a.\n-- docs/g/b.md --\n# B\n"

// setProperty writes the one property of the record whose key has this part, by hand.
func (b *bench) setProperty(part string, value string) {
	b.Helper()
	home, s := b.space().HomepageID, b.server.Store()
	for _, key := range b.properties() {
		if !strings.Contains(key, part) {
			continue
		}
		property, err := s.Property(home, key)
		if err == nil {
			property.Value, property.Version = []byte(value), property.Version+1
			_, err = s.UpdateProperty(home, property)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// A record that somebody damaged is never taken for that of a first publication, which would make all pages twice.
func TestDamagedRecordMakesNoPageTwice(t *testing.T) {
	t.Parallel()
	for what, damage := range map[string]struct{ part, value string }{
		"an empty segment":             {"-segment-1", `{}`},
		"a segment that is null":       {"-segment-1", `null`},
		"a segment without entries":    {"-segment-1", `{"entries":{}}`},
		"a head of another kind":       {"-head", `{"x":1}`},
		"a head that is null":          {"-head", `null`},
		"a head that lists no segment": {"-head", `{"format":2,"owner":"acme/handbook","tree":"docs","page":"HOME","segments":[],"last":{}}`},
		"another owner's head":         {"-head", `{"format":2,"owner":"acme/other","tree":"docs","page":"HOME","segments":["1"],"last":{}}`},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			onFaces(t, threeDocuments, func(b *bench) {
				b.settings.OnTitleConflict = "disambiguate"
				b.published("4 created")
				b.write("-- docs/a.md --\n# A\n\nText of a, and more.\n")
				b.published("1 updated, 3 unchanged")
				before := b.tree()
				b.setProperty(damage.part, strings.ReplaceAll(damage.value, "HOME", b.space().HomepageID))
				isListed := damage.part == "-head" && strings.Contains(damage.value, `"segments":[]`)
				b.write("-- docs/index.md --\n# Other top\n\nTop text.\n")
				if isListed { // the segment itself tells that it is one of this record
					b.published("1 updated, 3 unchanged")
				} else {
					b.refused(report.ExitFailed, []string{"the record of what was published before", "publish with --repair"}, []string{"belongs to"})
					b.logHas(damage.part)
					if writes := b.writes(); len(writes) > 0 || b.tree() != before {
						b.Errorf("writes %q, and leaves\n%s", writes, b.tree())
					}
					b.write("-- docs/index.md --\n# Top\n\nTop text.\n")
					b.repair = true
					if told := b.run(); told.ExitCode() != 0 || told.Counts[plan.Unchanged] != 4 {
						b.Errorf("the repair exits with %d, %s:\n%s", told.ExitCode(), counts(told), b.log.String())
					}
					b.repair = false
					b.unchanged()
					b.write("-- docs/index.md --\n# Other top\n\nTop text.\n")
					b.published("1 updated, 3 unchanged")
				}
				b.unchanged()
				if got, want := b.tree(), strings.Replace(before, "Top", "Other top", 1); got != want {
					b.Errorf("tree:\n%swant:\n%s", got, want)
				}
			})
		})
	}
}

// Without any property nothing tells of a record. Pages that stand already are known all the same when their titles are asked
// for: by their marks, or because they are what this account would make.
func TestLostRecordMakesNoPageTwice(t *testing.T) {
	t.Parallel()
	for _, onConflict := range []string{"error", "disambiguate"} {
		t.Run(onConflict, func(t *testing.T) {
			t.Parallel()
			onFaces(t, threeDocuments, func(b *bench) {
				b.settings.OnTitleConflict = onConflict
				b.published("4 created")
				b.write("-- docs/a.md --\n# A\n\nText of a, and more.\n")
				b.published("1 updated, 3 unchanged")
				before := b.tree()
				b.loseRecord()
				told := b.run()
				if told.ExitCode() != report.ExitFailed || told.Counts[plan.Created] > 0 || b.tree() != before {
					b.Fatalf("exit code %d, %s, tree:\n%s%s", told.ExitCode(), counts(told), b.tree(), b.log.String())
				}
				b.logHas("not on record here: if parent was changed, set former-parent to the page of before; if the record was lost, run publish with --repair")
				if strings.Contains(b.log.String(), "was not published from here") {
					b.Error(b.log.String())
				}
				b.repair = true
				if told := b.run(); told.ExitCode() != 0 {
					b.Errorf("the repair exits with %d, %s:\n%s", told.ExitCode(), counts(told), b.log.String())
				}
				b.repair = false
				b.unchanged()
				if b.tree() != before {
					b.Errorf("tree:\n%s", b.tree())
				}
			})
		})
	}
}

// The documents are published below another parent than before. Their pages are found by the record that stands above them.
func TestChangedParentIsToldItsFormerOne(t *testing.T) {
	t.Parallel()
	for _, onConflict := range []string{"error", "disambiguate"} {
		for _, moved := range []struct{ from, to string }{{"First", "Second"}, {"Home", "Second"}, {"First", "Home"}, {"Below", "First"}} {
			t.Run(fmt.Sprintf("%s, from %s to %s", onConflict, moved.from, moved.to), func(t *testing.T) {
				t.Parallel()
				onFaces(t, threeDocuments, func(b *bench) {
					first := b.foreignPage("First")
					ids := map[string]string{"Home": b.space().HomepageID, "First": first.ID, "Second": b.foreignPage("Second").ID, "Below": b.foreignBelow(first, "Below").ID}
					b.settings.OnTitleConflict, b.settings.Parent = onConflict, ids[moved.from]
					b.published("4 created")
					before := b.tree()
					b.settings.Parent = ids[moved.to]
					for range 2 {
						told := b.run()
						if told.ExitCode() != report.ExitFailed || told.Counts[plan.Failed] != 4 || b.tree() != before {
							b.Fatalf("exit code %d, %s, tree:\n%s%s", told.ExitCode(), counts(told), b.tree(), b.log.String())
						}
						b.logHas("which this repository published (docs/index.md) below the page "+ids[moved.from], "set former-parent: "+ids[moved.from])
					}
					b.settings.FormerParent = ids[moved.from]
					if told := b.run(); told.ExitCode() != 0 || told.Counts[plan.Created] > 0 {
						b.Fatalf("exit code %d, %s:\n%s", told.ExitCode(), counts(told), b.log.String())
					}
					b.settings.FormerParent = ""
					b.unchanged()
				})
			})
		}
	}
}

// Two trees of one repository that have a title in common are told apart all the same.
func TestOtherTreeOfTheRepositoryIsNoReasonToRefuse(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# Overview\n\nOne.\n-- manual/sub/a.md --\n# Overview\n\nTwo.\n", func(b *bench) {
		first, second := b.foreignPage("First"), b.foreignPage("Second")
		b.settings.OnTitleConflict, b.settings.Parent = "disambiguate", first.ID
		b.published("1 created")
		b.settings.Docs, b.settings.Parent = []string{"manual"}, second.ID
		b.published("2 created")
		if got, want := b.tree(), "First\n  Overview\nSecond\n  sub\n    Overview (sub)\n"; got != want {
			b.Errorf("tree:\n%swant:\n%s", got, want)
		}
		b.unchanged()
	})
}

// A title that somebody else has fails its document in every run, and no run after the first writes anything for that.
func TestTitleOfSomebodyElseSettles(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# Theirs\n-- docs/c.md --\n# C\n", func(b *bench) {
		b.published("3 created")
		if err := b.server.Store().TrashPage(b.page("Theirs").ID); err != nil {
			b.Fatal(err)
		}
		b.write("-- docs/b.md --\n-- docs/d/index.md --\n# Theirs\n\nOurs.\n-- docs/d/e.md --\n# E\n-- docs/c.md --\n# Theirs too\n")
		b.foreignPage("Theirs")
		b.foreignPage("THEIRS TOO")
		b.settings.Orphans = "delete"
		for i := range 3 {
			b.published("1 unchanged, 3 failed")
			b.logHas(`the title "Theirs" belongs to`, `the title "Theirs too" belongs to`, "was not published from here")
			if writes := b.writes(); i > 0 && len(writes) > 0 {
				b.Errorf("run %d writes %q", i+1, writes)
			}
		}
		for _, title := range []string{"Theirs", "THEIRS TOO"} {
			if err := b.server.Person("DOCS").Rename(title, "My "+title); err != nil {
				b.Fatal(err)
			}
		}
		if told := b.run(); told.ExitCode() != 0 || told.Counts[plan.Created] != 2 {
			b.Fatalf("exit code %d, %s:\n%s", told.ExitCode(), counts(told), b.log.String())
		}
		b.unchanged()
	})
}

// What an archived page keeps from being published is told with it, and is not tried.
func TestPagesBelowAnArchivedOneWait(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/index.md --\n# Top\n-- docs/a.md --\n# A\n-- docs/sub/index.md --\n# Sub\n-- docs/sub/c.md --\n# C\n", func(b *bench) {
		b.published("4 created")
		top := b.page("Top").ID
		if _, err := b.server.Store().ArchivePages([]string{top}); err != nil {
			b.Fatal(err)
		}
		b.write("-- docs/a.md --\n# A\n\nMore.\n-- docs/b.md --\n# B\n-- docs/sub/c.md --\n# C\n\nMore.\n")
		for i := range 2 {
			told := b.run()
			if told.ExitCode() != report.ExitFailed || strings.Count(b.log.String(), "rror: ") > 1 {
				b.Errorf("exit code %d, %s:\n%s", told.ExitCode(), counts(told), b.log.String())
			}
			b.logHas("is archived in Confluence: restore it there", "not published either", "docs/b.md")
			if strings.Contains(b.log.String(), "may not see it") || strings.Contains(b.log.String(), "setting parent") {
				b.Error(b.log.String())
			}
			if writes := b.writes(); i > 0 && len(writes) > 0 {
				b.Errorf("a further run writes %q", writes)
			}
		}
	})
}

func TestPageThatFrontMatterNamesAndIsArchived(t *testing.T) {
	t.Parallel()
	onFaces(t, "", func(b *bench) {
		theirs := b.foreignPage("Theirs")
		if _, err := b.server.Store().ArchivePages([]string{theirs.ID}); err != nil {
			b.Fatal(err)
		}
		b.write(fmt.Sprintf("-- docs/index.md --\n---\npage-id: %s\n---\n# Top\n-- docs/a.md --\n# A\n", theirs.ID))
		b.published("2 failed")
		b.logHas("which is archived: restore it there, or remove page-id")
		if writes := b.writes(); len(writes) > 0 {
			b.Errorf("writes %q", writes)
		}
	})
}

// A record in the form of earlier versions is followed, and gets its seals when it is written again.
func TestRecordOfAnEarlierVersionIsFollowed(t *testing.T) {
	t.Parallel()
	onFaces(t, threeDocuments, func(b *bench) {
		b.published("4 created")
		home := b.space().HomepageID
		entries := map[string]string{}
		for source, title := range map[string]string{"docs/index.md": "Top", "docs/a.md": "A", "docs/g/": "G", "docs/g/b.md": "B"} {
			entries[b.page(title).ID] = source
		}
		var list []string
		for id, source := range entries {
			list = append(list, fmt.Sprintf(`%q:{"source":%q,"version":1}`, id, source))
		}
		b.setProperty("-head", `{"format":2,"owner":"acme/handbook","tree":"docs","page":"`+home+`","segments":["1"],"last":{}}`)
		b.setProperty("-segment-1", `{"entries":{`+strings.Join(list, ",")+`}}`)
		if told := b.run(); told.ExitCode() != 0 || told.Counts[plan.Created] > 0 {
			b.Fatalf("exit code %d, %s:\n%s", told.ExitCode(), counts(told), b.log.String())
		}
		b.unchanged()
		b.write("-- docs/a.md --\n# A\n\nMore.\n")
		b.published("1 updated, 3 unchanged")
		b.unchanged()
	})
}
