package render_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/pagewright/pagewright/render"
)

func TestHeadingIsTheFirstAtDocumentLevel(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"text\n\n## Second `level` *first*\n\n# First":                    "Second level first",
		"> # In a quote\n\n- # In a list\n\n# Of the document":            "Of the document",
		"<h1 align=\"center\">\n  Raw <b>HTML</b>\n</h1>\n\n## Markdown":  "Raw HTML",
		"<div align=\"center\">\n\n# In a div\n\n</div>":                  "In a div",
		"<table><tr><td><h1>In a table</h1></td></tr></table>\n\n# After": "After",
		"# ![The logo](logo.png)\n\n## Install":                           "The logo",
		"# Tool [![build](b.svg)](https://example.com)":                   "Tool",
		"#\n\n# Second":                  "Second",
		"Setext\nover lines\n=":          "Setext over lines",
		"# :rocket: Note[^1]\n\n[^1]: a": "🚀 Note",
		"no heading":                     "",
		"":                               "",
	} {
		d, _ := render.Parse("a.md", []byte(source))
		if d.Heading != want {
			t.Errorf("the heading of %q is %q, want %q", source, d.Heading, want)
		}
	}
}

func TestHeadingLineIsWhereTheHeadingBegins(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]int{
		"# First":                                          1,
		"---\ntitle: a\n---\n\n# After it":                 5,
		"---\r\ntitle: a\r\n---\r\n\r\n# After":            5,
		"\ufefftext\ntext\n# In a paragraph":               3,
		"> # Quote\n> a\n\n- b\n  # c\n\n## d":             7,
		"[a]: /b\n[c]: /d\nSetext\nlines\n===":             3,
		"[^a]: b\n\n    # c\n\n# d\n":                      5,
		"|a|\n|-|\n|b|\n# c":                               4,
		"```\n# a\n```\n\n#\n\n# b":                        7,
		"<div>\n\n<h1\n align=center>\na\n</h1>\n\n</div>": 3,
		"<div>\n<p>a</p>\n<h1>b</h1>\n</div>":              3,
		"# ![logo](logo.png)\n# a":                         1,
		"no heading":                                       0,
		"":                                                 0,
	} {
		d, _ := render.Parse("a.md", []byte(source))
		if d.HeadingLine != want {
			t.Errorf("the heading %q of %q is at line %d, want %d", d.Heading, source, d.HeadingLine, want)
		}
	}
}

func TestAnchorsAreSlugsThenOwnAnchors(t *testing.T) {
	t.Parallel()
	d, _ := render.Parse("a.md", []byte("<a id=\"start\"></a>\n# One\n\n> ## Two\n\ntext <a name=\"here\"></a>\n\n# One\n"))
	want := []string{"one", "two", "one-1", "start", "here"}
	if got := d.Anchors(); !slices.Equal(got, want) {
		t.Errorf("anchors are %q, want %q", got, want)
	}
}

func TestOmittedHeading(t *testing.T) {
	t.Parallel()
	source := "# Install [![badge](https://example.com/b.svg)](https://example.com)\n\n[up](#install-), [first](#install), [second](#install-1)\n\n## Install\n\n### Install\n"
	d, _ := render.Parse("a.md", []byte(source))
	result := d.Render(render.Options{OmitHeading: true})
	for _, want := range []string{
		`<a href="https://example.com"><ac:image`,              // the badge is kept
		`<ac:link ac:anchor="top"><ac:link-body>up<`,           // the omitted one
		`<ac:link ac:anchor="Install"><ac:link-body>first<`,    // now the first of that name
		`<ac:link ac:anchor="Install.1"><ac:link-body>second<`, //
		`<ac:parameter ac:name="">top</ac:parameter>`,          // where "up" leads
		`<h2>Install</h2>`,
	} {
		if !strings.Contains(result.Body, want) {
			t.Errorf("the body lacks %s:\n%s", want, result.Body)
		}
	}
	if strings.Contains(result.Body, "<h1>") || len(result.Problems) > 0 {
		t.Errorf("heading not omitted, or problems %v:\n%s", result.Problems, result.Body)
	}
	if whole := d.Render(render.Options{}).Body; !strings.Contains(whole, `ac:anchor="Install.2"`) || !strings.Contains(whole, "<h1>Install") {
		t.Errorf("with its heading the document is\n%s", whole)
	}
}

func TestOmittedHeadingKeepsItsFootnote(t *testing.T) {
	t.Parallel()
	d, _ := render.Parse("a.md", []byte("# :memo: Title[^1]\n\ntext [up](#memo-title1)\n\n[^1]: note"))
	result := d.Render(render.Options{OmitHeading: true})
	for _, want := range []string{"note <ac:link ac:anchor=\"top\"><ac:link-body>↩<", `<ac:link ac:anchor="top"><ac:link-body>up<`} {
		if !strings.Contains(result.Body, want) {
			t.Errorf("the body lacks %s:\n%s", want, result.Body)
		}
	}
	if len(result.Problems) > 0 {
		t.Errorf("problems %v", result.Problems)
	}
}

func TestRenderingAtOnceGivesTheSame(t *testing.T) {
	t.Parallel()
	d, _ := render.Parse("a.md", []byte("# A\n\n- [ ] task [x](missing.md)\n\n![i](i.png) [#](#a)\n\n<details>\n\ntext\n\n</details>"))
	want := d.Render(render.Options{Resolver: site{}})
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if got := d.Render(render.Options{Resolver: site{}}); got.Body != want.Body || len(got.Problems) != len(want.Problems) {
				t.Errorf("rendered at once: %+v, alone: %+v", got, want)
			}
		})
	}
	group.Wait()
}

func TestAttachmentsAreNamedOnce(t *testing.T) {
	t.Parallel()
	d, _ := render.Parse("a.md", []byte("![b](b.png) ![a](a.png) [b](b.png) ![b](b.png)"))
	want := []render.Attachment{{Path: "docs/b.png", Name: "b.png"}, {Path: "docs/a.png", Name: "a.png"}}
	if got := d.Render(render.Options{Resolver: site{}}).Attachments; !slices.Equal(got, want) {
		t.Errorf("attachments are %v, want %v", got, want)
	}
}
