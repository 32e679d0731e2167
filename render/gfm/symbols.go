package gfm

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// withSymbols adds to the pieces of a text the symbols beside its delimiters: since CommonMark 0.31 they are punctuation, by
// which it is decided what opens and closes emphasis; on GitHub, only those of ASCII are.
func withSymbols(text []byte, pieces []piece) []piece {
	formulas := len(pieces)
	next := 0
	for i := 0; i < len(text); i++ {
		if text[i] < utf8.RuneSelf {
			continue
		}
		for next < formulas && i >= pieces[next].at+len(pieces[next].raw) {
			next++
		}
		if next < formulas && i >= pieces[next].at {
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if unicode.IsSymbol(r) && (i > 0 && isDelimiter(text[i-1]) || i+size < len(text) && isDelimiter(text[i+size])) {
			pieces = append(pieces, piece{at: i, raw: string(text[i : i+size])})
		}
		i += size - 1
	}
	slices.SortFunc(pieces, func(a, b piece) int { return a.at - b.at })
	return pieces
}

func isDelimiter(c byte) bool { return c == '*' || c == '_' || c == '~' }
