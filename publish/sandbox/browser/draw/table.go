package draw

import (
	"slices"
	"strconv"
)

var layouts = []string{"default", "wide", "full-width", "center", "align-start", "align-end"}

// table draws a table with exactly the parts that an HTML parser would make of it: rows stand in a thead, tbody or
// tfoot, cells in rows. What stands between those parts becomes a row or a cell of its own.
func (d *drawer) table(n *node) {
	scroll := []string{"table"}
	if layout := n.attribute("data-layout"); slices.Contains(layouts, layout) {
		scroll = append(scroll, "layout-"+layout)
	}
	classes := append(d.styles.from(n.attribute("style")), d.styles.width(n.attribute("data-table-width")))
	numbered := n.attribute("data-number-column") == "true"
	if numbered {
		classes = append(classes, "numbered")
	}
	d.open("div", class(scroll...))
	d.open("table", class(classes...))
	d.tableParts(n, numbered)
	d.close("table")
	d.close("div")
}

func (d *drawer) tableParts(n *node, numbered bool) {
	if c := n.child("caption"); c != nil {
		d.open("caption")
		d.children(c)
		d.close("caption")
	}
	var loose []*node
	flush := func() {
		if len(loose) > 0 {
			d.rows("tbody", loose)
			loose = nil
		}
	}
	for _, c := range n.nodes {
		switch {
		case c.blank() || c.is("caption"):
		case c.is("colgroup"):
			flush()
			d.columns(c, numbered)
		case c.is("thead", "tbody", "tfoot"):
			flush()
			d.rows(c.name, c.nodes)
		default:
			loose = append(loose, c)
		}
	}
	flush()
}

// columns draws the widths of columns; the one with the numbers is not among those that are stored.
func (d *drawer) columns(n *node, numbered bool) {
	d.open("colgroup")
	if numbered {
		d.open("col", class("number"))
	}
	for _, c := range n.nodes {
		if c.is("col") {
			classes := append(d.styles.from(c.attribute("style")), d.styles.width(c.attribute("width")))
			d.open("col", class(classes...), count("span", c.attribute("span")))
		}
	}
	d.close("colgroup")
}

func (d *drawer) rows(part string, rows []*node) {
	d.open(part)
	for _, row := range rows {
		if row.blank() {
			continue
		}
		d.open("tr")
		if row.is("tr") {
			d.cells(row)
		} else {
			d.cell(row)
		}
		d.close("tr")
	}
	d.close(part)
}

func (d *drawer) cells(row *node) {
	for _, c := range row.nodes {
		if !c.blank() {
			d.cell(c)
		}
	}
}

func (d *drawer) cell(n *node) {
	tag := "td"
	classes := d.styles.from(n.attribute("style"))
	if n.is("th") {
		tag = "th"
	}
	classes = append(classes, d.styles.shade(n.attribute("data-highlight-colour")))
	d.open(tag, class(classes...), count("colspan", n.attribute("colspan")), count("rowspan", n.attribute("rowspan")))
	d.inside(n, "td", "th")
	d.close(tag)
}

// count is an attribute that holds a number of columns or rows.
func count(name, value string) attribute {
	if n, err := strconv.Atoi(value); err == nil && n >= 1 && n <= 1000 {
		return attribute{name, strconv.Itoa(n)}
	}
	return attribute{name: name}
}
