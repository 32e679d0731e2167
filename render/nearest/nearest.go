// Package nearest finds the known name that a written one was probably meant to be.
package nearest

import (
	"slices"
	"strings"

	"github.com/hbollon/go-edlib"
)

// Name returns the known name that differs from the written one by case, by dashes and underscores, or by a slip of the
// keyboard: one letter more, fewer, other or swapped, two in names of seven letters and more. It returns "" where no name
// is so near, or the written one is known.
func Name(written string, known []string) string {
	if slices.Contains(known, written) {
		return ""
	}
	best, least := "", 3
	letters := plain(written)
	for _, name := range known {
		most := allowed(name)
		if other := plain(name); max(len(letters), len(other))-min(len(letters), len(other)) > most {
			continue
		} else if slips := edlib.OSADamerauLevenshteinDistance(letters, other); slips <= most && slips < least {
			best, least = name, slips
		}
	}
	return best
}

func allowed(name string) int {
	switch {
	case len(name) < 3:
		return 0
	case len(name) < 7:
		return 1
	}
	return 2
}

var withoutJoints = strings.NewReplacer("_", "", "-", "", " ", "")

func plain(name string) string { return strings.ToLower(withoutJoints.Replace(name)) }
