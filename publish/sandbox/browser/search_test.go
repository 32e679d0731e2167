package browser

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

func TestSearchFindsTitles(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	w.add("Runbooks", "How to install agents", "<p>x</p>")
	w.add("Runbooks", "Reinstall", "<p>x</p>")
	for text, want := range map[string][]string{
		"INSTALL":      {"Install", "How to install agents", "Reinstall"},
		"agents how":   {"How to install agents"},
		"install zzz":  nil,
		" ":            nil,
		"ackages & mo": {"Packages & more"},
	} {
		var hits []hit
		if err := json.Unmarshal([]byte(w.text("/wiki/search/titles?text="+queryEscape(text))), &hits); err != nil {
			t.Fatal(err)
		}
		var titles []string
		for _, h := range hits {
			titles = append(titles, h.Title)
		}
		if diff := cmp.Diff(want, titles); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestSearchWithoutScript(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	wants(t, w.text("/wiki/search?text=install"), "1 page for “install”", `href="`+w.url("Install")+`"`, `value="install"`)
	wants(t, w.text("/wiki/search?text=zzz"), "No page holds all of these words.")
	wants(t, w.text("/wiki/search"), "Type words into")
}

func TestLabelListsItsPages(t *testing.T) {
	t.Parallel()
	w := newWiki(t, Options{})
	must(w.store.AddLabels(w.pages["Install"].ID, []store.Label{{Prefix: "global", Name: "setup"}}))(t)
	wants(t, w.text("/wiki/label/DOCS/setup"), "1 page for “setup”", `href="`+w.url("Install")+`"`)
}
