package gfm

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
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

// at returns the longest of the words that a text begins with, "" if there is none.
func (a *abbreviations) at(text []byte) string {
	if a.sorted == nil {
		a.sort()
	}
	next, found := slices.BinarySearchFunc(a.sorted, text[:min(len(text), maxAbbreviation)], func(word string, text []byte) int { return strings.Compare(word, string(text)) })
	if !found {
		next--
	}
	if next < 0 {
		return ""
	}
	// Every word that the text begins with is the one that comes before the text in the order, or one that that begins with.
	for word := a.sorted[next]; word != ""; word = a.within[word] {
		if rest, begins := bytes.CutPrefix(text, []byte(word)); begins {
			if after, _ := utf8.DecodeRune(rest); len(rest) == 0 || !isWord(after) {
				return word
			}
		}
	}
	return ""
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
