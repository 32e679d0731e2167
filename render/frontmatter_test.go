package render_test

import (
	"strconv"
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
		for key, severity := range map[string]render.Severity{"title": render.Error, "other": render.Warning} {
			d, problems := render.Parse("a.md", []byte("---\na: b\n"+key+": "+source+"\n---\n# Body\n"))
			if len(problems) != 1 || problems[0].Severity != severity || d.Heading != "Body" {
				t.Errorf("heading %q, problems %v", d.Heading, problems)
			}
		}
	}
}

func TestBrokenYAMLMattersOnlyInKeysThatAreRead(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		source   string
		title    string
		severity render.Severity
		line     int
	}{
		"another tool's value":      {"title: Setup\ndescription: how: to\norder: 3\n", "Setup", render.Warning, 3},
		"another tool's quote":      {"description: \"open\ntitle: Setup\n", "Setup", render.Warning, 2},
		"a template":                {"layout: {{ .Layout }}\ntitle: Setup\n", "Setup", render.Warning, 2},
		"our value":                 {"layout: page\ntitle: how: to\n", "", render.Error, 3},
		"our value below the key":   {"layout: page\nlabels:\n  - a\n - b: [\n", "", render.Error, 5},
		"our key that holds back":   {"draft: [\n", "", render.Error, 2},
		"more keys than are parsed": {strings.Repeat("x: y\n", 100_000) + "title: Setup\ntitle: [\n", "Setup", render.Error, 100_003},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, problems := render.Parse("a.md", []byte("---\n"+test.source+"---\n# Body\n"))
			if d.FrontMatter.Title != test.title || d.Heading != "Body" {
				t.Errorf("title %q, heading %q", d.FrontMatter.Title, d.Heading)
			}
			if len(problems) != 1 || problems[0].Severity != test.severity || problems[0].Line != test.line {
				t.Errorf("problems: %v", problems)
			}
		})
	}
}

func TestSlipsInFrontMatterAreNamed(t *testing.T) {
	t.Parallel()
	_, problems := render.Parse("a.md", []byte("---\npubish: false\nlables: [a]\nTitle: X\npge-id: 4\ntags: [b]\nauthor: me\nweight: 3\n"+
		"darft: true\nconnie-publsh: false\nsyncronized: false\npublised: false\npublisher: ACME\n---\n# Body\n"))
	want := []string{"2 publish", "3 labels", "4 title", "5 page-id", "9 draft", "10 connie-publish", "11 synchronized", "12 published"}
	if len(problems) != len(want) {
		t.Fatalf("problems: %v", problems)
	}
	for i, problem := range problems {
		line, meant, _ := strings.Cut(want[i], " ")
		if strconv.Itoa(problem.Line) != line || problem.Severity != render.Warning || !strings.Contains(problem.Message, "did you mean "+meant+"?") {
			t.Errorf("got %v, want %s", problem, want[i])
		}
	}
}

func TestRepeatedKeysAreNamedOnce(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"lables: x\n", "title: \"\n", "order: x\n"} {
		_, problems := render.Parse("a.md", []byte("---\n"+strings.Repeat(line, 50_000)+"---\n# Body\n"))
		if len(problems) != 1 {
			t.Errorf("%q: %d problems", line, len(problems))
		}
	}
}

// TestLongValuesAreNotParsed: the library takes a time that grows with the square of their length.
func TestLongValuesAreNotParsed(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"[" + strings.Repeat("- ", 500_000), "[" + strings.Repeat("\"a\" ", 500_000), "\"" + strings.Repeat("\\", 1_000_000)} {
		_, problems := render.Parse("a.md", []byte("---\nlabels: "+value+"\n---\n# Body\n"))
		if len(problems) != 1 || problems[0].Line != 2 || problems[0].Severity != render.Error || problems[0].Message != "labels is longer than 16 KB" {
			t.Errorf("%.20s…: %v", value, problems)
		}
	}
}
