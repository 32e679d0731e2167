package draw

// phrase draws an element that HTML has under the same name.
func (d *drawer) phrase(n *node) {
	d.open(n.name, class(d.styles.from(n.attribute("style"))...))
	d.children(n)
	d.close(n.name)
}

// span draws elements whose only meaning is how their text looks.
func (d *drawer) span(n *node) {
	classes := d.styles.from(n.attribute("style"))
	switch n.name {
	case "tt":
		classes = append(classes, "mono")
	case "strike":
		classes = append(classes, "line-through")
	case "big":
		classes = append(classes, "big")
	case "font":
		classes = append(classes, d.styles.ink(n.attribute("color")))
	}
	d.open("span", class(classes...))
	d.children(n)
	d.close("span")
}

// commented draws text that carries an inline comment.
func (d *drawer) commented(n *node) {
	d.open("mark", class("commented"), hint("An inline comment is attached here"))
	d.children(n)
	d.close("mark")
}
