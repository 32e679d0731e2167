// Package title holds what Confluence makes of a page's title: how it is cleaned, compared and counted.
package title

import (
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Max is the length of a title that Confluence stores, as [Length] counts: the constant of its source code, which
// confluencebuilder repeats.
const Max = 255

// Length counts a title in UTF-16 units, which is assumed to be how Confluence counts, being written in Java.
func Length(title string) int { return len(utf16.Encode([]rune(title))) }

// Fold returns the form in which titles are compared: a space holds each once, without regard to case (measured:
// mozilla/markfluence, search.md). Confluence itself is assumed to compare lower case as Java makes it, to which final
// sigma (ς) is like σ and long s is not like s. Unicode's case folding, which is used here, holds more titles equal:
// ß and ss, İ and i with a dot above. Composed and decomposed letters are equal. So two titles that are told apart
// here are always two in Confluence.
func Fold(title string) string {
	if isPlain(title) {
		return strings.ToLower(title)
	}
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(title)))
}

func isPlain(title string) bool {
	for i := range len(title) {
		if title[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Clean makes of a title what Confluence would: runs of white space are one space, control characters are gone, and so are
// the two that XML, and with it a link to the page, cannot hold.
func Clean(title string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || r == '\uFFFE' || r == '\uFFFF' {
			return -1
		}
		return r
	}, title)), " ")
}

// IsBlank reports whether a title has nothing to see: Confluence refuses a blank one (measured: mozilla/markfluence).
func IsBlank(title string) bool { return strings.TrimFunc(title, isUnseen) == "" }

// Seen returns what people see of a title: without characters such as zero-width spaces, soft hyphens and marks of direction.
func Seen(title string) string {
	return Clean(strings.Map(func(r rune) rune {
		if isUnseen(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, title))
}

func isUnseen(r rune) bool {
	return !unicode.Is(unicode.Prepended_Concatenation_Mark, r) && unicode.In(r, unicode.White_Space, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		r == '\u2800' // a Braille pattern without dots
}

// Shown returns a title as people are told it: one that is too long for Confluence is cut.
func Shown(title string) string {
	if Length(title) <= Max {
		return title
	}
	return Cut(title, 100) + "…"
}

// Cut shortens a title to a number of UTF-16 units, at a character.
func Cut(title string, most int) string {
	units := 0
	for at, r := range title {
		if units += utf16.RuneLen(r); units > most {
			return strings.TrimRightFunc(title[:at], unicode.IsSpace)
		}
	}
	return title
}
