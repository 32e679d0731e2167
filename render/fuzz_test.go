package render_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render"
)

// FuzzRender holds every input to what rendering promises: it ends, it gives
// a well-formed body, the same each time, problems at lines that exist, and
// of plain words none is lost.
func FuzzRender(f *testing.F) {
	documents, err := filepath.Glob("testdata/*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, document := range documents {
		source, err := os.ReadFile(document)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(source)
	}
	plain := regexp.MustCompile(`^[a-z \n]*$`)
	tag := regexp.MustCompile(`<[^>]*>`)
	code := strings.NewReplacer("<![CDATA[", "", "]]>", "")
	f.Fuzz(func(t *testing.T, source []byte) {
		for _, options := range []render.Options{
			{Resolver: site{}},
			{Editor: render.LegacyEditor, OmitHeading: true},
			{OmitHeading: true, Macros: true, Math: "math", TOC: true, Drawer: pen{}, DiagramSource: true},
		} {
			all := render.Markdown{Dialects: render.MkDocs | render.Docusaurus | render.GitLab | render.Obsidian | render.MDX | render.Subscript, Include: include}
			rendered(t, source, all, options)
			first := rendered(t, source, render.Markdown{Hint: true}, options)
			if again := rendered(t, source, render.Markdown{Hint: true}, options); again != first {
				t.Errorf("the second body differs:\n%s\n%s", first, again)
			}
			if plain.Match(source) && !options.TOC {
				want := strings.Fields(string(source))
				if got := strings.Fields(tag.ReplaceAllString(code.Replace(first), " ")); !slices.Equal(got, want) {
					t.Errorf("words %q became %q", want, got)
				}
			}
		}
	})
}

func rendered(t *testing.T, source []byte, markdown render.Markdown, options render.Options) string {
	t.Helper()
	d, problems := markdown.Parse("fuzz.md", source)
	result := d.Render(options)
	if options.Macros && strings.Contains(string(source), "<ac:") {
		options.Editor = render.LegacyEditor // what is in raw markup is its author's business
	}
	checkBody(t, result.Body, options.Editor)
	lines := 1 + strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(source)), "\n")
	for _, p := range append(problems, result.Problems...) {
		if p.Line < 1 || p.Line > lines || p.Column < 0 || p.Path != "fuzz.md" || p.Message == "" {
			t.Errorf("a document of %d lines has the problem %+v", lines, p)
		}
	}
	return result.Body
}
