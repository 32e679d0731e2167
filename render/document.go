// Package render turns a Markdown document into a page body in Confluence's storage format. What GitHub shows of a document is
// what the page shows.
//
// Bytes enter (Markdown.Parse), a body, its attachments and what its author should know leave (Document.Render). There is no network, no
// file and no clock here: what a link or an image stands for is the Resolver's knowledge. The same document with the same
// options always gives the same body, and every input gives a body that is well-formed.
//
// The way of a document through the files of this package:
//
//	parse.go, source.go, frontmatter.go      bytes → clean text and front matter
//	package gfm                              that text → a tree, as GitHub shows it
//	index.go, anchors.go                     what a #fragment can name in it
//	render.go, renderer.go                   the tree → storage format
//	flow.go, inline.go                       its blocks, and what is in them
//	frames.go, package editor                what may stand where
//	one file per construct                   how its elements are written: registered there and nowhere else
//
// A file uses only files that do not use it.
package render

import (
	"github.com/pagewright/pagewright/render/gfm"
)

// Document is a parsed document. It does not change after Parse, so it can be rendered many times, and by many goroutines at
// once.
type Document struct {
	Path        string // as the caller names it, with slashes
	FrontMatter FrontMatter
	Heading     string    // plain text of the first heading that is not in a quote, list or table; "" if there is none
	HeldBack    *HeldBack // nil: nothing keeps it from being published

	HeadingLine, HeadingColumn int // of the document, from 1; 0 if there is no such heading

	tree    *gfm.Tree
	offset  int // lines of front matter
	title   *gfm.Node
	anchors *Anchors
	set     map[*gfm.Node][]string // the anchors to set at an element
	weak    map[*gfm.Node]int      // the indices of the headings that cannot be headings in Cloud's editor
	notes   []noteLinks            // of the footnotes, in the order of their numbers
}

// Anchors gives what a "#fragment" can name: the slugs of the headings in their order, then the anchors that the document sets
// itself.
func (d *Document) Anchors() []string { return d.anchors.Names() }

// AnchorIndex returns what other documents need of this one to link to it.
func (d *Document) AnchorIndex() *Anchors { return d.anchors }
