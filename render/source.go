package render

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pagewright/pagewright/render/storage"
)

// clean gives the source as text that can be parsed and published: UTF-8
// without a byte order mark, lines ended by "\n", no character that XML
// forbids. Lines stay lines, so that positions stay true.
func clean(source []byte) (string, []Problem) {
	text, problems := decode(source)
	text = strings.ReplaceAll(text, "\x00", "\uFFFD")
	if at := strings.IndexFunc(text, forbidden); at >= 0 {
		problems = append(problems, Problem{Line: lineAt(text, at), Rule: RuleEncoding,
			Message: fmt.Sprintf("the control character U+%04X cannot be published and is left out (as are any others after it): remove it", firstRune(text[at:]))})
		text = strings.Map(func(r rune) rune {
			if forbidden(r) {
				return -1
			}
			return r
		}, text)
	}
	return text, problems
}

// forbidden characters are those that XML forbids, and noncharacters, which
// stand in for others (protect.go).
func forbidden(r rune) bool { return !storage.Allowed(r) || r >= 0xFDD0 && r <= 0xFDEF }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// lineAt counts the line, from 1, that holds the byte at the offset.
func lineAt(text string, offset int) int {
	return 1 + strings.Count(text[:max(offset, 0)], "\n")
}
