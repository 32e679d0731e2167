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
		"---\nconnie-page-id: 42\n---\n<!-- confluence-page-id: 43 -->\n":             "id 42", // an error tells of the other
		"---\npage_id: Setup\n---\n":                                                  "ignored page_id: Setup",
		"---\ntitle: Ours\nconnie-title: Theirs\n---\n":                               "title Ours, ignored connie-title: Theirs",
		"---\nconnie-title: Same\ntitle: Same\n---\n":                                 "title Same",
		"<!-- Space: ENG -->\n<!-- Parent: A -->\n<!-- Parent: B -->\n<!-- Title: C -->\n<!-- Label: x -->\n<!-- Label: y -->\n<!-- Attachment: a.pdf -->\n": "title C, labels x y, space ENG, parent A, parent B, file a.pdf",
		"<!-- title: lower -->\n<!-- content-appearance: full-width -->\n":                                                                                   "title lower, width full-width",
		"<!-- Content-Appearance: fixed -->\n":                                                            "width default",
		"<!-- Sidebar: <h2>Test</h2> -->\n<!-- Layout: article -->\n":                                     "ignored <!-- Sidebar: <h2>Test</h2> -->, ignored <!-- Layout: article -->",
		"<!-- Type: page -->\n":                                                                           "",
		"<!-- Type: blogpost -->\n":                                                                       "ignored <!-- Type: blogpost -->",
		"---\nconnie-content-type: blogpost\n---\n":                                                       "ignored connie-content-type: blogpost",
		"---\nconnie-dont-change-parent-page: true\n---\n":                                                "ignored connie-dont-change-parent-page: true",
		"---\nconnie-dont-change-parent-page: true\nconnie-page-id: 4\n---\n":                             "id 4",
		"---\nfrontmatter: x\nconnie-frontmatter-to-publish: [a, b]\n---\n":                               "ignored connie-frontmatter-to-publish",
		"---\nlabels: [a]\ntags: b\nweight: 3\n---\n":                                                     "labels a b, order 3",
		"---\norder: 1\nweight: 3\n---\n":                                                                 "order 1",
		"---\nweight: 0\n---\n":                                                                           "",
		"---\ntags: {a: b}\nweight: heavy\n---\n":                                                         "",
		"---\n_virtual_: true\nproperty_editor: v2\n---\n":                                                "ignored _virtual_: true",
		"---\nproperty_content-appearance-published: full-width\n---\n":                                   "width full-width",
		"---\nspace: DOCS\nparent: Ours\ntype: post\nlayout: x\n---\n":                                    "ours, space DOCS",
		"<!-- TODO: tidy -->\n<!-- Author: me -->\n<!-- markdownlint-disable MD013 -->\n# A":              "",
		"# A\n\nText.\n\n<!-- confluence-page-id: 42 -->\n":                                               "id 42",
		"# A\n\n- item <!-- confluence_page_id: 42 --> goes on\n":                                         "id 42",
		"# A\n\n<!-- confluence-page-id: 42 -->\n\n<!-- confluence-space-key: DOCS -->\n":                 "id 42, space DOCS",
		"# A\n\n```\n<!-- confluence-page-id: 42 -->\n```\n\n`<!-- confluence-page-id: 1 -->`":            "",
		"# A\n\n<!-- confluence-other: 1 -->\n<!-- connie-odd -->\n":                                      "ignored <!-- confluence-other: 1 -->, ignored <!-- connie-odd -->",
		"# A\n\n<!-- confluence data is here -->\n":                                                       "",
		"<!--\npage_id: \"42\"\ntags:\n  - x\n  - y\ntitle: B\n-->\n# A\n":                                "id 42, title B, labels x y",
		"<!--\nCopyright: me\ntitle: B\n-->\n# A\n":                                                       "",
		"<!-- Order: 5 -->\n":                                                                             "order 5",
		"<!-- Order: 0 -->\n":                                                                             "order 0",
		"<!-- Order: first -->\n":                                                                         "ignored <!-- Order: first -->",
		"---\norder: 1\n---\n<!-- Order: 2 -->\n":                                                         "order 1, ignored <!-- Order: 2 -->",
		"<!-- Property: a=b -->\n<!-- Image-Align: left -->\n":                                            "ignored <!-- Property: a=b -->, ignored <!-- Image-Align: left -->",
		"<!-- Macro: :toc:\n     Template: ac:toc -->\n# A\n":                                             "ignored <!-- Macro: :toc: … -->",
		"<!-- Include: legal.tpl\n     Year: 2026 -->\n# A\n":                                             "ignored <!-- Include: legal.tpl … -->",
		"# A\n\nText.\n\n<!-- Include: legal.tpl -->\n":                                                   "ignored <!-- Include: legal.tpl -->",
		"<!-- Include: ac:toc\n MaxLevel: 2 -->\n# A\n":                                                   "ignored <!-- Include: ac:toc … -->",
		"# A\n\nText.\n\n<!-- Include: ac:toc -->\n":                                                      "",
		"# A\n\nText.\n\n<!-- Include: ac:toc\n MaxLevel: 2 -->\n":                                        "ignored <!-- Include: ac:toc … -->",
		"# A\n\nText with <!-- Include: ac:toc -->\n":                                                     "",
		"# A\n\n<!-- ac:layout-cell -->\n\nText.\n":                                                       "ignored <!-- ac:layout-cell -->",
		"# A\n\n<!-- ac:layout-section type:single -->\n":                                                 "ignored <!-- ac:layout-section type:single -->",
		"---\nspace: DOCS\nparents: [A, B]\nfolders: [C]\nattachments: [a.pdf]\nimage-align: left\n---\n": "space DOCS, parent A, parent B, file a.pdf, ignored folders, ignored image-align: left",
		"---\nproperty_foo: bar\nproperty_editor: v2\n---\n":                                              "ignored property_foo: bar",
		"# A\n\n<!-- Title: B -->\n":                                                                      "",
		"```\n<!-- Title: B -->\n```\n":                                                                   "",
		"---\nlayout: {{ x }}\nconnie-page-id: 42\n---\n":                                                 "id 42",
	} {
		d, _ := render.Parse("a.md", []byte(source))
		if got := told(d.FrontMatter); got != want {
			t.Errorf("%q tells %q, want %q", source, got, want)
		}
	}
}

