package render_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pagewright/pagewright/render"
)

func TestTOMLFrontMatter(t *testing.T) {
	t.Parallel()
	three := 3
	d, problems := render.Parse("a.md", []byte("+++\ntitle = \"Hugo page\" # the title\ndate = 2024-01-02\nweight = 3\ntags = [\n  \"x\",\n  'y z',\n]\n\npage-id = 42\n[params]\ntitle = \"no\"\n+++\n\ntext\n"))
	want := render.FrontMatter{Title: "Hugo page", Order: &three, Labels: []string{"x", "y z"}, PageID: "42",
		Lines: map[string]int{"title": 2, "date": 3, "weight": 4, "order": 4, "tags": 5, "labels": 5, "page-id": 10, "params": 0}}
	delete(d.FrontMatter.Lines, "params")
	delete(want.Lines, "params")
	if diff := cmp.Diff(want, d.FrontMatter); diff != "" || len(problems) > 0 {
		t.Errorf("problems %v, front matter (-want +got):\n%s", problems, diff)
	}
	if body := d.Render(render.Options{}).Body; body != "<p>text</p>" {
		t.Errorf("the body is %s", body)
	}
}

func TestBrokenTOMLMattersOnlyInKeysThatAreRead(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		source, title string
		severity      render.Severity
		line, count   int
	}{
		"another tool's value": {"description = how\ntitle = \"A\"\n", "A", render.Warning, 2, 1},
		"our value":            {"title = how: to\n", "", render.Error, 2, 2},
		"a wrong type":         {"order = \"soon\"\ntitle = 'A'\n", "A", render.Error, 2, 1},
		"nested":               {"x = " + strings.Repeat("[", 2000) + "\ntitle = 'A'\n", "", render.Warning, 2, 1},
		"long":                 {"x = \"" + strings.Repeat("a", 1<<20) + "\"\ntitle = 'A'\n", "A", render.Warning, 0, 0},
		"a slip":               {"titel = 'A'\n", "", render.Warning, 2, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, problems := render.Parse("a.md", []byte("+++\n"+test.source+"+++\n# Body\n"))
			if d.FrontMatter.Title != test.title || d.Heading != "Body" || len(problems) != test.count {
				t.Fatalf("title %q, heading %q, problems %v", d.FrontMatter.Title, d.Heading, problems)
			}
			if test.count > 0 && (problems[len(problems)-1].Severity != test.severity || problems[0].Line != test.line) {
				t.Errorf("problems: %v", problems)
			}
		})
	}
}

func TestLinesOfPlusesAroundTextAreText(t *testing.T) {
	t.Parallel()
	d, problems := render.Parse("a.md", []byte("+++\nhello\n+++\n"))
	if body := d.Render(render.Options{}).Body; !strings.Contains(body, "hello") || len(problems) > 0 {
		t.Errorf("problems %v, body %s", problems, body)
	}
}
