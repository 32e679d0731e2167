package draw

import "strings"

// anchorMacro draws the target of a link; spaces in its name are dropped, as Confluence does.
func (d *drawer) anchorMacro(n *node) {
	d.element("span", "", class("anchor"), ident(d.anchorID(n)))
}

func (d *drawer) anchorID(n *node) string {
	name := strings.Join(strings.Fields(n.parameter("")), "")
	if name == "" {
		return ""
	}
	return d.legacy + name
}
