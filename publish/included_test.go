package publish_test

import (
	"strings"
	"testing"
)

func TestIncludedFilesAreNamedAndDraftsAreNotIncluded(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n\n--8<-- \"parts/terms.md\"\n\n--8<-- \"parts/draft.md\"\n\n--8<-- \"_drafts/plan.md\"\n-- docs/b.md --\n# B\n\n--8<-- \"parts/terms.md\"\n"+
		"-- docs/parts/terms.md --\n---\npublish: false\n---\nOur terms.\n-- docs/parts/draft.md --\n---\ndraft: true\n---\nNot yet.\n-- docs/_drafts/plan.md --\nSecret plan.\n")
	b.settings.Dialect = []string{"mkdocs"}
	b.run()
	b.logHas("included: docs/parts/terms.md, by docs/a.md, docs/b.md", "parts/draft.md is not included: it is held back by draft: true", "_drafts/plan.md is not included: it lies in the folder _drafts")
	b.bodyHas("A", "Our terms.")
	for _, text := range []string{"Not yet", "Secret plan"} {
		if body := b.page("A").Body(); strings.Contains(body, text) {
			t.Errorf("a draft is on the page: %s", body)
		}
	}
}
