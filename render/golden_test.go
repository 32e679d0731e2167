package render_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/storage"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden renders every testdata/NAME.md and compares the body, followed by
// the attachments and problems as comments, with testdata/NAME.xml.
func TestGolden(t *testing.T) {
	t.Parallel()
	documents, err := filepath.Glob("testdata/*.md")
	if err != nil || len(documents) == 0 {
		t.Fatal("no documents in testdata", err)
	}
	for _, document := range documents {
		name := strings.TrimSuffix(filepath.Base(document), ".md")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(document)
			if err != nil {
				t.Fatal(err)
			}
			options := optionsOf(name)
			options.Resolver = site{}
			d, problems := markdownOf(name).Parse(name+".md", source)
			result := d.Render(options)
			checkBody(t, result.Body, options.Editor)
			got := describe(result, problems)
			golden := filepath.Join("testdata", name+".xml")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s is rendered differently (-want +got); go test ./render -update accepts it:\n%s", document, diff)
			}
		})
	}
}

// optionsOf gives the options that the end of a document's name stands for.
func optionsOf(name string) render.Options {
	switch name[strings.LastIndexByte(name, '-')+1:] {
	case "legacy":
		return render.Options{Editor: render.LegacyEditor}
	case "macros":
		return render.Options{Macros: true}
	case "math":
		return render.Options{Math: "mathblock"}
	case "toc":
		return render.Options{TOC: true}
	case "diagrams":
		return render.Options{Drawer: pen{}, DiagramSource: true}
	}
	return render.Options{}
}

// markdownOf gives the Markdown that the end of a document's name stands for.
func markdownOf(name string) render.Markdown {
	m := render.Markdown{Hint: true, Include: include}
	switch end := name[strings.LastIndexByte(name, '-')+1:]; end {
	case "mkdocs":
		m.Dialects = render.MkDocs | render.Subscript
	case "mdx":
		m.Dialects = render.Docusaurus | render.MDX
	default:
		m.Dialects = render.DialectNamed(end)
	}
	return m
}

// include has the files that documents include.
func include(_, name string) ([]byte, error) {
	files := map[string]string{
		"snippet.md":    "Included **text** with a [dead link](missing.md).\n\n- a list\n\n  | a | b |\n  |---|---|\n  | 1 | SLO |\n\n> [!NOTE]\n> quoted\n\n    \tcode\n",
		"words.md":      "*[SLO]: Service level objective\n",
		"sections.md":   "before\n<!-- --8<-- [start:one] -->\nthe section\n<!-- --8<-- [end:one] -->\nafter\n",
		"held.md":       "Included\n\n<!-- ac:ignore -->\nSecret 10\n<!-- ac:ignore end -->\n\nand more\n",
		"open.md":       "Not included\n\n<!-- ac:ignore -->\nSecret 11\n",
		"loop.md":       "around\n\n--8<-- \"loop.md\"\n",
		"admonition.md": "!!! tip\n    Included advice.\n",
	}
	content, found := files[name]
	if !found {
		return nil, fmt.Errorf("%s is not there", name)
	}
	return []byte(content), nil
}

// pen draws every diagram that is not broken.
type pen struct{}

func (pen) Draw(language, source string) (render.FileTarget, bool, error) {
	if language != "mermaid" && language != "plantuml" {
		return render.FileTarget{}, false, nil
	}
	if strings.Contains(source, "broken") {
		return render.FileTarget{}, true, errors.New("mermaid cannot draw this")
	}
	return render.FileTarget{Path: "diagrams/" + language + ".svg", Name: language + ".svg"}, true, nil
}

// checkBody holds a body to XML, and, for Cloud's editor, to what may stand where.
func checkBody(t *testing.T, body string, style render.Editor) {
	t.Helper()
	if err := storage.WellFormed(body); err != nil {
		t.Errorf("%v\n%s", err, body)
	} else if err := editor.Check(body); err != nil && style == render.CloudEditor {
		t.Errorf("%v:\n%s", err, body)
	}
}

func describe(result render.Result, problems []render.Problem) string {
	var s strings.Builder
	s.WriteString(result.Body + "\n")
	for _, a := range result.Attachments {
		fmt.Fprintf(&s, "<!-- attachment %s from %s -->\n", a.Name, a.Path)
	}
	for _, p := range append(problems, result.Problems...) {
		fmt.Fprintf(&s, "<!-- %d:%d: %s %s: %s -->\n", p.Line, p.Column, p.Severity, p.Rule, strings.ReplaceAll(p.Message, "--", "- -"))
	}
	return s.String()
}

// site is the resolver of the tests: guide.md is a page with the headings of
// guide, other.md a page without a document, what is named missing is not
// there, and anything else is a file.
type site struct{}

var guide, _ = render.Parse("guide.md", []byte("# The Guide\n\n## First steps\n\n## Schöne Grüße\n\n## First steps\n\n<a id=\"own\"></a> Text.\n"))

func (site) Link(destination string) (render.Target, error) {
	file, fragment, _ := strings.Cut(destination, "#")
	switch {
	case strings.Contains(file, "missing"):
		return nil, fmt.Errorf("there is no file %s: correct the link", file)
	case path.Base(file) == "guide.md":
		return render.PageTarget{Title: "The Guide", Anchors: guide.AnchorIndex(), Fragment: fragment, OmitsHeading: true}, nil
	case strings.HasSuffix(file, ".md"):
		return render.PageTarget{SpaceKey: "OPS", Title: "Other & more", Fragment: fragment}, nil
	case strings.HasSuffix(file, ".go"):
		return render.URLTarget{URL: "https://git.example.com/blob/abc/" + file}, nil
	}
	return render.FileTarget{Path: "docs/" + file, Name: path.Base(file)}, nil
}

func (site) Named(name string, image bool) (string, error) {
	switch {
	case strings.Contains(name, "missing") || strings.Contains(name, "the text"):
		return "", fmt.Errorf("there is no page %s: correct the name", name)
	case name == "" || strings.EqualFold(name, "the guide"):
		return "guide.md", nil
	case image || strings.Contains(name, "."):
		return "files/" + name, nil
	}
	return name + ".md", nil
}

func (site) Image(destination string) (render.Target, error) {
	switch {
	case strings.Contains(destination, "missing"):
		return nil, errors.New("there is no image " + destination + ": correct the path")
	case strings.HasSuffix(destination, ".md"):
		return render.PageTarget{Title: "The Guide"}, nil
	}
	return render.FileTarget{Path: "docs/" + destination, Name: path.Base(destination), Width: 640, Height: 480}, nil
}
