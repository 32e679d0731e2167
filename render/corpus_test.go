package render_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/storage"
)

// TestCorpus renders every document of the folder that PAGEWRIGHT_CORPUS names, or else of the golden files. Each body must be one
// that its editor's pages may be, and Cloud's, in which blocks have weaker forms or stand elsewhere, must have the same words in
// the same order as the legacy editor's, which may nest everything.
func TestCorpus(t *testing.T) {
	t.Parallel()
	documents, _ := corpus(t)
	for _, source := range documents {
		d, _ := render.Parse("a.md", source)
		cloud := d.Render(render.Options{Resolver: site{}}).Body
		legacy := d.Render(render.Options{Resolver: site{}, Editor: render.LegacyEditor}).Body
		checkBody(t, cloud, render.CloudEditor)
		checkBody(t, legacy, render.LegacyEditor)
		if want, got := words(legacy), words(cloud); !slices.Equal(want, got) {
			at := 0
			for at < min(len(want), len(got)) && want[at] == got[at] {
				at++
			}
			t.Errorf("%.60q: after %d words come %q, but in the legacy editor %q", source, at, got[at:min(at+8, len(got))], want[at:min(at+8, len(want))])
		}
	}
	t.Logf("%d documents", len(documents))
}

// captions are titles of images that only Cloud's editor shows; boxes are those of tasks that are none, and rules in words.
var captions = regexp.MustCompile(`(?s)<ac:caption>.*?</ac:caption>|[☐☑]|———`)

func words(body string) []string {
	return strings.Fields(storage.VisibleText(captions.ReplaceAllString(body, "")))
}
