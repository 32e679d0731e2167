package redact

import (
	"html"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
)

// A span is a range of bytes of a text.
type span struct{ begin, end int }

// A reading is a text with its escape sequences decoded.
type reading struct {
	text string
	from []int // where each byte of text, and its end, comes from in the source; nil where they are the same
}

func asWritten(text string) reading { return reading{text: text} }

func (r reading) origin(i int) int {
	if r.from == nil {
		return i
	}
	return r.from[i]
}

// source returns the part of the source that a part of the reading comes from, each escape sequence as a whole.
func (r reading) source(s span) span {
	if r.from == nil {
		return s
	}
	end := s.end
	for end < len(r.text) && r.from[end] == r.from[s.end-1] {
		end++
	}
	return span{r.from[s.begin], r.from[end]}
}

// mostNested bounds how many escape sequences inside each other are read: HTML in a URL in JSON.
const mostNested = 3

// decodings yields the text with its escape sequences decoded once, twice and so on, while that makes a difference.
func decodings(text string) iter.Seq[reading] {
	return func(yield func(reading) bool) {
		r := asWritten(text)
		for range mostNested {
			next, differs := r.decoded()
			if !differs || !yield(next) {
				return
			}
			r = next
		}
	}
}

func (r reading) decoded() (reading, bool) {
	if !strings.ContainsAny(r.text, `%&\`) {
		return r, false
	}
	var text strings.Builder
	text.Grow(len(r.text))
	from := make([]int, 0, len(r.text)+1)
	differs := false
	for i := 0; i < len(r.text); {
		plain, width := escape(r.text[i:])
		if width == 0 {
			plain, width = r.text[i:i+1], 1
		} else {
			differs = true
		}
		text.WriteString(plain)
		for range len(plain) {
			from = append(from, r.origin(i))
		}
		i += width
	}
	return reading{text.String(), append(from, r.origin(len(r.text)))}, differs
}

// escape decodes the escape sequence at the beginning of a text. A width of 0 means that there is none.
func escape(text string) (plain string, width int) {
	switch text[0] {
	case '%':
		if b, ok := hexByte(text, 1); ok {
			return string([]byte{b}), 3
		}
	case '&':
		if end := strings.IndexByte(text[:min(len(text), 12)], ';'); end > 0 {
			if plain := html.UnescapeString(text[:end+1]); plain != text[:end+1] {
				return plain, end + 1
			}
		}
	case '\\':
		return backslash(text)
	}
	return "", 0
}

// backslash decodes an escape sequence of JSON, JavaScript or Markdown.
func backslash(text string) (plain string, width int) {
	if len(text) < 2 {
		return "", 0
	}
	switch c := text[1]; {
	case c == 'u':
		return utf16Escape(text)
	case c == 'x':
		if b, ok := hexByte(text, 2); ok {
			return string(rune(b)), 4
		}
	case strings.IndexByte("nrtbf", c) >= 0:
		return " ", 2
	case c < unicode.MaxASCII && (unicode.IsPunct(rune(c)) || unicode.IsSymbol(rune(c))):
		return text[1:2], 2
	}
	return "", 0
}

func utf16Escape(text string) (plain string, width int) {
	unit := func(at int) (rune, bool) {
		if len(text) < at+6 || text[at] != '\\' || text[at+1] != 'u' {
			return 0, false
		}
		n, err := strconv.ParseUint(text[at+2:at+6], 16, 16)
		return rune(n), err == nil
	}
	first, ok := unit(0)
	if !ok {
		return "", 0
	}
	if second, ok := unit(6); ok && utf16.DecodeRune(first, second) != unicode.ReplacementChar {
		return string(utf16.DecodeRune(first, second)), 12
	}
	return string(first), 6
}

func hexByte(text string, at int) (byte, bool) {
	if len(text) < at+2 {
		return 0, false
	}
	n, err := strconv.ParseUint(text[at:at+2], 16, 8)
	return byte(n), err == nil
}

// wholeEscapes widens each span to the escape sequences that it begins or ends in.
func wholeEscapes(found []span, r reading) []span {
	for i, s := range found {
		if at, exact := slices.BinarySearch(r.from, s.begin); !exact {
			found[i].begin = r.from[at-1]
		}
		at, _ := slices.BinarySearch(r.from, s.end)
		found[i].end = r.from[at]
	}
	return found
}
