package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	yamlast "github.com/goccy/go-yaml/ast"

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

// hold takes a key that may hold the document back. What such a key says
// unclearly holds it back too, but for published, which is often a date.
func (r *matterReader) hold(key string, value yamlast.Node, line int) {
	if key == "publish" || isEmpty(value) || r.held != nil {
		return
	}
	word := holdWord(key)
	yes, clear := truth(value)
	if clear && yes != holdWords[word] || !clear && word == "published" {
		return
	}
	r.held = &HeldBack{Words: key + ": " + scalar(value), Line: line}
	if !clear {
		r.report(line, Warning, fmt.Sprintf("%s is %s, which is neither true nor false: the document is not published; publish: true publishes it", key, describe(value)))
	}
}

// truth reads a value as yes or no; clear is false where it says neither.
func truth(value yamlast.Node) (yes, clear bool) {
	return truthOf(scalar(value))
}

func truthOf(word string) (yes, clear bool) {
	switch strings.ToLower(word) {
	case "true", "yes", "on", "y", "1":
		return true, true
	case "false", "no", "off", "n", "0":
		return false, true
	}
	return false, false
}

// heldBack gives what holds the document back: front matter, or a header such
// as <!-- Synchronized: false --> at its start. An explicit publish: true wins
// over all of it but publish: false.
func heldBack(matter FrontMatter, held *HeldBack, headers []header) *HeldBack {
	switch {
	case matter.Publish != nil && *matter.Publish:
		return nil
	case matter.Publish != nil:
		return &HeldBack{Words: "publish: false", Line: matter.Lines["publish"]}
	case slices.ContainsFunc(headers, header.publishes):
		return nil
	case held != nil:
		return held
	}
	for _, h := range headers {
		if h.holdsBack() {
			return &HeldBack{Words: h.key + ": " + h.value, Line: h.line}
		}
	}
	return nil
}

func (h header) publishes() bool {
	yes, _ := truthOf(h.value)
	return yes && strings.EqualFold(h.key, "publish")
}

func (h header) holdsBack() bool {
	yes, clear := truthOf(h.value)
	holds, is := holdWords[holdWord(h.key)]
	return is && clear && yes == holds
}
