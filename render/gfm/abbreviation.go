package gfm

import (
	"maps"
	"slices"
	"strings"
)

// abbreviations are the words that are explained.
type abbreviations struct {
	full   map[string]string
	sorted []string          // the words in their order, nil if that is not known yet
	within map[string]string // the longest other word that a word begins with
}

// maxAbbreviation is how many bytes a word may have.
const maxAbbreviation = 256

func (a *abbreviations) add(word, full string) {
	if word == "" || len(word) > maxAbbreviation {
		return
	}
	if a.full == nil {
		a.full = map[string]string{}
	}
	a.full[word] = full
	a.sorted = nil
}

func (a *abbreviations) sort() {
	a.sorted = slices.Sorted(maps.Keys(a.full))
	a.within = map[string]string{}
	for i, word := range a.sorted {
		if i == 0 {
			continue
		}
		before := a.sorted[i-1]
		for before != "" && !strings.HasPrefix(word, before) {
			before = a.within[before]
		}
		a.within[word] = before
	}
}
