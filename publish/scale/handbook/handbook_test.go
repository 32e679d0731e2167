package handbook_test

import (
	"bytes"
	"path"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/scale/handbook"
)

func TestDocumentsAreAsTheDescriptionSays(t *testing.T) {
	t.Parallel()
	const pages = 1000
	documents, images, size, labelled := map[string][]byte{}, 0, 0, 0
	for name, content := range (handbook.Handbook{Pages: pages}).Files() {
		if path.Ext(name) != ".md" {
			images++
			continue
		}
		documents[name] = content
		size += len(content)
		if bytes.HasPrefix(content, []byte("---\nlabels:")) {
			labelled++
		}
	}
	if len(documents) != pages || images != pages/5 || labelled != (pages+2)/3 || size/pages < 4300 || size/pages > 4800 {
		t.Errorf("%d documents of %d bytes, %d images, %d with labels", len(documents), size/pages, images, labelled)
	}
	deepest := 0
	for name, content := range documents {
		deepest = max(deepest, strings.Count(strings.TrimSuffix(name, "/index.md"), "/"))
		links, anchored := 0, 0
		for _, link := range strings.Split(string(content), "](")[1:] {
			link, _, _ = strings.Cut(link, ")")
			if strings.HasSuffix(link, ".svg") {
				continue
			}
			links++
			file, fragment, _ := strings.Cut(link, "#")
			if fragment != "" {
				anchored++
			}
			if documents[path.Join(path.Dir(name), file)] == nil {
				t.Errorf("%s links to %s, which is not there", name, link)
			}
		}
		if links != 3 || anchored != 1 {
			t.Errorf("%s has %d links, %d of them to headings", name, links, anchored)
		}
	}
	if deepest != 5 {
		t.Errorf("%d levels", deepest)
	}
}

func TestASectionMovesWhole(t *testing.T) {
	t.Parallel()
	before, after := paths(handbook.Handbook{Pages: 700}), paths(handbook.Handbook{Pages: 700, Moved: true})
	moved := 0
	for page := range before {
		if before[page] != after[page] {
			moved++
		}
	}
	if moved != handbook.SectionPages {
		t.Errorf("%d pages moved", moved)
	}
}

func paths(h handbook.Handbook) []string {
	var all []string
	for page := range h.Pages {
		all = append(all, h.Path(page))
	}
	return all
}
