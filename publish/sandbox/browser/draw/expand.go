package draw

import "cmp"

func (d *drawer) expand(n *node) {
	d.open("details", class("expand"))
	d.element("summary", cmp.Or(n.parameter("title"), "Click here to expand…"))
	d.open("div", class("expand-body"))
	d.body(n)
	d.close("div")
	d.close("details")
}
