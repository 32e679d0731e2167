package render

import (
	"slices"

	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/problem"
	"github.com/pagewright/pagewright/render/storage"
)

// Editor is the editor that a page is made for. It decides what may stand where, and the names of code languages and of the
// anchors of headings.
type Editor int

const (
	CloudEditor  Editor = iota // the new editor
	LegacyEditor               // Data Center, and old pages in the cloud
	editors                    // how many there are
)

// Options say how a document is rendered.
type Options struct {
	// OmitHeading leaves out the heading that Document.Heading comes from; links to it then lead to the top of the page.
	OmitHeading bool
	Editor      Editor
	// Resolver says what links and images stand for. Without one, relative destinations are kept as they are written.
	Resolver Resolver
	// Math is the name of the macro that shows formulas; "" or "code" shows their source as code.
	Math string
	// Macros lets raw storage format such as <ac:structured-macro> through. Else it is text.
	Macros bool
	// Drawer knows pictures of diagrams. Without one they are code. DiagramSource keeps their source below them, folded.
	Drawer        Drawer
	DiagramSource bool
	// TOC puts a table of contents at the top, if the document does not say otherwise.
	TOC bool
}

// Result is a rendered document.
type Result struct {
	Body        string // in storage format
	Attachments []Attachment
	Problems    []Problem // in the order of their places
}

// Attachment is a file that the body needs on its page. Each file is named once, in the order of first use.
type Attachment struct {
	Path string // as the Resolver gave it
	Name string // of the file on the page
}

// Render writes the document's body.
func (d *Document) Render(o Options) Result {
	r := renderer{doc: d, o: o, reported: map[*gfm.Node]bool{}, positions: d.tree.Positions(), frames: []frame{{kind: editor.Page, isOpen: true}}}
	r.w.Grow(d.tree.Size() * 3 / 2)
	r.contentsOnTop()
	r.flow(d.tree.Root, loose)
	r.writeAnchorsBefore()
	problem.Sort(r.problems)
	return Result{Body: r.withTop(r.w.String()), Attachments: r.attachments, Problems: r.problems}
}

// renderer writes one body.
type renderer struct {
	doc *Document
	o   Options
	w   storage.Writer

	attachments []Attachment
	problems    []Problem
	reported    map[*gfm.Node]bool // elements whose problem has been reported
	positions   *gfm.Positions

	frames    []frame   // the blocks around what is being written, innermost last
	alignment string    // of the paragraphs being written: "center", "right" or ""
	anchors   []string  // to be set where something visible comes next
	tasks     int       // how many tasks there are so far
	alone     *gfm.Node // the image that has its paragraph for itself, which can have a caption
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
	p := problem.New(rule, line, column, message)
	p.Path = r.doc.Path
	r.problems = append(r.problems, p)
}

func (r *renderer) attach(file FileTarget) {
	a := Attachment{Path: file.Path, Name: file.Name}
	if !slices.Contains(r.attachments, a) {
		r.attachments = append(r.attachments, a)
	}
}
