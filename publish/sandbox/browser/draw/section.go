package draw

// section draws the legacy editor's columns.
func (d *drawer) section(n *node) {
	border := ""
	if n.parameter("border") == "true" {
		border = "bordered"
	}
	d.open("div", class("columns columns-section", border))
	d.body(n)
	d.close("div")
}

func (d *drawer) column(n *node) {
	d.open("div", class("column", d.styles.width(n.parameter("width"))))
	d.body(n)
	d.close("div")
}
