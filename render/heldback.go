package render

import (
	"maps"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/nearest"
)

// HeldBack tells that the author does not want a document published, in the
// words of this tool or of another one.
type HeldBack struct {
	Words string // such as "draft: true"
	Line  int    // of them, from 1
}

// holdWords are the keys by which documents are held back, and the value that
// does it: Hugo's, Docusaurus' and Quarto's draft, Jekyll's published,
// Obsidian's publish, md2conf's synchronized. What other publishers put in
// front of theirs (connie-publish) is left out.
var holdWords = map[string]bool{
	"publish":      false,
	"published":    false,
	"draft":        true,
	"synchronized": false,
	"synchronised": false,
}

var holdKeys = slices.Sorted(maps.Keys(holdWords))

// clearWords hold a document back only where they do so clearly: they may have
// other meanings, as status has.
var clearWords = map[string]string{
	"isdraft":  "true",
	"is-draft": "true",
	"wip":      "true",
	"private":  "true",
	"sync":     "false",
	"synced":   "false",
	"status":   "draft",
}

// holdsClearly reports whether a key that may have other meanings holds the
// document back with this value.
func holdsClearly(key, value string) bool {
	meant, is := clearWords[holdWord(key)]
	yes, clear := truthOf(value)
	return is && (strings.EqualFold(value, meant) || clear && meant != "draft" && yes == (meant == "true"))
}

func holdWord(key string) string {
	_, word := cutTool(strings.ReplaceAll(strings.ToLower(key), "_", "-"))
	return word
}

func cutTool(key string) (tool, word string) {
	for _, tool := range []string{"connie-", "confluence-"} {
		if word, found := strings.CutPrefix(key, tool); found {
			return tool, word
		}
	}
	return "", key
}

// nearestHoldWord gives the key by which a document is held back that another
// key was probably meant to be, "" for all others.
func nearestHoldWord(key string) string {
	tool, word := cutTool(key)
	if meant := nearest.Name(word, holdKeys); meant != "" {
		return tool + meant
	}
	return ""
}

func isHoldWord(key string) bool {
	_, is := holdWords[holdWord(key)]
	return is
}
