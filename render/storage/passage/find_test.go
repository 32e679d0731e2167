package passage

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPassagesAreFound(t *testing.T) {
	t.Parallel()
	for name, test := range map[string][2]string{ // the passage in brackets, in the old text and in the new one
		"nothing changed":              {"a [b] c", "a [b] c"},
		"words before it":              {"a [b] c", "new a [b] c"},
		"its line is new but for it":   {"one [two] three", "a [two] b"},
		"its own words":                {"one [two three] four", "one [two three] five"},
		"one of its words is gone":     {"one [two three] four", "one two four"},
		"a word between":               {"one [two three] four", "one two new three four"},
		"a longer word":                {"the [sign] of it", "the signature of it"},
		"part of a word":               {"si[gn] of it", "see the si[gn] of it"},
		"words without spaces":         {"日本[語で]す", "新しい日本[語で]す"},
		"a letter with an accent":      {"cafe [cafe\u0301]", "cafe [cafe\u0301] x"},
		"the second of two":            {"x one\n[x] two", "x one\nnew\n[x] two"},
		"the second, the first gone":   {"x one\n[x] two", "[x] two"},
		"the second gone":              {"x one\n[x] two", "x one"},
		"one of equal lines":           {"x\n[x]", "[x]"},
		"both of equal lines":          {"x\n[x]", "x\n[x]"},
		"a line that was moved":        {"here [x] is\nthen x was\nend", "then x was\nend\nhere [x] is"},
		"a word that was moved":        {"[alone]\none two\nthree four", "one two\nthree four\n[alone]"},
		"moved and changed":            {"so here the [x] is now\nthen x was\nend", "then x was\nend\nbut here the [x] is now"},
		"the only one":                 {"the [x] a b\nc d e f", "c d e f\n[x] g h"},
		"another, where it was one":    {"the [x] a b\nc d e f\nx", "c d e f\nx"},
		"a cell of a row":              {"a\nyes\nb\n[yes]\nc\nyes", "b\n[yes]\nc\nyes\nd\nyes"},
		"a cell of a row that is gone": {"a\nyes\nb\n[yes]\nc\nyes", "a\nyes\nc\nyes"},
		"everything is gone":           {"a [b] c", ""},
	} {
		old, from := unbracket(test[0])
		new, want := unbracket(test[1])
		got, ok := NewFinder(old, new).Find(from)
		if ok != strings.Contains(test[1], "[") || ok && got != want {
			t.Errorf("%s: %q is found: %v %+v in %q, want %+v", name, test[0], ok, got, test[1], want)
		}
	}
}

func unbracket(s string) (string, Range) {
	from := strings.IndexByte(s, '[')
	return strings.NewReplacer("[", "", "]", "").Replace(s), Range{from, strings.IndexByte(s, ']') - 1}
}

func FuzzFind(f *testing.F) {
	f.Add("a b c\nd e", "a b\nd e f", 2, 3)
	f.Add("x x x\nx", "x\nx x", 4, 5)
	f.Add("日本語です", "新しい日本語です", 6, 12)
	f.Add(strings.Repeat("a b ", 90), strings.Repeat("b a a ", 80), 100, 130)
	f.Fuzz(func(t *testing.T, old, new string, from, to int) {
		if from < 0 || to < from || to > len(old) || !utf8.ValidString(old) || !utf8.ValidString(new) || strings.Contains(strings.Trim(old[from:to], " \n"), "\n") {
			return
		}
		for from < to && (old[from] == ' ' || old[from] == '\n') {
			from++
		}
		for from < to && (old[to-1] == ' ' || old[to-1] == '\n') {
			to--
		}
		found, ok := NewFinder(old, new).Find(Range{from, to})
		if ok && (found.From < 0 || found.To > len(new) || old[from:to] != new[found.From:found.To]) {
			t.Errorf("%q of %q is found at %+v of %q", old[from:to], old, found, new)
		}
		if same, ok := NewFinder(old, old).Find(Range{from, to}); from < to && (!ok || same != (Range{from, to})) {
			t.Errorf("%q of %q is found at %+v of the same text", old[from:to], old, same)
		}
	})
}
