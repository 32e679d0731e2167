package confluence

import (
	"fmt"
	"regexp"
	"strings"
)

var digits = regexp.MustCompile(`\d+`)

// Alike returns what a failure has in common with those of other pages that have the same cause. What only one page can
// suffer from, such as a title that is taken, is like no other.
func (e *Error) Alike() string {
	common := []string{fmt.Sprint(e.Kind, e.note, e.Status), e.meaning(), e.Server}
	switch e.Kind {
	case Conflict, TitleTaken, PropertyExists, InvalidBody, TooLarge:
		return strings.Join(append(common, e.Subject), "\n")
	}
	return digits.ReplaceAllString(strings.Join(common, "\n"), "#") // ids and times are each page's own
}
