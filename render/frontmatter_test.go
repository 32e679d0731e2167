package render_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pagewright/pagewright/render"
)

func TestFrontMatter(t *testing.T) {
	t.Parallel()
	five, no := 5, false
	for name, test := range map[string]struct {
		source string
		want   render.FrontMatter
	}{
		"all": {"title: \"A: b\"\nparent: 123\norder: 5\nlabels: [a, b c]\npage-id: 42\npublish: false\npage-width: full-width\nother: {a: b}\n",
			render.FrontMatter{Title: "A: b", Parent: "123", Order: &five, Labels: []string{"a", "b c"}, PageID: "42", Publish: &no, PageWidth: "full-width",
				Lines: map[string]int{"title": 2, "parent": 3, "order": 4, "labels": 5, "page-id": 6, "publish": 7, "page-width": 8, "other": 9}}},
		"labels as text": {"labels: a, b,\n", render.FrontMatter{Labels: []string{"a", "b"}, Lines: map[string]int{"labels": 2}}},
		"labels below":   {"labels:\n- a\n- 1\n", render.FrontMatter{Labels: []string{"a", "1"}, Lines: map[string]int{"labels": 2}}},
		"folded title":   {"title: >\n  a\n  b\n", render.FrontMatter{Title: "a b", Lines: map[string]int{"title": 2}}},
		"title: number":  {"title: 2024\n", render.FrontMatter{Title: "2024", Lines: map[string]int{"title": 2}}},
		"empty values":   {"title: ''\nlabels:\norder:\n", render.FrontMatter{Lines: map[string]int{"title": 2, "labels": 3, "order": 4}}},
		"comments":       {"# only a comment\n", render.FrontMatter{Lines: map[string]int{}}},
		"nothing":        {"", render.FrontMatter{Lines: map[string]int{}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, problems := render.Parse("a.md", []byte("---\n"+test.source+"---\n# Body\n"))
			if diff := cmp.Diff(test.want, d.FrontMatter); diff != "" || len(problems) > 0 {
				t.Errorf("problems %v, front matter (-want +got):\n%s", problems, diff)
			}
			if d.Heading != "Body" {
				t.Errorf("the heading is %q", d.Heading)
			}
		})
	}
}

func TestNestedFrontMatterEnds(t *testing.T) {
	t.Parallel()
	for _, source := range []string{strings.Repeat("[", 1000), strings.Repeat("- ", 1000), strings.Repeat("{a: ", 1000)} {
		d, problems := render.Parse("a.md", []byte("---\na: b\nc: "+source+"\n---\n# Body\n"))
		if len(problems) != 1 || problems[0].Severity != render.Error || d.Heading != "Body" {
			t.Errorf("heading %q, problems %v", d.Heading, problems)
		}
	}
}
