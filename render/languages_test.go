package render

import (
	"slices"
	"strings"
	"testing"
)

func TestLanguageNamesAreUnique(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, l := range languages {
		for name := range strings.FieldsSeq(l.names) {
			if other := seen[name]; other != "" {
				t.Errorf("%s is both %s and %s", name, other, l.cloud)
			}
			seen[name] = l.cloud
		}
		if !slices.Contains(strings.Fields(l.names), l.cloud) && l.cloud != "rest" {
			t.Errorf("%s does not know its own name", l.cloud)
		}
	}
}

func TestInfoStrings(t *testing.T) {
	t.Parallel()
	for info, want := range map[string][2]string{
		"go":                             {"go", ""},
		"Go":                             {"go", ""},
		" go  title=\"main.go\"":         {"go", "main.go"},
		"{.go}":                          {"go", ""},
		".go":                            {"go", ""},
		"{.go .numbered title='a b.go'}": {"go", "a b.go"},
		"js{1,3-4} filename=app.js":      {"js", "app.js"},
		"rust,ignore":                    {"rust", ""},
		"c++":                            {"c++", ""},
		"c#":                             {"c#", ""},
		"language-ts":                    {"ts", ""},
		"yaml:values.yaml":               {"yaml", ""},
		"":                               {"", ""},
		"{}":                             {"", ""},
		"title=\"only\"":                 {"title", "only"},
		"sh subtitle=\"no\"":             {"sh", ""},
	} {
		if got := codeLanguage(info); got != want[0] {
			t.Errorf("the language of %q is %q, want %q", info, got, want[0])
		}
		if got := codeTitle(info, ""); got != want[1] {
			t.Errorf("the title of %q is %q, want %q", info, got, want[1])
		}
	}
}
