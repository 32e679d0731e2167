package gfm

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// GitHub decides what runs of delimiters open and close as CommonMark does, with three differences: of all symbols only those of ASCII
// are punctuation, tildes are looked past beside * and _, and ~ and ~~ strike text through if both ends have as many. gomarkdown has
// none of them, and forgets how long a run was once a part of it has been used, so texts for which this matters are read here and in
// pairruns.go.

// needsRuns reports whether emphasis in a text may not be what gomarkdown takes it for.
func needsRuns(text []byte, seen sight) bool {
	return seen.tilde || seen.delimiters && (seen.bare || seen.uneven && openAndClose(text) || seen.foreign && hasSymbols(text))
}

// openAndClose reports whether some runs of a text can both open and close something.
func openAndClose(text []byte) bool {
	for i := 0; i < len(text); {
		if !isDelimiter(text[i]) {
			i++
			continue
		}
		end := pastRun(text, i)
		if opens, closes := flanking(text, i, end); opens && closes {
			return true
		}
		i = end
	}
	return false
}

// hasSymbols reports whether a delimiter stands beside a symbol that is not of ASCII.
func hasSymbols(text []byte) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < utf8.RuneSelf {
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if unicode.IsSymbol(r) && (i > 0 && isDelimiter(text[i-1]) || i+size < len(text) && isDelimiter(text[i+size])) {
			return true
		}
		i += size - 1
	}
	return false
}

// findRuns returns the runs of a text as pieces. Those in bare addresses, and in the marks of dialects, are none.
func findRuns(text []byte, addresses []stretch, pieces []piece) []piece {
	var found []piece
	marks := tildeMarks(pieces)
	for i := 0; i < len(text); {
		for len(addresses) > 0 && addresses[0].to <= i {
			addresses = addresses[1:]
		}
		isAddress := len(addresses) > 0 && addresses[0].from <= i
		if !isDelimiter(text[i]) {
			if text[i] == '\\' && !isAddress {
				i++
			}
			i++
			continue
		}
		end := pastRun(text, i)
		p := piece{at: i, raw: string(text[i:end]), run: &run{char: text[i], length: end - i}}
		switch {
		case text[i] == '_' && i > 0 && isAlphanumeric(text[i-1]) && end < len(text) && isAlphanumeric(text[end]): // in a word
		case text[i] == '~':
			p.run.opens, p.run.closes = flanking(text, i, end)
			if end-i <= 2 && (p.run.opens || p.run.closes) && !isAddress && !marks[i] {
				found = append(found, p)
			}
		case isAddress:
			p.run = nil
			found = append(found, p)
		default:
			p.run.opens, p.run.closes = flanking(text, i, end)
			found = append(found, p)
		}
		i = end
	}
	return found
}

// tildeMarks returns where the tildes are that mark text in a dialect.
func tildeMarks(pieces []piece) map[int]bool {
	var at map[int]bool
	for i := range pieces {
		if d := pieces[i].delimiter; d != nil && d.char == '~' {
			if at == nil {
				at = map[int]bool{}
			}
			before, _ := d.around()
			at[pieces[i].at-before] = true
		}
	}
	return at
}

// flanking tells what a run can do, by what is on its two sides.
func flanking(text []byte, from, to int) (opens, closes bool) {
	char := text[from]
	before, after := text[:from], text[to:]
	if char != '~' {
		before, after = bytes.TrimRight(before, "~"), bytes.TrimLeft(after, "~")
	}
	left, _ := utf8.DecodeLastRune(before)
	right, _ := utf8.DecodeRune(after)
	spaceLeft, spaceRight := len(before) == 0 || isSpaceRune(left), len(after) == 0 || isSpaceRune(right)
	markLeft, markRight := len(before) > 0 && isMarkRune(left), len(after) > 0 && isMarkRune(right)
	isLeft := !spaceRight && (!markRight || spaceLeft || markLeft)
	isRight := !spaceLeft && (!markLeft || spaceRight || markRight)
	if char == '_' {
		return isLeft && (!isRight || markLeft), isRight && (!isLeft || markRight)
	}
	return isLeft, isRight
}

func isSpaceRune(r rune) bool {
	return r == '\t' || r == '\n' || r == '\f' || r == '\r' || unicode.Is(unicode.Zs, r)
}

func isMarkRune(r rune) bool {
	return unicode.IsPunct(r) || r < utf8.RuneSelf && unicode.IsSymbol(r)
}
