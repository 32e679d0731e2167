// Package nav reads in which order, and under which titles, site generators and wikis show documents: MkDocs' nav, the
// .pages of its awesome-pages plugin, Docusaurus' _category_ files, GitBook's and mdBook's SUMMARY.md, and the .order of an
// Azure wiki. The files below a folder enter, positions and titles leave. What such a file says of parents is left aside.
package nav

import (
	"strings"

	"github.com/pagewright/pagewright/render"
)

// Nav is what the files tell. Paths are slash-separated, of documents and of folders, from the top of the file system.
type Nav struct {
	positions map[string]float64
	titles    map[string]string
	sortings  map[string]Sorting // by folder
	contents  map[string]bool    // documents that are tables of contents and nothing else
	problems  []render.Problem
}

// Position returns where a document or a folder stands among its siblings; ok is false where nothing says so. A folder
// stands where the first of the documents below it does, if nothing else is said.
func (n *Nav) Position(name string) (at float64, ok bool) {
	if n == nil {
		return 0, false
	}
	if at, ok = n.positions[name]; ok {
		return at, true
	}
	for other, position := range n.positions {
		if strings.HasPrefix(other, name+"/") && n.isSequence(other) && (!ok || position < at) {
			at, ok = position, true
		}
	}
	return at, ok
}

// Title returns the title of a document or folder, "" where nothing says so.
func (n *Nav) Title(name string) string {
	if n == nil {
		return ""
	}
	return n.titles[name]
}

// IsContents reports whether a document is a table of contents for a site generator, and no page.
func (n *Nav) IsContents(name string) bool { return n != nil && n.contents[name] }

// sequenceStart is added to the positions of documents that a file lists across folders, so that they can be told from
// those that a file gives to what lies in one folder.
const sequenceStart = 1 << 30

func (n *Nav) isSequence(name string) bool { return n.positions[name] >= sequenceStart }

func (n *Nav) sequence(name string, number int) { n.positions[name] = sequenceStart + float64(number) }
