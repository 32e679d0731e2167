package publish_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

func (b *bench) warned() (messages []string) {
	for _, problem := range b.told.Problems {
		if problem.Severity == "warning" {
			messages = append(messages, problem.Path+": "+problem.Message)
		}
	}
	return messages
}

func TestOrphanThatAPersonRewroteStaysWithAWarning(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# Stays\n-- docs/b.md --\n# Gone\n\nOur text.\n", func(b *bench) {
		b.published("2 created")
		b.edit("Gone", "<p>theirs</p>")
		b.write("-- docs/b.md --\n")
		b.settings.Orphans = "delete"
		for range 2 {
			if told := b.published("2 unchanged"); told.ExitCode() != 0 {
				b.Errorf("exit code %d", told.ExitCode())
			}
			if got := strings.Join(b.warned(), "\n"); !strings.Contains(got, "docs/b.md: \"Gone\": its document is gone, but it was edited in Confluence") {
				b.Errorf("warnings: %s", got)
			}
		}
		b.settings.FailOn = "warning"
		if told := b.run(); told.ExitCode() != report.ExitFailed {
			b.Errorf("with fail-on: warning the exit code is %d", told.ExitCode())
		}
		b.bodyHas("Gone", "theirs")
		b.edit("Gone", "<p>Our text.</p>") // taken back
		b.settings.FailOn = "error"
		b.published("1 unchanged, 1 deleted")
	})
}

// What a person does between the plan and the removal counts as well.
func TestOrphanThatAPersonTouchesMeanwhileStays(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(sandbox.Person) error{
		"edit": func(p sandbox.Person) error { return p.Edit("Gone", "<p>theirs</p>", "") },
		"page below it": func(p sandbox.Person) error {
			_, err := p.Create("Gone", "Minutes", "<p>theirs</p>")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onFaces(t, "-- docs/a.md --\n# Stays\n-- docs/b.md --\n# Gone\n", func(b *bench) {
				b.published("2 created")
				b.write("-- docs/b.md --\n")
				b.settings.Orphans = "delete"
				acted, failed := false, error(nil)
				b.server.Before(func(r *sandbox.Request) {
					if r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/propert") && !acted { // the lease is taken
						acted, failed = true, act(b.server.Person("DOCS"))
					}
				})
				if told := b.published("2 unchanged"); told.ExitCode() != 0 || !acted || failed != nil {
					b.Errorf("exit code %d, acted %v, %v\n%s", told.ExitCode(), acted, failed, b.log.String())
				}
				b.server.ClearHooks()
				if got := strings.Join(b.warned(), "\n"); !strings.Contains(got, "its document is gone, but its page stays") {
					b.Errorf("warnings: %q", got)
				}
				b.published("2 unchanged")
			})
		})
	}
}

func TestOrphanWithAFolderBelowItStays(t *testing.T) {
	t.Parallel()
	onFaces(t, numbered(6)+"-- docs/stays.md --\n# Stays\n", func(b *bench) {
		if b.face.name == "data center" {
			return // it has no folders
		}
		b.settings.Orphans, b.settings.MaxOrphans = "delete", 6
		b.published("7 created")
		if _, err := b.server.Store().CreatePage(store.NewPage{SpaceID: b.space().ID, ParentID: b.page("Page 1").ID, Title: "Minutes", Type: store.FolderType, AuthorID: b.server.Store().Users()[0].AccountID}); err != nil {
			b.Fatal(err)
		}
		for n := range 6 {
			b.write(fmt.Sprintf("-- docs/p%03d.md --\n", n))
		}
		b.published("2 unchanged, 5 deleted")
		b.page("Page 1")
		b.unchanged()
	})
}

func TestPageInTheTrashIsRestoredWithAWarning(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n", func(b *bench) {
		b.published("1 created")
		if err := b.server.Person("DOCS").Trash("A"); err != nil {
			b.Fatal(err)
		}
		b.published("1 updated")
		if got := strings.Join(b.warned(), "\n"); !strings.Contains(got, "was in the trash and is restored") {
			b.Errorf("warnings: %q", got)
		}
		b.unchanged()
	})
}

func TestManyOrphansStayAndTheRestIsPublished(t *testing.T) {
	t.Parallel()
	var gone strings.Builder
	files := numbered(12)
	for i := range 5 {
		gone.WriteString("-- docs/p00" + string(rune('0'+i)) + ".md --\n")
	}
	b := newBench(t, files)
	b.published("12 created")
	b.write(gone.String() + "-- docs/p011.md --\n# Page 11\n\nAnother text.\n")
	b.settings.Orphans = "delete"
	if told := b.published("1 updated, 11 unchanged"); told.ExitCode() != report.ExitFailed {
		t.Errorf("exit code %d", told.ExitCode())
	}
	b.logHas("max-orphans lets 4 be deleted", "set max-orphans: 5")
	b.settings.MaxOrphans = 5
	b.published("7 unchanged, 5 deleted")
}

func TestNoDocumentsRemoveNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n-- docs/notes.txt --\nx\n")
	b.published("1 created")
	b.write("-- docs/a.md --\n")
	b.settings.Orphans, b.settings.MaxOrphans = "delete", 100
	b.refused(report.ExitUsage, []string{"no Markdown files"}, nil)
	if got := b.tree(); got != "A\n" || len(b.writes()) > 0 {
		t.Errorf("tree:\n%s\nrequests: %q", got, b.requests)
	}
}

