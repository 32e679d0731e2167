package render

import (
	"strconv"

	"github.com/gomarkdown/markdown/ast"
	"golang.org/x/net/html"

	"github.com/pagewright/pagewright/render/storage"
)

func (b *treeBuilder) table(n *ast.Table) {
	line := b.line
	b.open("table")
	for _, part := range n.Children {
		tag := "tbody"
		if _, ok := part.(*ast.TableHeader); ok {
			tag = "thead"
		}
		b.open(tag)
		for _, row := range part.GetChildren() {
			b.line = line
			b.row(row)
			if line++; tag == "thead" {
				line++ // the delimiter row
			}
		}
		b.close(tag)
	}
	b.close("table")
}

func (b *treeBuilder) row(row ast.Node) {
	b.open("tr")
	for _, child := range row.GetChildren() {
		cell := child.(*ast.TableCell)
		tag := "td"
		if cell.IsHeader {
			tag = "th"
		}
		b.open(tag, "align", cell.Align.String())
		b.inlines(cell)
		b.close(tag)
	}
	b.close("tr")
}

// table writes a table. Its caption, for which there is no element, becomes a
// paragraph in front of it.
func (r *renderer) table(n *html.Node) {
	if caption := child(n, "caption"); caption != nil {
		r.flow(caption, loose)
	}
	if !hasCells(n) {
		return
	}
	r.startBlock("table")
	for part := range n.ChildNodes() {
		if !hasCells(part) {
			continue
		}
		name := "tbody"
		if is(part, "thead") {
			name = "thead"
		}
		r.noteAnchors(part)
		r.w.Newline()
		r.w.Start(name)
		for row := range part.ChildNodes() {
			if is(row, "tr") && hasCells(row) {
				r.row(row)
			}
		}
		r.w.Newline()
		r.w.End()
	}
	r.w.Newline()
	r.w.End()
}

func hasCells(n *html.Node) bool {
	for c := range n.Descendants() {
		if is(c, "td") || is(c, "th") {
			return true
		}
	}
	return false
}

func (r *renderer) row(row *html.Node) {
	r.w.Newline()
	r.w.Start("tr")
	r.noteAnchors(row)
	r.aligned(row, func() {
		for cell := range row.ChildNodes() {
			if is(cell, "td") || is(cell, "th") {
				r.cell(cell)
			}
		}
	})
	r.w.Newline()
	r.w.End()
}

// cell writes a cell. Only a paragraph inside can state its alignment.
func (r *renderer) cell(n *html.Node) {
	r.w.Newline()
	r.w.Start(n.Data, append(span(n, "colspan"), span(n, "rowspan")...)...)
	r.noteAnchors(n)
	r.aligned(n, func() { r.flow(n, tight) })
	r.w.End()
}

func span(n *html.Node, name string) []storage.Attr {
	if count, err := strconv.Atoi(attr(n, name)); err == nil && count > 1 && count <= 1000 {
		return []storage.Attr{{Name: name, Value: strconv.Itoa(count)}}
	}
	return nil
}
