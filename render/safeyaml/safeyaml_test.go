package safeyaml_test

import (
	"strings"
	"testing"

	"github.com/pagewright/pagewright/render/safeyaml"
)

func TestWhereItIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text   string
		line, column int
	}{
		{"a key that occurs twice", "a: 1\nb: 2\na: 3\n", 3, 1},
		{"a list that is not closed", "a: 1\nb: [1, 2\n", 2, 4},
		{"a quotation mark that is not closed", "a: 1\nb: \"c\n", 2, 4},
	} {
		_, err := safeyaml.Parse(c.text)
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		if line, column, message := safeyaml.Where(err); line != c.line || column != c.column || message == "" || strings.Contains(message, "[") {
			t.Errorf("%s: %d:%d %q, want %d:%d", c.name, line, column, message, c.line, c.column)
		}
	}
}

// The library takes time that grows with the square of the depth.
func TestDeepNestingIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		strings.Repeat("[", 1<<20),
		"a: " + strings.Repeat("{a: ", 1<<18),
		strings.Repeat("- ", 1<<20),
		strings.Repeat("? ", 1<<20),
		strings.Repeat("[\n", 1<<18),
	} {
		if _, err := safeyaml.Parse(text); err == nil || !strings.Contains(err.Error(), "nested too deeply") {
			t.Errorf("%.10q…: %v", text, err)
		}
	}
}

func TestOrdinaryNestingIsRead(t *testing.T) {
	t.Parallel()
	const nav = "nav:\n  - Guide:\n      - Start: guide/start.md\n      - More: {a: [1, [2, 3]], b: \"[[[\"}\n"
	if _, err := safeyaml.Parse(nav); err != nil {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a: &b [1, *b]\n")
	f.Add("? - ? a\n: |\n  b\n")
	f.Add("\"\\u")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := safeyaml.Parse(text); err != nil {
			if line, column, message := safeyaml.Where(err); line < 1 || column < 1 || message == "" {
				t.Errorf("%d:%d %q", line, column, message)
			}
		}
	})
}
