package source

import (
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// names are the pages and files of a tree by what wikilinks call them.
type names struct {
	once   sync.Once
	pages  map[string][]string // sources, by the names of the files
	titles map[string][]string
	files  map[string][]string
}

// nameKey is what names have in common that mean the same: upper and lower case, blanks, hyphens and underscores do not count.
func nameKey(name string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' {
			return '-'
		}
		return r
	}, strings.ToLower(norm.NFC.String(strings.Trim(name, "/"))))
}
