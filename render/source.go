package render

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/pagewright/pagewright/render/problem"
	"github.com/pagewright/pagewright/render/storage"
)

// clean gives the source as text that can be parsed and published: UTF-8 in normal form C without a byte order mark, lines ended
// by "\n", no character that XML forbids. Lines stay lines, so that positions stay true.
func clean(source []byte) (string, []Problem) {
	text, problems := decode(source)
	if strings.IndexByte(text, 0) >= 0 {
		text = strings.ReplaceAll(text, "\x00", "\uFFFD")
	}
	at, ascii := scan(text)
	if at >= 0 {
		line, column := positionAt(text, at)
		problems = append(problems, problem.New(RuleEncoding, line, column,
			fmt.Sprintf("the control character U+%04X cannot be published and is left out (as are any others after it): remove it", firstRune(text[at:]))))
		text = strings.Map(func(r rune) rune {
			if forbidden(r) {
				return -1
			}
			return r
		}, text)
	}
	if !ascii {
		text = norm.NFC.String(text)
	}
	return text, problems
}

// scan finds the first forbidden character of a text, -1 if there is none, and tells whether all others before it are ASCII.
func scan(text string) (at int, ascii bool) {
	ascii = true
	for i := 0; i < len(text); {
		if ordinary[text[i]] {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if forbidden(r) {
			return i, false
		}
		ascii = false
		i += size
	}
	return -1, ascii
}

// ordinary are the bytes that are allowed characters of ASCII.
var ordinary = func() (is [256]bool) {
	for c := range byte(utf8.RuneSelf) {
		is[c] = !forbidden(rune(c))
	}
	return is
}()

// forbidden characters are those that XML forbids, and noncharacters, which stand in for others in package gfm.
func forbidden(r rune) bool { return !storage.Allowed(r) || r >= 0xFDD0 && r <= 0xFDEF }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
