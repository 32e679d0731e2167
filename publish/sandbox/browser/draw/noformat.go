package draw

// noformat draws text as it stands, without colours.
func (d *drawer) noformat(n *node) {
	d.open("figure", class("code"))
	if title := n.parameter("title"); title != "" {
		d.element("figcaption", title)
	}
	d.open("pre")
	d.plainLines(n.plainText())
	d.close("pre")
	d.close("figure")
}
