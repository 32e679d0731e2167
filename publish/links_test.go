package publish_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/settings"
)

// commit lets the runs be those of a commit, as CI tells it.
func (b *bench) commit(id, run string) {
	b.env = map[string]string{
		"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "acme/handbook", "GITHUB_SHA": id,
		"GITHUB_WORKFLOW": "docs", "GITHUB_REF": "refs/heads/main", "GITHUB_RUN_NUMBER": run, "GITHUB_WORKSPACE": b.dir, "GITHUB_RUN_ID": "7" + run,
	}
}

func TestCommitInASourceLinkIsNoChange(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n\nSee [main](../main.go).\n-- docs/b.md --\n# B\n-- main.go --\npackage main\n", func(b *bench) {
		b.commit("1111111111", "1")
		b.published("2 created")
		b.bodyHas("A", "https://github.com/acme/handbook/blob/1111111111/main.go")
		b.commit("2222222222", "2")
		b.settings.Mode = settings.Plan
		b.env["GITHUB_EVENT_NAME"], b.env["GITHUB_REF"] = "pull_request", "refs/pull/5/merge"
		b.published("2 unchanged")
		if log := b.log.String(); strings.Contains(log, "blob/") || strings.Contains(log, "::notice") || strings.Contains(log, "::warning") {
			b.Errorf("the plan of a pull request that changes nothing tells:\n%s", log)
		}
		b.commit("2222222222", "2")
		b.settings.Mode = settings.Publish
		b.published("2 unchanged")
		b.unchanged() // after the head has got the commit
		b.commit("3333333333", "3")
		b.repair = true
		b.published("2 unchanged")
		b.repair = false
		b.edit("A", ownMarks.ReplaceAllString(b.page("A").Body(), "")) // saved without a change
		b.commit("4444444444", "4")
		b.published("2 unchanged")
		b.bodyHas("A", "/blob/1111111111/")
		b.write("-- docs/a.md --\n# A\n\nLook at [main](../main.go).\n")
		b.published("1 updated, 1 unchanged")
		b.bodyHas("A", "/blob/4444444444/")
	})
}

func TestLinksToADocumentThatFailedLeadNowhere(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# Taken\n\n## Part\n-- docs/b.md --\n# B\n\n[a](a.md) and [part](a.md#part)\n-- docs/0.md --\n# Early\n\n[a](a.md)\n", func(b *bench) {
		b.foreignPage("Taken")
		b.settings.Parallel, b.settings.SiblingOrder = 1, "created"
		b.published("2 created, 1 failed")
		for _, title := range []string{"B", "Early"} {
			if body := b.page(title).Body(); strings.Contains(body, "<ac:link") || !strings.Contains(body, "a") {
				b.Errorf("%q links to a page of somebody else: %s", title, body)
			}
		}
		b.published("2 unchanged, 1 failed")
		if err := b.server.Person("DOCS").Rename("Taken", "Free"); err != nil {
			b.Fatal(err)
		}
		b.published("1 created, 2 updated")
		b.bodyHas("B", `ri:content-title="Taken"`, `ac:anchor=`)
		b.bodyHas("Early", `ri:content-title="Taken"`)
		b.unchanged()
	})
}

func TestLinksFollowAPageThatIsKeptUnderAnotherName(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n\n[see](b.md)\n-- docs/b.md --\n# B\n\ntext\n", func(b *bench) {
		b.published("2 created")
		b.settings.OnEdit = "keep"
		person := b.server.Person("DOCS")
		if err := person.Edit("B", "<p>by hand</p>", ""); err != nil {
			b.Fatal(err)
		}
		if err := person.Rename("B", "B by hand"); err != nil {
			b.Fatal(err)
		}
		b.published("1 updated, 1 unchanged")
		b.bodyHas("A", `ri:content-title="B by hand"`)
		b.write("-- docs/a.md --\n# A\n\nMore, [see](b.md)\n-- docs/b.md --\n# B\n\nchanged\n")
		b.published("1 updated, 1 unchanged")
		b.bodyHas("A", `ri:content-title="B by hand"`)
		b.bodyHas("B by hand", "by hand")
		b.unchanged()
	})
}

// anchors returns the number of links to headings in all pages.
func (b *bench) anchors() int {
	n := 0
	for _, page := range b.server.Store().Pages(b.space().ID) {
		n += strings.Count(page.Body(), `ac:anchor="`)
	}
	return n
}

