package render_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render"
)

// What is nested deeper than the parser goes keeps its words, and is reported.
func TestDeepNestingKeepsItsText(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]string{
		"quotes":   "first\n\n" + strings.Repeat("> ", 100) + "deep\n\nlast",
		"lists":    "first\n\n" + strings.Repeat("- ", 100) + "deep\n\nlast",
		"indented": "first\n\n" + indented(80) + "\nlast",
	} {
		d, problems := render.Parse("a.md", []byte(source))
		body := d.Render(render.Options{}).Body
		for _, word := range []string{"first", "deep", "last"} {
			if !strings.Contains(body, word) {
				t.Errorf("%s: %q is lost", name, word)
			}
		}
		if len(problems) != 1 || problems[0].Rule != render.RuleNesting {
			t.Errorf("%s: problems are %v", name, problems)
		}
	}
}

func indented(levels int) string {
	var s strings.Builder
	for i := range levels {
		s.WriteString(strings.Repeat("  ", i) + "- deep\n")
	}
	return s.String()
}

func TestDeepBracketsStayText(t *testing.T) {
	t.Parallel()
	brackets := strings.Repeat("[", 1000) + "x" + strings.Repeat("]", 1000)
	d, problems := render.Parse("a.md", []byte(brackets+"\n\n[after](https://example.com) `"+brackets+"`\n\n```\n"+brackets+"\n```\n"))
	body := d.Render(render.Options{}).Body
	if strings.Count(body, brackets) != 3 || !strings.Contains(body, `<a href="https://example.com">after</a>`) || len(problems) > 0 {
		t.Errorf("problems %v in\n%s", problems, body)
	}
}

func TestDeepHTMLKeepsItsText(t *testing.T) {
	t.Parallel()
	for _, tag := range []string{"<div>", "<b>", "<span>", "<ul><li>", "<table><tr><td>", "<details>\n\n"} {
		d, problems := render.Parse("a.md", []byte("first\n\n"+strings.Repeat(tag, 1000)+"deep"))
		body := d.Render(render.Options{}).Body
		if !strings.Contains(body, "first") || !strings.Contains(body, "deep") {
			t.Errorf("%s: text is lost in\n%s", tag, body)
		}
		if len(problems) != 1 {
			t.Errorf("%s: problems are %v", tag, problems)
		}
	}
}
