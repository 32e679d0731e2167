package render

import (
	"fmt"
	"strings"

	yamlast "github.com/goccy/go-yaml/ast"
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

func holdWord(key string) string {
	key = strings.ReplaceAll(strings.ToLower(key), "_", "-")
	for _, tool := range []string{"connie-", "confluence-"} {
		key = strings.TrimPrefix(key, tool)
	}
	return key
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

// heldBack gives what holds the document back: front matter, or a comment
// such as <!-- Synchronized: false --> at its start. An explicit publish: true
// wins over all of it.
func heldBack(matter FrontMatter, held *HeldBack, headers []commentHeader) *HeldBack {
	switch {
	case matter.Publish != nil && *matter.Publish:
		return nil
	case matter.Publish != nil:
		return &HeldBack{Words: "publish: false", Line: matter.Lines["publish"]}
	case held != nil:
		return held
	}
	for _, h := range headers {
		yes, clear := truthOf(h.value)
		if holds, is := holdWords[holdWord(h.key)]; is && clear && yes == holds {
			return &HeldBack{Words: h.key + ": " + h.value, Line: h.line}
		}
	}
	return nil
}
