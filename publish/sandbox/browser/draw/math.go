package draw

import "cmp"

// mathInline draws a formula as its source: macros for mathematics come from apps, which are not here.
func (d *drawer) mathInline(n *node) {
	d.element("code", formula(n), class("math"), role("math"))
}

func (d *drawer) mathBlock(n *node) {
	d.open("figure", class("code"))
	d.element("pre", formula(n), class("math"), role("math"))
	d.close("figure")
}

func formula(n *node) string { return cmp.Or(n.parameter("body"), n.plainText()) }
