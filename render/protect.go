package render

import (
	"bytes"
	"strings"
)

// Some characters must not be seen by gomarkdown. Stand-ins take their places
// while it parses; being no characters, they cannot be in clean text.
const (
	// A "[" that is nested too deeply: the time for matching brackets grows
	// with the square of their number.
	bracketStandIn = "\uFFFF"
	// An escaped tilde, which in gomarkdown's tree could not be told from one
	// that strikes through.
	tildeStandIn = "\uFFFE"
	// The brackets of a footnote's definition, of a reference that begins a
	// line, and of another reference (footnotesyntax.go).
	definitionStart, definitionEnd = "<?\uFDD0", "\uFDD1?>"
	lineRefStart, lineRefEnd       = "<fn:\uFDD2", "\uFDD3>"
	referenceStart, referenceEnd   = "<fn a=\uFDD4", "\uFDD5>"
)

// maxBrackets bounds how many "[" may be open at once.
const maxBrackets = 200

// protect puts the stand-ins into a text.
func protect(text string) string {
	if labels := footnoteLabels(text); len(labels) > 0 {
		text = protectFootnotes(text, labels)
	}
	if strings.Contains(text, `\~`) {
		text = protectTildes(text)
	}
	if strings.Count(text, "[") > maxBrackets {
		text = protectBrackets(text)
	}
	return text
}

func protectTildes(text string) string {
	var out strings.Builder
	done := 0
	for i := 0; i+1 < len(text); i++ {
		if text[i] == '\\' {
			if i++; text[i] == '~' {
				out.WriteString(text[done:i-1] + tildeStandIn)
				done = i + 1
			}
		}
	}
	return out.String() + text[done:]
}

func protectBrackets(text string) string {
	var out strings.Builder
	open, done := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '[':
			if open++; open > maxBrackets {
				out.WriteString(text[done:i] + bracketStandIn)
				done = i + 1
			}
		case ']':
			open = max(open-1, 0)
		case '\n':
			if strings.HasPrefix(text[i+1:], "\n") {
				open = 0 // a link does not reach over a blank line
			}
		}
	}
	return out.String() + text[done:]
}

var (
	// What would end a tag or a table's cell, in labels.
	labelMarks = strings.NewReplacer("'", "\uFDD6", `"`, "\uFDD7", "=", "\uFDD8", ">", "\uFDD9", "|", "\uFDDA")

	footnoteStandIns = []string{
		definitionStart, "[^", definitionEnd, "]", lineRefStart, "[^", lineRefEnd, "]", referenceStart, "[^", referenceEnd, "]",
		"\uFDD6", "'", "\uFDD7", `"`, "\uFDD8", "=", "\uFDD9", ">", "\uFDDA", "|",
	}

	inText = strings.NewReplacer(append(footnoteStandIns, bracketStandIn, "[", tildeStandIn, "~")...)
	asCode = strings.NewReplacer(append(footnoteStandIns, bracketStandIn, "[", tildeStandIn, `\~`)...)
	// An <angle bracket> is not part of a destination.
	inURL = strings.NewReplacer("%EF%BF%BF", "%5B", "%EF%BF%BE", "~", "fn:%EF%B7%92", "%5B%5E", "%EF%B7%93", "%5D")
)

// shown gives the text of a parsed node without stand-ins.
func shown(text []byte) string { return without(inText, text) }

// verbatim is shown for what is not Markdown: code, and HTML.
func verbatim(text []byte) string { return without(asCode, text) }

// without is quick where there is no stand-in: each has a byte that few other
// characters have.
func without(standIns *strings.Replacer, text []byte) string {
	if bytes.IndexByte(text, bracketStandIn[0]) < 0 {
		return string(text)
	}
	return standIns.Replace(string(text))
}

// address is shown for destinations, which gomarkdown percent-encodes.
func address(destination []byte) string { return inURL.Replace(string(destination)) }
