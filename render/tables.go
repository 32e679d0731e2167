package render

import (
	"strconv"

	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/storage"
)

func init() {
	isContainer(gfm.TableCell, editor.Cell)
	isContainer(gfm.HeaderCell, editor.Cell)
	writesBlock(gfm.Table, writeTable)
}

// writeTable writes a table. Its caption, for which there is no element, becomes a paragraph in front of it.
func writeTable(r *renderer, n *gfm.Node) {
	if caption := n.Child(gfm.Caption); caption != nil {
		r.flow(caption, loose)
	}
	switch {
	case !hasCells(n):
	case !r.place(editor.Table):
		r.weakTable(n)
	default:
		r.table(n)
	}
}

func (r *renderer) table(n *gfm.Node) {
	r.push(frame{kind: editor.Table, ends: 1, begin: func() { r.startBlock("table") }})
	r.columns(n)
	for part := n.FirstChild; part != nil; part = part.NextSibling {
		if !hasCells(part) {
			continue
		}
		name := "tbody"
		if part.Is(gfm.TableHead) {
			name = "thead"
		}
		r.noteAnchors(part)
		r.w.Newline()
		r.w.Start(name)
		for row := part.FirstChild; row != nil; row = row.NextSibling {
			if row.Is(gfm.TableRow) && hasCells(row) {
				r.row(row)
			}
		}
		r.w.Newline()
		r.w.End()
	}
	r.w.Newline()
	r.pop()
}

// hasCells reports whether there is a cell in a table, or in a part of one.
func hasCells(n *gfm.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if isCell(c) || hasCells(c) {
			return true
		}
	}
	return false
}

func (r *renderer) row(row *gfm.Node) {
	r.w.Newline()
	r.w.Start("tr")
	r.noteAnchors(row)
	before := r.align(row)
	for cell := row.FirstChild; cell != nil; cell = cell.NextSibling {
		if isCell(cell) {
			r.cell(cell)
		}
	}
	r.alignment = before
	r.w.Newline()
	r.w.End()
}

// cell writes a cell. Only a paragraph inside can state its alignment.
func (r *renderer) cell(n *gfm.Node) {
	r.push(frame{kind: editor.Cell, ends: 1, begin: func() {
		r.w.Newline()
		r.w.Start(n.Tag.Name, append(span(n, "colspan"), span(n, "rowspan")...)...)
	}})
	r.noteAnchors(n)
	before := r.align(n)
	r.flow(n, tight)
	r.alignment = before
	r.pop()
}

func span(n *gfm.Node, name string) []storage.Attr {
	if count := spanned(n, name); count > 1 {
		return []storage.Attr{{Name: name, Value: strconv.Itoa(count)}}
	}
	return nil
}

// weakTable writes a table where there can be none, such as in a cell of another: what is in its cells, one after the other.
func (r *renderer) weakTable(n *gfm.Node) {
	n.Descend(func(c *gfm.Node) bool {
		r.noteAnchors(c)
		if isCell(c) {
			r.push(frame{kind: editor.Cell, flat: true})
			r.flow(c, loose)
			r.pop()
			return false
		}
		return !c.Is(gfm.Caption)
	})
}
