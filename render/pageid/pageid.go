// Package pageid tells what can be the id of a page in Confluence.
package pageid

import (
	"strconv"
	"strings"
	"unicode"
)

// Valid reports whether a text can be an id as Confluence writes it: a whole number from 1 to 2^63-1, in digits of ASCII
// without leading zeros. The type is that of Confluence's API (int64).
func Valid(text string) bool {
	_, err := strconv.ParseUint(text, 10, 63)
	return err == nil && !strings.HasPrefix(text, "0")
}

// IsMeant reports whether a text was probably meant to be an id: it is a number of some kind.
func IsMeant(text string) bool {
	return strings.ContainsFunc(text, unicode.IsNumber) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsLetter(r) && r != 'e' && r != 'E'
	})
}