func TestLinksToHeadingsOfRenamedPagesStay(t *testing.T) {
	t.Parallel()
	document := func(name, title string, to ...string) string {
		text := "-- docs/" + name + ".md --\n# " + title + "\n\n## Part\n\n"
		for _, other := range to {
			text += "[" + other + "](" + other + ".md#part)\n\n"
		}
		return text
	}
	ring := func(n int) (text string) {
		for i := range n {
			text += document(fmt.Sprint("p", i), fmt.Sprint("P", i), fmt.Sprint("p", (i+1)%n), fmt.Sprint("p", (i+7)%n))
		}
		return text
	}
	for name, test := range map[string]struct {
		before, after string
		prefix        string
	}{
		"two swap their titles":      {document("a", "A") + document("b", "B") + document("c", "C", "a", "b"), document("a", "B") + document("b", "A"), ""},
		"two that link to the other": {document("a", "A", "b") + document("b", "B", "a"), document("a", "A2", "b") + document("b", "B2", "a"), ""},
		"one takes what the other gives up": {document("a", "A", "b") + document("b", "B", "a") + document("c", "C", "a", "b"),
			document("a", "B", "b") + document("b", "D", "a"), ""},
		"all of a ring": {ring(20), "", "X: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onFaces(t, test.before, func(b *bench) {
				b.run()
				want := b.anchors()
				b.write(test.after)
				b.settings.TitlePrefix = test.prefix
				b.run()
				if got := b.anchors(); got != want || want == 0 || b.told.ExitCode() != 0 {
					b.Errorf("%d links to headings, want %d\n%s", got, want, b.log.String())
				}
				b.unchanged()
			})
		})
	}
}

func TestLinksToAPageThatCannotHaveItsNewTitleAreWrittenOnce(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(b *bench){
		"somebody has the title": func(b *bench) { b.foreignPage("A2"); b.write("-- docs/a.md --\n# A2\n") },
		"its former page has the title": func(b *bench) {
			b.write("-- docs/a.md --\n---\npage-id: " + b.foreignPage("Foreign").ID + "\n---\n# A\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onFaces(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n\n[a](a.md)\n", func(b *bench) {
				b.published("2 created")
				change(b)
				b.run()
				b.run()
				if b.told.Counts[plan.Failed] != 1 || b.told.Counts[plan.Updated] > 0 {
					b.Errorf("a further run: %s\n%s", counts(b.told), b.log.String())
				}
				if writes := b.writes(); len(writes) > 0 {
					b.Errorf("writes %q", writes)
				}
				if body := b.page("B").Body(); strings.Contains(body, "Foreign") {
					b.Errorf("it links to somebody else's page: %s", body)
				}
			})
		})
	}
}

func TestLinksToOwnHeadingsByFileNameSurviveAnotherTitle(t *testing.T) {
	t.Parallel()
	const document = "\n\n[here](a.md#part)\n\n## Part\n"
	onFaces(t, "-- docs/a.md --\n# A"+document, func(b *bench) {
		b.published("1 created")
		b.bodyHas("A", `ac:anchor="Part"><ri:page ri:content-title="A"`)
		b.write("-- docs/a.md --\n# Another" + document)
		b.published("1 updated")
		b.bodyHas("Another", `ac:anchor="Part"><ri:page ri:content-title="Another"`)
		b.unchanged()
	})
}

// Cloud drops the anchor of a link to a page in the trash, or with another title, as of one to a page that does not stand yet.
func TestLinksToHeadingsOfAPageThatAPersonTakesAway(t *testing.T) {
	t.Parallel()
	const before = "-- docs/a.md --\n# A\n\n[z](z.md#part)\n-- docs/z.md --\n# Z\n\n## Part\n"
	const after = "-- docs/a.md --\n# A\n\nAgain [z](z.md#part)\n"
	const written = "-- docs/z.md --\n# Z\n\nMore [here](z.md#part).\n\n## Part\n"
	trash := func(b *bench) error { return b.server.Person("DOCS").Trash("Z") }
	rename := func(b *bench) error { return b.server.Person("DOCS").Rename("Z", "Elsewhere") }
	for name, test := range map[string]struct {
		after string
		do    func(*bench) error
	}{"trashed": {after, trash}, "trashed and written": {after + written, trash}, "renamed": {after, rename}, "renamed and written": {after + written, rename}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, at := range faces {
				for n, reached := 0, true; reached; n += pointsApart() { // 0: before the run
					b := newBench(t, before)
					b.at(at)
					b.settings.Parallel = 1
					b.published("2 created")
					b.write(test.after)
					if reached = b.meanwhile(n, test.do); !reached {
						break
					}
					if told := b.run(); told.ExitCode() != 0 {
						t.Errorf("%s, before request %d: exit code %d\n%s", at.name, n, told.ExitCode(), b.log.String())
					}
					for _, title := range []string{"A", "Z"} {
						if body := b.page(title).Body(); strings.Contains(body, "<ac:link>") {
							t.Errorf("%s, before request %d: a link of %s has lost its anchor: %s", at.name, n, title, body)
						}
					}
					b.unchanged()
				}
			}
		})
	}
}

// meanwhile runs, and does something before the nth request, 0: before the run. It reports whether there was such a request.
func (b *bench) meanwhile(n int, do func(*bench) error) (reached bool) {
	b.Helper()
	act := func() {
		if err := do(b); err != nil {
			b.Fatal(err)
		}
		reached = true
	}
	if n == 0 {
		act()
	}
	var requests atomic.Int64
	b.inPlace = func(*http.Request) http.HandlerFunc {
		if requests.Add(1) == int64(n) {
			act()
		}
		return nil
	}
	b.run()
	b.inPlace = nil
	return reached
}
