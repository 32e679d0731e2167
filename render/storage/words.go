package storage

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordText is a text of lines cut into words: runs of letters and digits, and every other character but white space. What
// is written without spaces between words, such as Chinese, is cut into characters.
type wordText struct {
	text  string
	lines []run
	words []run
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
	w := &wordText{text: text, words: make([]run, 0, len(text)/4), ids: make([]rune, 0, len(text)/4)}
	for line := range strings.Lines(text) {
		from := 0
		if n := len(w.lines); n > 0 {
			from = w.lines[n-1].to + 1
		}
		w.lines = append(w.lines, run{from, from + len(strings.TrimSuffix(line, "\n"))})
	}
	for from := 0; from < len(text); {
		length := wordLength(text[from:])
		if c := text[from]; c != ' ' && c != '\n' {
			w.words = append(w.words, run{from, from + length})
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
		is[c] = c == '_' || isNameByte(byte(c))
	}
	return is
}()

func inSpacedWord(r rune) bool {
	return (r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// in returns the words that lie in a run, wholly or in part, as a range of indexes.
func (w *wordText) in(r run) (from, to int) {
	from, _ = slices.BinarySearchFunc(w.words, r.from, func(word run, at int) int {
		if word.to <= at {
			return -1
		}
		return 1
	})
	to, _ = slices.BinarySearchFunc(w.words, r.to, func(word run, at int) int {
		if word.from < at {
			return -1
		}
		return 1
	})
	return from, to
}

// lineOf returns the line that a place is in.
func (w *wordText) lineOf(at int) run {
	i, _ := slices.BinarySearchFunc(w.lines, at, func(line run, at int) int {
		if line.from <= at {
			return -1
		}
		return 1
	})
	return w.lines[i-1]
}
