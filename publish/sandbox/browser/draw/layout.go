package draw

import "slices"

var columnTypes = map[string]string{
	"single": "one", "fixed-width": "one", "two_equal": "two", "two_left_sidebar": "left-sidebar",
	"two_right_sidebar": "right-sidebar", "three_equal": "three", "three_with_sidebars": "sidebars",
	"four_equal": "four", "five_equal": "five",
}

// layout draws ac:layout: sections below each other, each with its cells beside each other.
func (d *drawer) layout(n *node) {
	d.open("div", class("layout"))
	for _, c := range n.nodes {
		switch {
		case c.blank():
		case c.is("ac:layout-section"):
			d.layoutSection(c)
		default:
			d.node(c)
		}
	}
	d.close("div")
}

func (d *drawer) layoutSection(n *node) {
	wide := ""
	if mode := n.attribute("ac:breakout-mode"); slices.Contains([]string{"wide", "full-width"}, mode) {
		wide = "layout-" + mode
	}
	columns := ""
	if c := columnTypes[n.attribute("ac:type")]; c != "" {
		columns = "columns-" + c
	}
	d.open("div", class("columns", columns, wide))
	for _, c := range n.nodes {
		if c.blank() {
			continue
		}
		d.open("div", class("column"))
		d.inside(c, "ac:layout-cell")
		d.close("div")
	}
	d.close("div")
}