// A title that a document gives up, or that one which is gone holds, is free for another one in the same run.
func TestTitleOfADocumentThatIsGoneIsFree(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# Setup\n\nold\n-- docs/b.md --\n# Setup of servers\n\ntext\n", func(b *bench) {
		b.published("2 created")
		id := b.page("Setup of servers").ID
		b.settings.Orphans = "delete"
		b.write("-- docs/a.md --\n-- docs/b.md --\n# Setup\n\ntext and the old\n")
		b.published("1 updated, 1 deleted")
		if b.page("Setup").ID != id {
			b.Error("the page was made anew")
		}
		b.unchanged()
	})
}

// What is left out of a run, held back, ignored or unreadable is not gone.
func TestDocumentsThatAreLeftOutMakeNoOrphans(t *testing.T) {
	t.Parallel()
	for name, leaveOut := range map[string]func(b *bench){
		"not included":      func(b *bench) { b.settings.Include = []string{"a.md"} },
		"excluded":          func(b *bench) { b.settings.Exclude = []string{"sub/b.md"} },
		"folder excluded":   func(b *bench) { b.settings.Exclude = []string{"sub"} },
		"publish: false":    func(b *bench) { b.write("-- docs/sub/b.md --\n---\npublish: false\n---\n# B\n") },
		"a draft":           func(b *bench) { b.write("-- docs/sub/b.md --\n---\ndraft: true\n---\n# B\n") },
		"a draft of Jekyll": func(b *bench) { b.write("-- docs/sub/b.md --\n---\npublished: false\n---\n# B\n") },
		"a draft in TOML":   func(b *bench) { b.write("-- docs/sub/b.md --\n+++\ndraft = true\n+++\n# B\n") },
		"broken":            func(b *bench) { b.write("-- docs/sub/b.md --\n---\norder: first\n---\n# B\n") },
		"leads nowhere":     func(b *bench) { b.write("-- docs/sub/b.md --\n"); b.link("/nowhere/b.md", "docs/sub/b.md") },
		"ignored by git": func(b *bench) {
			b.gitInit()
			b.git("rm", "--quiet", "--cached", "docs/sub/b.md")
			b.write("-- .gitignore --\ndocs/sub/b.md\n")
		},
		"the folder ignored": func(b *bench) {
			b.gitInit()
			b.git("rm", "-r", "--quiet", "--cached", "docs/sub")
			b.write("-- .gitignore --\nsub/\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, "-- docs/a.md --\n# A\n-- docs/sub/b.md --\n# B\n")
			b.published("3 created")
			b.settings.Orphans, b.settings.MaxOrphans = "delete", 100
			leaveOut(b)
			for range 2 {
				b.run()
				if got, want := b.tree(), "A\nsub\n  B\n"; got != want {
					t.Errorf("tree:\n%swant:\n%s%s", got, want, b.log.String())
				}
			}
		})
	}
}

// Many pages are looked up in one list. A page that a person puts below one of them after that is seen all the same, unless
// the removal follows within two seconds.
func TestPageThatAPersonPutsBelowOneOfManyOrphansStays(t *testing.T) {
	t.Parallel()
	const gone = 40
	inSimulatedTime(t, gone+10, func(b *bench) {
		b.settings.Orphans, b.settings.MaxOrphans, b.settings.Parallel = "delete", gone, 1
		b.through(b.server.Transport())
		for i := range gone {
			b.write(fmt.Sprintf("-- docs/p%03d.md --\n", i))
		}
		b.server.Faults().SetLatency(100*time.Millisecond, 0)
		removed, put := 0, error(nil)
		b.server.Before(func(r *sandbox.Request) {
			if r.Method == http.MethodDelete && strings.HasPrefix(r.URL.Path, "/wiki/api/v2/pages/") {
				if removed++; removed == 5 {
					_, put = b.server.Person("DOCS").Create("Page 39", "Minutes", "<p>theirs</p>")
				}
			}
		})
		b.told = b.through(b.server.Transport())
		b.server.ClearHooks()
		if got := counts(b.told); put != nil || got != "11 unchanged, 39 deleted" {
			b.Errorf("%s; %v\n%s", got, put, &b.log)
		}
		if got := strings.Join(b.warned(), "\n"); !strings.Contains(got, `"Page 39": its document is gone, but its page stays: the page "Minutes" lies below it`) {
			b.Errorf("warnings: %q", got)
		}
	})
}

// A document that the docs do not name any more is in the checkout all the same: that is not gone.
func TestAPageWhoseDocumentIsOutsideOfTheDocsStays(t *testing.T) {
	t.Parallel()
	for _, orphans := range []string{"delete", "keep"} {
		onFaces(t, "-- .git/HEAD --\nref\n-- docs/a.md --\n# A\n-- more/b.md --\n# B\n", func(b *bench) {
			b.settings.Docs, b.settings.Orphans = []string{"docs", "more"}, orphans
			b.published("2 created")
			b.settings.Docs = []string{"docs"}
			b.published("2 unchanged")
			if warned := strings.Contains(b.log.String(), "in the checkout, but not in the docs any more"); warned != (orphans == "delete") {
				b.Errorf("warned: %v\n%s", warned, b.log.String())
			}
			b.page("B")
			b.write("-- more/b.md --\n")
			b.run()
			if gone := !strings.Contains(b.tree(), "B\n"); gone != (orphans == "delete") {
				b.Errorf("the page is gone: %v", gone)
			}
		})
	}
}
