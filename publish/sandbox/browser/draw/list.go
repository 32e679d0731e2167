package draw

import "strconv"

func (d *drawer) list(n *node) {
	attributes := []attribute{}
	if start, err := strconv.Atoi(n.attribute("start")); n.is("ol") && err == nil {
		attributes = append(attributes, attribute{"start", strconv.Itoa(start)})
	}
	d.open(n.name, attributes...)
	for _, c := range n.nodes {
		if c.blank() {
			continue
		}
		d.open("li") // also around what is none: only items may stand in a list
		d.inside(c, "li")
		d.close("li")
	}
	d.close(n.name)
}

// definitions draws a definition list; the new editor drops it, the legacy one shows it.
func (d *drawer) definitions(n *node) {
	d.open("dl")
	for _, c := range n.nodes {
		if c.blank() {
			continue
		}
		tag := "dd"
		if c.is("dt") {
			tag = "dt"
		}
		d.open(tag)
		d.inside(c, "dt", "dd")
		d.close(tag)
	}
	d.close("dl")
}

// inside draws what an item holds, or the thing itself where it is not an item.
func (d *drawer) inside(n *node, items ...string) {
	if n.is(items...) {
		d.children(n)
	} else {
		d.node(n)
	}
}
