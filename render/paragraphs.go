package render

import (
	"strings"

	"github.com/gomarkdown/markdown/ast"
	"golang.org/x/net/html"

	"github.com/pagewright/pagewright/render/storage"
)

func (b *treeBuilder) paragraph(n *ast.Paragraph, tight bool) {
	if !tight {
		b.open("p")
		defer b.close("p")
	}
	if b.box != "" {
		b.open("input", taskAttr, b.box)
		b.box = ""
	}
	b.inlines(n)
}

// flowMode says what becomes of text that is in no block.
type flowMode int

const (
	loose flowMode = iota // it is a paragraph
	tight                 // it stands as it is: list items, table cells
)

const whiteSpace = " \t\n\r\f"

// flow writes blocks, and what stands between them.
func (r *renderer) flow(parent *html.Node, mode flowMode) {
	for n := parent.FirstChild; n != nil; {
		switch {
		case isBlock(n):
			r.block(n)
			n = n.NextSibling
		case holdsBlock(n):
			r.noteAnchors(n)
			r.wraps = append(r.wraps, n)
			r.flow(n, mode)
			r.wraps = r.wraps[:len(r.wraps)-1]
			n = n.NextSibling
		default:
			end := n
			for end != nil && !isBlock(end) && !holdsBlock(end) {
				end = end.NextSibling
			}
			r.paragraph(n, end, mode)
			n = end
		}
	}
}

// paragraph writes the inline content from a node up to another.
func (r *renderer) paragraph(from, end *html.Node, mode flowMode) {
	seen := false
	for n := from; n != end; n = n.NextSibling {
		seen = seen || hasInk(n)
	}
	switch {
	case !seen:
		for n := from; n != end; n = n.NextSibling {
			r.noteAnchors(n)
			r.noteAnchorsIn(n)
		}
	case mode == tight && r.align == "":
		r.w.Line()
		r.content(from, end)
	default:
		r.startBlock("p", r.alignment()...)
		r.content(from, end)
		r.w.End()
	}
}

// content writes inline content inside the elements that are around it.
func (r *renderer) content(from, end *html.Node) {
	r.begin()
	r.wrapped(r.wraps, func() {
		for n := from; n != end; n = n.NextSibling {
			r.inline(n)
		}
	})
}

func (r *renderer) wrapped(wraps []*html.Node, content func()) {
	switch {
	case len(wraps) == 0:
		content()
	case wraps[0].Data == "a":
		r.link(wraps[0], func() { r.wrapped(wraps[1:], content) })
	case marks[wraps[0].Data] != "":
		r.mark(wraps[0], func() { r.wrapped(wraps[1:], content) })
	default:
		r.wrapped(wraps[1:], content)
	}
}

// begin prepares for inline content.
func (r *renderer) begin() { r.space, r.blank, r.started, r.breaks = false, true, false, 0 }

// text writes text. Every run of white space becomes one space, at the start
// and end of a paragraph none: the new editor would show line breaks as such.
func (r *renderer) text(s string) {
	if r.inForce["code"] {
		if s != "" {
			r.ink()
			r.w.Text(strings.ReplaceAll(s, "\n", " "))
		}
		return
	}
	for s != "" {
		if words := strings.TrimLeft(s, whiteSpace); len(words) < len(s) {
			r.space = !r.blank
			s = words
			continue
		}
		end := strings.IndexAny(s, whiteSpace)
		if end < 0 {
			end = len(s)
		}
		r.ink()
		r.w.Text(s[:end])
		s = s[end:]
	}
}

// lineBreak writes a hard line break, unless nothing comes before or after.
func (r *renderer) lineBreak() {
	if r.started {
		r.space, r.blank = false, true
		r.breaks++
	}
}

// ink writes what is due before something visible.
func (r *renderer) ink() {
	r.flushSpace()
	r.flushAnchors()
	r.blank, r.started = false, true
}

// flushSpace writes the white space that is due before an element.
func (r *renderer) flushSpace() {
	for range r.breaks {
		r.w.Empty("br")
	}
	if r.space && r.breaks == 0 {
		r.w.Text(" ")
		r.blank = true
	}
	r.space, r.breaks = false, 0
}

// startBlock opens a block on a line of its own.
func (r *renderer) startBlock(name string, attrs ...storage.Attr) {
	r.w.Line()
	r.w.Start(name, attrs...)
}

// aligned writes what an element with an align attribute holds.
func (r *renderer) aligned(n *html.Node, content func()) {
	before := r.align
	switch align := strings.ToLower(attr(n, "align")); align {
	case "center", "right":
		r.align = align
	case "middle":
		r.align = "center"
	case "left", "justify":
		r.align = ""
	}
	content()
	r.align = before
}

// alignment gives the attribute that a paragraph states its alignment with;
// the left, being the default, cannot be stated.
func (r *renderer) alignment() []storage.Attr {
	if r.align == "" {
		return nil
	}
	return []storage.Attr{{Name: "style", Value: "text-align: " + r.align + ";"}}
}
