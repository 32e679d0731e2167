package render_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render"
)

// TestProblemsAreAtTheirLine puts a dead link into every place that content
// can be in. Each "[x](missing.md)" must be reported at its own line.
func TestProblemsAreAtTheirLine(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]string{
		"paragraph":        "a\nb [x](missing.md)\nc\n\n[x](missing.md) d\n",
		"front matter":     "---\ntitle: a\n---\n\n[x](missing.md)\n",
		"definitions":      "[a]: b\n[c]: d\n[x](missing.md)\n",
		"reference":        "text\n\n[x](missing.md) and\n[x](missing.md)\n",
		"heading":          "# a\n## [x](missing.md)\n\nb\n[x](missing.md)\n---\n",
		"list":             "- a\n- b\n  c\n- [x](missing.md)\n  - d\n  - [x](missing.md)\n- e\n\n  [x](missing.md)\n",
		"same text":        "- same\n  same\n- same [x](missing.md)\n- same [x](missing.md)\n",
		"empty items":      "-\n-\n- [x](missing.md)\n-\n  [x](missing.md)\n",
		"lists in a line":  "- - - a\n- - [x](missing.md)\n",
		"numbered":         "1. a\n\n\n2. [x](missing.md)\n",
		"quote":            "> a\n> [x](missing.md)\n>\n> > b\n> > [x](missing.md)\nlazy [x](missing.md)\n",
		"quote in list":    "- a\n\n  > b\n  >\n  > [x](missing.md)\n  >\n  > - [x](missing.md)\n\n[x](missing.md)\n",
		"alert":            "> [!NOTE]\n> [x](missing.md)\n",
		"task":             "- [ ] a\n- [x] [x](missing.md)\n",
		"table":            "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | [x](missing.md) |\n\n[x](missing.md)\n",
		"code before":      "```\n[x](no link)\n```\n\n    code\n\n[x](missing.md)\n",
		"code span":        "`a\nb` [x](missing.md)\n",
		"hard break":       "a  \nb\\\n[x](missing.md)\n",
		"html":             "<div>\n\n[x](missing.md)\n\n</div>\n\n<p>a\n<a href=\"missing.md\">[x](missing.md)</a></p>\n",
		"html span":        "a <b\nid=\"c\">d</b> [x](missing.md)\n",
		"comment":          "<!--\n[x](in a comment)\n-->\n[x](no link after it)\n\n[x](missing.md)\n",
		"windows":          "a\r\n\r\n[x](missing.md)\r\n",
		"tabs":             "-\ta\n\n\t[x](missing.md)\n\n\t-\tb\n\t-\t[x](missing.md)\n",
		"thematic":         "a\n***\n[x](missing.md)\n",
		"footnote":         "[^1] [x](missing.md)\n\n[^1]: a\n    [x](missing.md)\n\n    b\n    [x](missing.md)\n[x](missing.md)\n\n[x](missing.md)\n",
		"after footnotes":  "a [^1]\n[^1]:\n\n    b\n[^2]: c\n# [x](missing.md)\n> [^3]: d\n\n[x](missing.md)\n",
		"byte order mark":  "\ufeffa\n\n[x](missing.md)\n",
		"after deep lists": strings.Repeat("- ", 30) + "a\n\n[x](missing.md)\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var want []int
			for i, line := range strings.Split(source, "\n") {
				for range strings.Count(line, "(missing.md)") {
					want = append(want, i+1)
				}
			}
			d, _ := render.Parse("a.md", []byte(source))
			problems := d.Render(render.Options{Resolver: site{}}).Problems
			if len(problems) != len(want) {
				t.Fatalf("%d problems, want %d: %v", len(problems), len(want), problems)
			}
			for i, p := range problems {
				if p.Line != want[i] {
					t.Errorf("problem %d is at line %d, want %d", i+1, p.Line, want[i])
				}
			}
		})
	}
}
