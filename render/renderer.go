package render

import (
	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/problem"
	"github.com/pagewright/pagewright/render/storage"
)

// renderer writes one body.
type renderer struct {
	doc *Document
	o   Options
	w   storage.Writer

	attachments []Attachment
	attached    map[Attachment]bool
	problems    []Problem
	reported    map[*gfm.Node]bool // elements whose problem has been reported
	positions   *gfm.Positions

	frames    []frame   // the blocks around what is being written, innermost last
	alignment string    // of the paragraphs being written: "center", "right" or ""
	anchors   []string  // to be set where something visible comes next
	tasks     int       // how many tasks there are so far
	alone     *gfm.Node // the image that has its paragraph for itself, which can have a caption
	caption   string    // of that image, where it is not its title
	boxed     bool      // the task being written has its box
	needTop   bool      // a link leads to the top of the page

	explained   map[string]bool // the abbreviations that have been
	deniedMacro bool            // that raw markup is text has been reported

	inline
}

// A construct's file registers how its elements are written: as a block, or in a text.
var (
	blockWriters  = make([]func(r *renderer, n *gfm.Node), gfm.Tags())
	inlineWriters = make([]func(r *renderer, n *gfm.Node), gfm.Tags())
)

func writesBlock(tag *gfm.Tag, write func(r *renderer, n *gfm.Node)) { blockWriters[tag.Index] = write }

func writesInline(tag *gfm.Tag, write func(r *renderer, n *gfm.Node)) {
	inlineWriters[tag.Index] = write
}

func (r *renderer) report(n *gfm.Node, rule, message string) {
	if r.reported[n] {
		return
	}
	r.reported[n] = true
	line, column := r.positions.Of(n)
	if line > 0 {
		line += r.doc.offset
	}
	p := problem.New(rule, line, column, r.doc.tree.Told(n, message))
	p.Path = r.doc.Path
	r.problems = append(r.problems, p)
}

func (r *renderer) attach(file FileTarget) {
	a := Attachment{Path: file.Path, Name: file.Name}
	if r.attached[a] {
		return
	}
	if r.attached == nil {
		r.attached = map[Attachment]bool{}
	}
	r.attached[a] = true
	r.attachments = append(r.attachments, a)
}
