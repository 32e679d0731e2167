package render

import (
	"slices"
	"strconv"

	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/storage"
)

// columns writes the widths of a table's columns, if HTML states any.
func (r *renderer) columns(table *gfm.Node) {
	widths := columnWidths(table)
	stated := false
	for _, width := range widths {
		stated = stated || width > 0
	}
	if !stated {
		return
	}
	r.w.Newline()
	r.w.Start("colgroup")
	for _, width := range widths {
		if width > 0 {
			r.w.Empty("col", storage.Attr{Name: "style", Value: "width: " + strconv.Itoa(width) + "px;"})
		} else {
			r.w.Empty("col")
		}
	}
	r.w.End()
}

// columnWidths gives the widths of columns in pixels, 0 where there is none: those of <col>, or of the cells in the first row.
func columnWidths(table *gfm.Node) []int {
	var widths []int
	var row *gfm.Node
	table.Descend(func(n *gfm.Node) bool {
		if n.Is(gfm.Column) {
			widths = append(widths, slices.Repeat([]int{widthOf(n)}, spanned(n, "span"))...)
		}
		if n.Is(gfm.TableRow) && row == nil {
			row = n
		}
		return !isCell(n)
	})
	if widths != nil || row == nil {
		return widths
	}
	for cell := row.FirstChild; cell != nil; cell = cell.NextSibling {
		if isCell(cell) {
			columns := spanned(cell, "colspan")
			widths = append(widths, slices.Repeat([]int{widthOf(cell) / columns}, columns)...)
		}
	}
	return widths
}

func widthOf(n *gfm.Node) int {
	if width := length(styleOf(n, "width")); width > 0 {
		return width
	}
	return length(n.Get("width"))
}

// spanned gives how many columns an element stands for.
func spanned(n *gfm.Node, attribute string) int {
	written := n.Get(attribute)
	if written == "" {
		return 1
	}
	if count, err := strconv.Atoi(written); err == nil && count > 0 && count <= 1000 {
		return count
	}
	return 1
}

func isCell(n *gfm.Node) bool { return n.Is(gfm.TableCell) || n.Is(gfm.HeaderCell) }