// TestTwoPageIDsAreNotGuessed has documents whose words of other tools name two pages.
func TestTwoPageIDsAreNotGuessed(t *testing.T) {
	t.Parallel()
	for source, column := range map[string]int{
		"---\nconnie-page-id: 42\n---\n<!-- confluence-page-id: 43 -->\n":                             1,
		"---\nconfluence_page_id: 42\n---\nText <!-- confluence-page-id: 43 -->\n":                    6,
		"# A\n\n<!-- confluence-page-id: 42 -->\n<!-- x --> <!-- confluence-page-id: 43 -->\n\nText.": 12,
	} {
		_, problems := render.Parse("a.md", []byte(source))
		if len(problems) != 1 || problems[0].Severity != render.Error || problems[0].Line != 4 || problems[0].Column != column ||
			!strings.Contains(problems[0].Message, "42") || !strings.Contains(problems[0].Message, "43") {
			t.Errorf("%q: %+v", source, problems)
		}
	}
	for _, source := range []string{
		"<!-- confluence-page-id: 42 -->\n# A\n\n<!-- confluence-page-id: 42 -->\n",
		"---\npage-id: 42\nconnie-page-id: 43\n---\n",
	} {
		d, problems := render.Parse("a.md", []byte(source))
		if len(problems) != 0 || d.FrontMatter.PageID != "42" {
			t.Errorf("%q names %s: %+v", source, d.FrontMatter.PageID, problems)
		}
	}
}

// TestPartsWithoutAnEndAreRefused has documents of which it is not known what their authors hold back.
func TestPartsWithoutAnEndAreRefused(t *testing.T) {
	t.Parallel()
	for source, line := range map[string]int{
		"# A\n\n<!-- confluence-skip-start -->\n\nSecret.\n":                                         3,
		"# A\n\nText.\n\n<!-- ac:ignore -->\nSecret.\n\n```\n<!-- ac:ignore end -->\n```\n":          5,
		"# A\n\nSecret.\n\n<!-- confluence-skip-end -->\n":                                           5,
		"---\nx: y\n---\n<!-- ac:ignore -->\nS\n\n<!-- ac:ignore -->\nS\n\n<!-- ac:ignore end -->\n": 7,
		"# A\n\n<!-- ac:ignore -->\nSecret.\n<!-- confluence-skip-end -->\n":                         3,
	} {
		d, problems := render.Parse("a.md", []byte(source))
		if len(problems) != 1 || problems[0].Severity != render.Error || problems[0].Line != line || problems[0].Column != 1 {
			t.Errorf("%q: %+v", source, problems)
		}
		if body := d.Render(render.Options{}).Body; strings.Contains(source, "start") && strings.Contains(body, "Secret") {
			t.Errorf("%q shows %s", source, body)
		}
	}
}

// TestWhatIsHeldBackHasNoTitle has a heading in a part that is held back.
func TestWhatIsHeldBackHasNoTitle(t *testing.T) {
	t.Parallel()
	d, problems := render.Parse("a.md", []byte("<!-- ac:ignore -->\n# Secret\n<!-- ac:ignore end -->\n<!-- Label: x -->\n\n# A\n\n## B\n"))
	if d.Heading != "A" || d.HeadingLine != 6 || len(d.FrontMatter.Labels) != 1 || len(problems) != 0 {
		t.Errorf("heading %q in line %d, labels %v, problems %v", d.Heading, d.HeadingLine, d.FrontMatter.Labels, problems)
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
