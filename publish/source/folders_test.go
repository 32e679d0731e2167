package source

import (
	"testing"

	"github.com/pagewright/pagewright/publish/settings"
)

func TestDocsThatAreNotThereAreToldWithTheirPlace(t *testing.T) {
	t.Parallel()
	for want, s := range map[string]settings.Settings{
		`wrong usage: docs: there is no "nope" here; name the folder with your Markdown files`:                                   {Docs: []string{"nope"}},
		`wrong usage: docs: there is no "nope" here, which pagewright.yaml:1:13 names; name the folder with your Markdown files`: {Docs: []string{".", "nope"}, DocsAt: []string{"pagewright.yaml:1:8", "pagewright.yaml:1:13"}},
	} {
		if _, err := OpenWorkspace(t.Context(), s, "", t.TempDir()); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
