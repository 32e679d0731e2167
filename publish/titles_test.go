package publish_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/settings"
)

func TestDisambiguatedPageDoesNotRepeatItsHeading(t *testing.T) {
	t.Parallel()
	for _, prefix := range []string{"", "Team: "} {
		onFaces(t, "-- docs/a/Overview.md --\n# Overview\n\nof a\n-- docs/b/Overview.md --\n# Overview\n\nof b\n-- docs/c/x.md --\n---\ntitle: Overview\n---\n# Another heading\n", func(b *bench) {
			b.settings.OnTitleConflict, b.settings.TitlePrefix = "disambiguate", prefix
			b.published("6 created")
			for _, title := range []string{"Overview", "Overview (b)"} {
				if body := b.page(prefix + title).Body(); strings.Contains(body, "<h1") {
					b.Errorf("%q repeats its heading: %s", title, body)
				}
			}
			b.bodyHas(prefix+"Overview (c)", "Another heading") // which did not become the title
			b.unchanged()
		})
	}
}

// Nobody chose a title for a folder without a document: it gets another one.
func TestTitleOfAFolderThatSomebodyElseHas(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/guides/a.md --\n# A\n-- docs/guides/b.md --\n# B\n-- docs/c.md --\n# C\n", func(b *bench) {
		b.foreignPage("guides")
		for _, mode := range []settings.Mode{settings.Plan, settings.Publish} {
			b.settings.Mode = mode
			b.published("4 created")
		}
		if got, want := sorted(b.tree()), "  A\n  B\nC\nguides\nguides (docs)\n"; got != want {
			b.Errorf("tree:\n%swant:\n%s", got, want)
		}
		b.unchanged()
	})
}
