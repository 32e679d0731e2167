package gfm

import (
	"testing"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// The expectations are what GitHub gives these headings.
func TestSlugs(t *testing.T) {
	t.Parallel()
	var s Slugs
	for _, test := range []struct{ heading, want string }{
		{"Alpha", "alpha"},
		{"alpha", "alpha-1"},
		{"echo", "echo"},
		{"echo", "echo-1"},
		{"echo 1", "echo-1-1"},
		{"echo-1", "echo-1-2"},
		{"echo", "echo-2"},
		{"with a - dash", "with-a---dash"},
		{"with an _ underscore", "with-an-_-underscore"},
		{"file.txt, and (brackets) [x]!", "filetxt-and-brackets-x"},
		{" spaces ", "-spaces-"},
		{"I ♥ unicode", "i--unicode"},
		{"en–dash", "endash"},
		{"😄 emoji", "-emoji"},
		{"⚙️ gear", "️-gear"}, // the variation selector stays
		{":ok_hand: shortcode", "ok_hand-shortcode"},
		{"Привет non-latin 你好", "привет-non-latin-你好"},
		{"Ünïcode", "ünïcode"},
		{"ⅷ and Ⓐ", "ⅷ-and-ⓐ"},
		{"a²", "a"},
		{"İçindekiler", "i̇çindekiler"}, // an i with a dot above it
		{"ΟΔΟΣ ẞ ǅ", "οδοσ-ß-ǆ"},
		{"__proto__", "__proto__"},
		{"", ""},
		{"!", "-1"},
	} {
		if got := s.Slug(test.heading); got != test.want {
			t.Errorf("%q has the slug %q, want %q", test.heading, got, test.want)
		}
	}
}

func TestLowerCaseIsFull(t *testing.T) {
	t.Parallel()
	full := cases.Lower(language.Und, cases.HandleFinalSigma(false))
	for r := range unicode.MaxRune {
		if !unicode.IsUpper(r) && !unicode.IsTitle(r) {
			continue
		}
		if got, want := LowerCase(string(r)), full.String(string(r)); got != want {
			t.Errorf("%q becomes %q, want %q", r, got, want)
		}
	}
}
