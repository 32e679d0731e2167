package draw

import (
	"cmp"
	"strings"
)

// unknownMacro draws a macro that is not drawn here as a labelled box with what it holds. Without a body it is a chip
// in the line, because such macros often stand in a sentence.
func (d *drawer) unknownMacro(n *node) {
	name := cmp.Or(n.attribute("ac:name"), "without a name")
	rich, plain := n.child("ac:rich-text-body"), n.child("ac:plain-text-body")
	if rich == nil && plain == nil {
		d.open("span", class("macro"))
		d.element("span", "macro "+name, class("macro-name"))
		d.parameters(n)
		d.close("span")
		return
	}
	d.open("div", class("macro"))
	d.element("span", "macro "+name, class("macro-name"))
	d.parameters(n)
	if rich != nil {
		d.open("div", class("macro-body"))
		d.children(rich)
		d.close("div")
	} else {
		d.element("pre", plain.content())
	}
	d.close("div")
}

func (d *drawer) parameters(n *node) {
	for _, c := range n.nodes {
		if !c.is("ac:parameter") {
			continue
		}
		text := cmp.Or(strings.TrimSpace(c.content()), resource(c))
		if name := c.attribute("ac:name"); name != "" {
			text = name + "=" + text
		}
		d.say(" ")
		d.element("span", text, class("macro-parameter"))
	}
}

// resource names what a parameter points at when it has no text.
func resource(n *node) string {
	for _, c := range n.nodes {
		if c.is("ac:link") {
			return targetName(c)
		}
	}
	return targetName(n)
}
