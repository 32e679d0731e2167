package draw

// excerpt draws text that other pages may include; hidden, it is only for them.
func (d *drawer) excerpt(n *node) {
	if n.parameter("hidden") == "true" {
		return
	}
	d.body(n)
}

// details draws the page properties macro: its table, unless it is only for reports.
func (d *drawer) details(n *node) {
	if n.parameter("hidden") == "true" {
		return
	}
	d.open("div", class("properties"))
	d.body(n)
	d.close("div")
}
