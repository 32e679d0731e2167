package gfm

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Whether a document is built at once or by way of an HTML parser, its tree says the same.
func TestBothWaysMakeOneTree(t *testing.T) {
	t.Parallel()
	documents, err := filepath.Glob("../testdata/*.md")
	if err != nil || len(documents) == 0 {
		t.Fatal("no documents", err)
	}
	if folder := os.Getenv(corpusVariable); folder != "" {
		more, _ := filepath.Glob(filepath.Join(folder, "*", "*.md"))
		documents = append(documents, more...)
	}
	for _, document := range documents {
		source, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		text := body(string(source))
		if strings.ContainsAny(text, "\x00\a") || !utf8.ValidString(text) {
			continue // such characters do not get here
		}
		if text, err = WithoutHeldBack(text, Options{}); err != nil {
			continue
		}
		src := newSource(text)
		b := newBuilder(src, Options{})
		b.padding = len(text) + minPadding
		root := b.node(Div, -1)
		for i := 0; i < len(b.roots); {
			b.current = root
			i = b.fragment(root, i)
		}
		if notes := b.footnoteList(); notes != nil {
			root.Append(b.node(Rule, -1))
			root.Append(notes)
		}
		if want, got := parsed(text), canonical(root); !slices.Equal(want, got) {
			t.Errorf("%s:\n%s", document, difference(want, got))
		}
	}
}
