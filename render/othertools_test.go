package render_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render"
)

// TestOtherToolsWords reads what other publishers are told, and shows what becomes of it.
func TestOtherToolsWords(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"<!-- confluence-page-id: 42 -->\n<!-- confluence-space-key: DOCS -->\n# A\n": "id 42, space DOCS",
		"<!-- Confluence-Page-ID: 42 -->\n# A\n":                                      "id 42",
		"<!-- page-id: 42 -->\n# A\n":                                                 "id 42",
		"---\nconfluence_page_id: 42\nconfluence_space_key: DOCS\n---\n":              "id 42, space DOCS",
		"---\npage_id: \"42\"\nspace_key: DOCS\n---\n":                                "id 42, space DOCS",
		"---\npageId: 42\nparentId: 7\n---\n":                                         "id 42, parent 7",
		"---\nconnie-page-id: 42\nconnie-title: B\ntags: [x, y]\n---\n":               "id 42, title B, labels x y",
		"---\nconnie-page-id:\n---\n":                                                 "",
		"---\npage-id: 41\nconnie-page-id: 42\n---\n":                                 "id 41, ignored connie-page-id: 42",
		"---\nconnie-page-id: 42\n---\n<!-- confluence-page-id: 43 -->\n":             "id 42, ignored <!-- confluence-page-id: 43 -->",
		"---\npage_id: Setup\n---\n":                                                  "ignored page_id: Setup",
		"---\ntitle: Ours\nconnie-title: Theirs\n---\n":                               "title Ours, ignored connie-title: Theirs",
		"---\nconnie-title: Same\ntitle: Same\n---\n":                                 "title Same",
		"<!-- Space: ENG -->\n<!-- Parent: A -->\n<!-- Parent: B -->\n<!-- Title: C -->\n<!-- Label: x -->\n<!-- Label: y -->\n<!-- Attachment: a.pdf -->\n": "title C, labels x y, space ENG, parent A, parent B, file a.pdf",
		"<!-- title: lower -->\n<!-- content-appearance: full-width -->\n":                                                                                   "title lower, width full-width",
		"<!-- Content-Appearance: fixed -->\n":                                               "width default",
		"<!-- Sidebar: <h2>Test</h2> -->\n<!-- Layout: article -->\n":                        "ignored <!-- Sidebar: <h2>Test</h2> -->, ignored <!-- Layout: article -->",
		"<!-- Type: page -->\n":                                                              "",
		"<!-- Type: blogpost -->\n":                                                          "ignored <!-- Type: blogpost -->",
		"---\nconnie-content-type: blogpost\n---\n":                                          "ignored connie-content-type: blogpost",
		"---\nconnie-dont-change-parent-page: true\n---\n":                                   "ignored connie-dont-change-parent-page: true",
		"---\nconnie-dont-change-parent-page: true\nconnie-page-id: 4\n---\n":                "id 4",
		"---\nfrontmatter: x\nconnie-frontmatter-to-publish: [a, b]\n---\n":                  "ignored connie-frontmatter-to-publish",
		"---\nlabels: [a]\ntags: b\nweight: 3\n---\n":                                        "labels a b, order 3",
		"---\norder: 1\nweight: 3\n---\n":                                                    "order 1",
		"---\nweight: 0\n---\n":                                                              "",
		"---\ntags: {a: b}\nweight: heavy\n---\n":                                            "",
		"---\n_virtual_: true\nproperty_editor: v2\n---\n":                                   "ignored _virtual_: true",
		"---\nproperty_content-appearance-published: full-width\n---\n":                      "width full-width",
		"---\nspace: DOCS\nparent: Ours\ntype: post\nlayout: x\n---\n":                       "ours",
		"<!-- TODO: tidy -->\n<!-- Author: me -->\n<!-- markdownlint-disable MD013 -->\n# A": "",
		"# A\n\n<!-- Title: B -->\n":                                                         "",
		"```\n<!-- Title: B -->\n```\n":                                                      "",
		"---\nlayout: {{ x }}\nconnie-page-id: 42\n---\n":                                    "id 42",
	} {
		d, _ := render.Parse("a.md", []byte(source))
		if got := told(d.FrontMatter); got != want {
			t.Errorf("%q tells %q, want %q", source, got, want)
		}
	}
}

func told(m render.FrontMatter) string {
	var parts []string
	add := func(format, value string) {
		if value != "" {
			parts = append(parts, fmt.Sprintf(format, value))
		}
	}
	add("id %s", m.PageID)
	add("title %s", m.Title)
	add("labels %s", strings.Join(m.Labels, " "))
	if m.Order != nil {
		add("order %s", fmt.Sprint(*m.Order))
	}
	add("width %s", m.PageWidth)
	if m.Parent != "" {
		parts = append(parts, "ours")
	}
	for _, w := range m.Others.Spaces {
		add("space %s", w.Value)
	}
	for _, w := range m.Others.Parents {
		add("parent %s", w.Value)
	}
	for _, w := range m.Others.Files {
		add("file %s", w.Value)
	}
	for _, w := range m.Others.Ignored {
		add("ignored %s", w.Text)
	}
	return strings.Join(parts, ", ")
}

func TestOtherToolsWordsKnowTheirLines(t *testing.T) {
	t.Parallel()
	d, _ := render.Parse("a.md", []byte("---\nauthor: me\n---\n\n<!-- Title: B -->\n<!-- Sidebar: x -->\n"))
	if d.FrontMatter.Lines["title"] != 5 || d.FrontMatter.Others.Ignored[0].Line != 6 {
		t.Errorf("lines %v, ignored %v", d.FrontMatter.Lines, d.FrontMatter.Others.Ignored)
	}
}
