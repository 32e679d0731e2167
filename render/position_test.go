package render_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/pagewright/pagewright/render"
)

// deadLink is a link, image or tag whose destination is missing.
var deadLink = regexp.MustCompile(`!?\[[^\]\n]*\]\(missing\.md\)|<a href="missing\.md">`)

// TestProblemsAreAtTheirPlace puts dead links into every place that content can be in. Each must be reported at its own line and
// column.
func TestProblemsAreAtTheirPlace(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]string{
		"paragraph":         "a\nb [x](missing.md)\nc\n\n[x](missing.md) d\n",
		"front matter":      "---\ntitle: a\n---\n\n[x](missing.md)\n",
		"definitions":       "[a]: b\n[c]: d\n[x](missing.md)\n",
		"reference":         "text\n\n[x](missing.md) and\n[x](missing.md)\n",
		"heading":           "# a\n## [x](missing.md)\n\nb\n[x](missing.md)\n---\n",
		"list":              "- a\n- b\n  c\n- [x](missing.md)\n  - d\n  - [x](missing.md)\n- e\n\n  [x](missing.md)\n",
		"same text":         "- same\n  same\n- same [x](missing.md)\n- same [x](missing.md)\n",
		"empty items":       "-\n-\n- [x](missing.md)\n-\n  [x](missing.md)\n",
		"lists in a line":   "- - - a\n- - [x](missing.md)\n",
		"numbered":          "1. a\n\n\n2. [x](missing.md)\n",
		"quote":             "> a\n> [x](missing.md)\n>\n> > b\n> > [x](missing.md)\nlazy [x](missing.md)\n",
		"quote in list":     "- a\n\n  > b\n  >\n  > [x](missing.md)\n  >\n  > - [x](missing.md)\n\n[x](missing.md)\n",
		"alert":             "> [!NOTE]\n> [x](missing.md)\n",
		"task":              "- [ ] a\n- [x] [x](missing.md)\n",
		"table":             "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | [x](missing.md) |\n\n[x](missing.md)\n",
		"code before":       "```\n[x](no link)\n```\n\n    code\n\n[x](missing.md)\n",
		"code span":         "`a\nb` [x](missing.md)\n",
		"hard break":        "a  \nb\\\n[x](missing.md)\n",
		"html":              "<div>\n\n[x](missing.md)\n\n</div>\n\n<p>a\n<a href=\"missing.md\">x</a></p>\n",
		"html span":         "a <b\nid=\"c\">d</b> [x](missing.md)\n",
		"comment":           "<!--\n[x](in a comment)\n-->\n[x](no link after it)\n\n[x](missing.md)\n",
		"windows":           "a\r\n\r\n[x](missing.md)\r\n",
		"tabs":              "-\ta\n\n\t[x](missing.md)\n\n\t-\tb\n\t-\t[x](missing.md)\n",
		"thematic":          "a\n***\n[x](missing.md)\n",
		"footnote":          "[^1] [x](missing.md)\n\n[^1]: a\n    [x](missing.md)\n\n    b\n    [x](missing.md)\n[x](missing.md)\n\n[x](missing.md)\n",
		"after footnotes":   "a [^1]\n[^1]:\n\n    b\n[^2]: c\n# [x](missing.md)\n> [^3]: d\n\n[x](missing.md)\n",
		"byte order mark":   "\ufeffa\n\n[x](missing.md)\n",
		"words before":      "Grüße, 世界 [x](missing.md) `[x](no)` *a* [x](missing.md) ![x](missing.md)\n",
		"escapes":           "\\[x](no) \\* &amp; &lt; a\\_b [x](missing.md) `` ` `` [x](missing.md)\n",
		"emphasis":          "*a* **[x](missing.md)** _b *[x](missing.md)*_ ***c***[x](missing.md) ~~d~~ [x](missing.md)\n",
		"links before":      "[a](b.go \"t\") [c](<d.go>) ![e](f.png) <https://x.y> [x](missing.md) https://x.y/a_b (see [x](missing.md))\n",
		"references":        "[a][r] [r] [r][] [x](missing.md)\n\n[r]: https://x.y\n",
		"formulas":          "$a_b$ [x](missing.md) $c [x](no) d$ [x](missing.md)\n",
		"notes before":      "a[^1] [x](missing.md) b[^1][x](missing.md)\n\n[^1]: c\n",
		"addresses":         "a@b.cd www.x.yz [x](missing.md)\n",
		"cells":             "|a|b|\n|-|-|\n| `c` \\| d | [x](missing.md) | e |\n|[x](missing.md)|*f* [x](missing.md)|\n",
		"closed heading":    "a\n\n## b [x](missing.md) ##\n",
		"setext":            "a [x](missing.md)\n  b [x](missing.md)\n===\n",
		"lazy":              "> - a\n[x](missing.md)\n    > [x](missing.md)\n",
		"emoji":             ":smile: 😄 [x](missing.md)\n",
		"html block":        "<p>\n  a &amp; <b>b</b> <a href=\"missing.md\">c</a>\n</p>\n",
		"html in a list":    "- a\n\n  <div>b\n  <a href=\"missing.md\">c</a></div>\n",
		"task with link":    "- [ ] [x](missing.md)\n- [x]   [x](missing.md)\n",
		"alert with marker": "> [!NOTE]\n> a [x](missing.md)\n>\n> [x](missing.md)\n",
		"after deep lists":  strings.Repeat("- ", 30) + "a\n\n[x](missing.md)\n",
		"admonition":        "!!! note \"a [x](missing.md)\"\n    [x](missing.md)\n\n    - [x](missing.md)\n\n      [x](missing.md)\n[x](missing.md)\n!!! tip\n\n    a\n    [x](missing.md)\n",
		"fold in a list":    "1. a\n\n    !!! note \"note\"\n        [x](missing.md)\n\n        !!! tip \"b [x](missing.md)\"\n            [x](missing.md)\n\n    [x](missing.md)\n",
		"content tabs":      "=== \"A [x](missing.md)\"\n    a\n\n    [x](missing.md)\n=== \"B\"\n    | a |\n    |---|\n    | [x](missing.md) |\n\n[x](missing.md)\n",
		"directives":        ":::note\n[x](missing.md)\n::::tip tip [x](missing.md)\n- a\n  [x](missing.md)\n::::\n[x](missing.md)\n:::\n[x](missing.md)\n",
		"titled alerts":     "> [!tip] tip [x](missing.md)\n> [x](missing.md)\n>\n> > [!bug]+ [x](missing.md)\n> > - [x](missing.md)\n\n[x](missing.md)\n",
		"fenced quote":      ">>> [!note] a [x](missing.md)\nb\n[x](missing.md)\n\n- [x](missing.md)\n>>>\n[x](missing.md)\n",
		"definition list":   "a\nb [x](missing.md)\n:   c\n    [x](missing.md)\nd [x](missing.md)\n\n    [x](missing.md)\n:   [x](missing.md)\n\ne [x](missing.md)\n",
		"foreign inlines":   "==a *b*== ^^c^^ d^e^ ++ctrl+f++ [[g.go|h]] %%i%% [x](missing.md) ![j](k.png){ width=3 } [x](missing.md)\n",
		"foreign lines":     "[a](b.go){#c}\n{ #d }\n\n*[HTML]: e\n*[W3C]: f\n[x](missing.md) HTML [x](missing.md) HTML\n## g {#h}\n[x](missing.md)\n",
		"imports":           "import A from 'b';\nimport {\n  C,\n} from 'd';\n\n<A\n  b=\"c\">\n[x](missing.md) <C d={e} /> [x](missing.md)\n\n</A>\n\n[x](missing.md)\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var want []string
			for i, line := range strings.Split(strings.TrimPrefix(strings.ReplaceAll(source, "\r", ""), "\ufeff"), "\n") {
				for _, at := range deadLink.FindAllStringIndex(line, -1) {
					want = append(want, fmt.Sprintf("%d:%d", i+1, 1+utf8.RuneCountInString(line[:at[0]])))
				}
			}
			d, _ := render.Markdown{Dialects: render.MkDocs | render.Docusaurus | render.GitLab | render.Obsidian}.Parse("a.md", []byte(source))
			problems := d.Render(render.Options{Resolver: site{}}).Problems
			if len(problems) != len(want) {
				t.Fatalf("%d problems, want %d: %v", len(problems), len(want), problems)
			}
			for i, p := range problems {
				if got := fmt.Sprintf("%d:%d", p.Line, p.Column); got != want[i] {
					t.Errorf("problem %d is at %s, want %s", i+1, got, want[i])
				}
			}
		})
	}
}
