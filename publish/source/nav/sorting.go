package nav

import (
	"cmp"
	"strconv"
	"strings"
)

// Sorting is how a folder sorts what no file lists, documents and folders alike, as awesome-pages has it:
// https://github.com/lukasgeiter/mkdocs-awesome-pages-plugin#change-sort-order.
type Sorting struct {
	Descending bool
	Natural    bool // numbers in names count as numbers
	ByTitle    bool // not by the names of files
}

// Compare compares two names, or titles.
func (s Sorting) Compare(a, b string) int {
	compare := strings.Compare
	if s.Natural {
		compare = natural
	}
	if s.Descending {
		a, b = b, a
	}
	return compare(a, b)
}

// natural compares texts in which numbers count as numbers.
func natural(a, b string) int {
	for a != "" && b != "" {
		first, number, restA := cutNumber(a)
		other, otherNumber, restB := cutNumber(b)
		if c := cmp.Or(strings.Compare(first, other), cmp.Compare(number, otherNumber)); c != 0 {
			return c
		}
		a, b = restA, restB
	}
	return strings.Compare(a, b)
}

// cutNumber returns what stands in front of the first number of a text, that number, and what follows.
func cutNumber(text string) (before string, number uint64, after string) {
	isDigit := func(r rune) bool { return r >= '0' && r <= '9' }
	start := strings.IndexFunc(text, isDigit)
	if start < 0 {
		return text, 0, ""
	}
	after = strings.TrimLeftFunc(text[start:], isDigit)
	number, _ = strconv.ParseUint(text[start:len(text)-len(after)], 10, 64)
	return text[:start], number, after
}
