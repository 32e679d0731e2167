package publish_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

func TestLinkThatIsNotFollowedSuggestsNotItself(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n\n![](pw.png) [x](./gone.txt) ![](img/../pw.png) ![](Pw.png)\n")
	b.link(filepath.Join(t.TempDir(), "x.png"), "docs/pw.png")
	b.link("nowhere", "docs/gone.txt")
	b.settings.Mode = settings.Check
	b.refused(report.ExitDone, []string{"did you mean pw.png?"}, []string{"did you mean gone.txt?"}) // for Pw.png alone
}

func TestSpaceIsUnderstoodHoweverItIsCopied(t *testing.T) {
	t.Parallel()
	for _, space := range []string{
		`"DOCS"`, "'DOCS'", ` '"DOCS"' `, "“DOCS”", "https://example.atlassian.net/wiki/spaces/DOCS", "https://example.atlassian.net/wiki/spaces/DOCS/pages/77/Title",
		"example.atlassian.net/wiki/spaces/DOCS/overview", "https://confluence.example.com/display/DOCS/Page",
	} {
		t.Run(space, func(t *testing.T) {
			t.Parallel()
			onFaces(t, oneDocument, func(b *bench) {
				b.settings.Space = space
				b.published("1 created")
				b.unchanged()
			})
		})
	}
	b := newBench(t, oneDocument)
	b.settings.Space = "https://example.atlassian.net/wiki/home"
	b.refused(report.ExitUsage, []string{"space is an address that names no space"}, nil)
}

func TestPlanTellsWhatIsToCome(t *testing.T) {
	t.Parallel()
	b := newBench(t, oneDocument)
	b.foreignPage("Hello")
	b.settings.Adopt, b.settings.Mode = "same-title", settings.Plan
	b.run()
	b.logHas("is to be taken over")
	b.settings.Mode = settings.Publish
	b.published("1 updated")
	b.logHas("was taken over")
}

// Lines are for people; the report has the whole title.
func TestLongTitlesAreCutInLines(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("long ", 4000)
	b := newBench(t, "-- docs/a/index.md --\n# "+long+"\n-- docs/a/b.md --\n# B\n-- docs/c.md --\n# "+long+"\n")
	for _, mode := range []settings.Mode{settings.Check, settings.Plan, settings.Publish} {
		b.settings.Mode = mode
		b.settings.Summary = filepath.Join(b.TempDir(), "summary.md")
		told := b.run()
		for line := range strings.Lines(b.log.String()) {
			if len(line) > 1000 {
				t.Errorf("%s: a line of %d bytes: %s…", mode, len(line), line[:200])
			}
		}
		if told.ExitCode() == 0 {
			t.Errorf("%s: exit code 0", mode)
		}
		if mode != settings.Check && !strings.Contains(told.Markdown(), "long …") && len(told.Markdown()) > 10_000 {
			t.Errorf("%s: the summary has %d bytes", mode, len(told.Markdown()))
		}
		if mode == settings.Publish && !slices.ContainsFunc(told.Pages, func(p report.Page) bool { return p.Source == "docs/c.md" && len(p.Title) > 19_000 }) {
			t.Errorf("the report cuts the title: %v", told.Pages)
		}
	}
}

func TestNavOfMkDocsThatStandsElsewhere(t *testing.T) {
	t.Parallel()
	for config, test := range map[string]struct{ tree, said string }{
		"x: &n [b.md, a.md]\nnav: *n\n":              {"B\nA\n", ""},
		"nav: [b.md, a.md]\nplugins: *undefined\n":   {"B\nA\n", ""},
		"nav: *undefined\n":                          {"A\nB\n", `mkdocs.yml: warning: Nav: the order that it gives is not followed: could not find alias "undefined"`},
		"nav: [b.md, *undefined]\n":                  {"A\nB\n", `could not find alias "undefined"`},
		"x: &n [b.md, a.md]\nnav: *n\ny: *undefined": {"A\nB\n", "mkdocs.yml: warning: "},
	} {
		b := newBench(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n-- mkdocs.yml --\n"+config)
		b.published("2 created")
		if got := b.tree(); got != test.tree || strings.Contains(b.log.String(), "warning: Nav: ") != (test.said != "") || !strings.Contains(b.log.String(), test.said) {
			t.Errorf("%q: tree %q\n%s", config, got, b.log.String())
		}
	}
}
