package draw

// paragraph draws a p, or a div when blocks stand in it: an HTML parser would end the p before the first of them.
func (d *drawer) paragraph(n *node) {
	classes := d.styles.from(n.attribute("style"))
	if n.is("center") {
		classes = append(classes, "align-center")
	}
	written, block := d.apart(func() { d.children(n) })
	tag := "p"
	if block || !n.is("p") {
		tag = "div"
		if n.is("p") {
			classes = append(classes, "paragraph")
		}
	}
	d.open(tag, class(classes...))
	d.raw(written)
	d.close(tag)
}

func (d *drawer) preformatted(n *node) {
	written, block := d.apart(func() { d.children(n) })
	if block {
		d.open("div", class("preformatted"))
		d.raw(written)
		d.close("div")
		return
	}
	d.open("pre")
	d.raw(written)
	d.close("pre")
}

func (d *drawer) blockquote(n *node) {
	d.open("blockquote")
	d.children(n)
	d.close("blockquote")
}
