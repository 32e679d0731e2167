package render

import (
	"strings"

	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/storage"
)

func init() {
	writesBlock(gfm.Paragraph, writePart)
	writesBlock(gfm.Div, writePart)
	// Lists of definitions are paragraphs: the new editor has no such lists.
	writesBlock(gfm.Term, func(r *renderer, n *gfm.Node) {
		r.begin(mark{name: "strong"})
		r.flow(n, loose)
		r.finish()
	})
}

// flowMode says what becomes of text that is in no block.
type flowMode int

const (
	loose flowMode = iota // it is a paragraph
	tight                 // it stands as it is: list items, table cells
)

// flow writes blocks, and what stands between them.
func (r *renderer) flow(parent *gfm.Node, mode flowMode) {
	for n := parent.FirstChild; n != nil; {
		switch {
		case n.IsBlock():
			r.block(n)
			n = n.NextSibling
		case holdsBlock(n):
			r.noteAnchors(n)
			begun := r.beginElement(n)
			r.flow(n, mode)
			if begun {
				r.finish()
			}
			n = n.NextSibling
		default:
			end := n
			for end != nil && !end.IsBlock() && !holdsBlock(end) {
				end = end.NextSibling
			}
			r.paragraph(n, end, mode)
			n = end
		}
	}
}

// block writes a block.
func (r *renderer) block(n *gfm.Node) {
	r.noteAnchors(n)
	if write := blockWriters[n.Tag.Index]; write != nil {
		write(r, n)
		return
	}
	writePart(r, n)
}

// writePart writes what is in an element that is only a place for it.
func writePart(r *renderer, n *gfm.Node) {
	before := r.align(n)
	r.flow(n, loose)
	r.alignment = before
}

// holdsBlock reports whether there is a block inside an inline element.
func holdsBlock(n *gfm.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.IsBlock() || c.FirstChild != nil && holdsBlock(c) {
			return true
		}
	}
	return false
}

// paragraph writes the inline content from a node up to another.
func (r *renderer) paragraph(from, end *gfm.Node, mode flowMode) {
	seen := false
	for n := from; n != end && !seen; n = n.NextSibling {
		seen = n.HasVisible()
	}
	if !seen {
		for n := from; n != end; n = n.NextSibling {
			r.noteAnchors(n)
			r.noteAnchorsIn(n)
		}
		return
	}
	r.alone = onlyImage(from, end)
	r.place(editor.Paragraph)
	if mode == tight && r.alignment == "" && r.isTight() {
		r.w.Line()
		r.content(from, end)
		return
	}
	r.startBlock("p", r.alignAttr()...)
	r.content(from, end)
	r.w.End()
}

// startBlock opens a block on a line of its own.
func (r *renderer) startBlock(name string, attrs ...storage.Attr) {
	r.w.Line()
	r.w.Start(name, attrs...)
}

// align takes an element's align attribute for what is in it. It returns the alignment of before, which is to be set again.
func (r *renderer) align(n *gfm.Node) (before string) {
	before = r.alignment
	if len(n.Attr) > 0 {
		switch align := strings.ToLower(n.Get("align")); align {
		case "center", "right":
			r.alignment = align
		case "middle":
			r.alignment = "center"
		case "left", "justify":
			r.alignment = ""
		}
	}
	return before
}

// alignAttr gives the attribute that a paragraph states its alignment with, where it may; the left, being the default, cannot be
// stated.
func (r *renderer) alignAttr() []storage.Attr {
	if r.alignment == "" || r.o.Editor == CloudEditor && !editor.Aligns(r.frames[r.around()].kind) {
		return nil
	}
	return []storage.Attr{{Name: "style", Value: "text-align: " + r.alignment + ";"}}
}

// writeAnchorsBefore writes the remembered anchors in front of a block that has no text to put them in.
func (r *renderer) writeAnchorsBefore() {
	if len(r.anchors) > 0 {
		r.place(editor.Paragraph)
		r.startBlock("p")
		r.writeAnchors()
		r.w.End()
	}
}

// onlyImage returns the image that is all there is to see in the inline content from a node up to another, nil if there is more.
func onlyImage(from, end *gfm.Node) *gfm.Node {
	var found *gfm.Node
	for n := from; n != end; n = n.NextSibling {
		switch {
		case !n.HasVisible():
		case found != nil:
			return nil
		case n.Is(gfm.Image):
			found = n
		case !n.IsText():
			if found = onlyImage(n.FirstChild, nil); found == nil {
				return nil
			}
		default:
			return nil
		}
	}
	return found
}
