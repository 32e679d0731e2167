package passage

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordText is a text of lines cut into words: runs of letters and digits, and every other character but white space. What
// is written without spaces between words, such as Chinese, is cut into characters.
type wordText struct {
	text  string
	lines []Range
	words []Range
	ids   []rune // by word, the same for equal words; runes, for these are what the diff library compares
}

// vocabulary numbers words or lines.
type vocabulary map[string]rune

func (v vocabulary) id(s string) rune {
	id, ok := v[s]
	if !ok {
		id = rune(len(v))
		v[s] = id
	}
	return id
}

func newWordText(text string, v vocabulary) *wordText {
	w := &wordText{text: text, words: make([]Range, 0, len(text)/4), ids: make([]rune, 0, len(text)/4)}
	for line := range strings.Lines(text) {
		from := 0
		if n := len(w.lines); n > 0 {
			from = w.lines[n-1].To + 1
		}
		w.lines = append(w.lines, Range{from, from + len(strings.TrimSuffix(line, "\n"))})
	}
	for from := 0; from < len(text); {
		length := wordLength(text[from:])
		if c := text[from]; c != ' ' && c != '\n' {
			w.words = append(w.words, Range{from, from + length})
			w.ids = append(w.ids, v.id(text[from:from+length]))
		}
		from += length
	}
	return w
}

// wordLength returns the length of the word or the other character at the start of a text.
func wordLength(text string) int {
	last, length := utf8.DecodeRuneInString(text)
	for length < len(text) {
		next, size := utf8.DecodeRuneInString(text[length:])
		if !joined(last, next) {
			break
		}
		last, length = next, length+size
	}
	return length
}

// joined reports whether two characters in a row belong to one word.
func joined(a, b rune) bool {
	if a < utf8.RuneSelf && b < utf8.RuneSelf {
		return isWordByte[a] && isWordByte[b]
	}
	return unicode.IsMark(b) && a != ' ' && a != '\n' || inSpacedWord(a) && inSpacedWord(b)
}

var isWordByte = func() (is [utf8.RuneSelf]bool) {
	for c := range is {
		is[c] = c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	return is
}()

func inSpacedWord(r rune) bool {
	return (r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// in returns the words that lie in a range of the text, wholly or in part: the first and the one behind the last.
func (w *wordText) in(r Range) (first, end int) {
	first = sort.Search(len(w.words), func(i int) bool { return w.words[i].To > r.From })
	end = sort.Search(len(w.words), func(i int) bool { return w.words[i].From >= r.To })
	return first, max(first, end)
}

func (w *wordText) line(i int) string { return w.text[w.lines[i].From:w.lines[i].To] }

// lineOf returns the line that a place is in.
func (w *wordText) lineOf(at int) Range {
	return w.lines[sort.Search(len(w.lines), func(i int) bool { return w.lines[i].From > at })-1]
}

// has reports whether a text of whole words stands at a place.
func (w *wordText) has(text string, at int) bool {
	if at < 0 || at+len(text) > len(w.text) || w.text[at:at+len(text)] != text {
		return false
	}
	first, end := w.in(Range{at, at + len(text)})
	return w.words[first].From == at && w.words[end-1].To == at+len(text)
}
