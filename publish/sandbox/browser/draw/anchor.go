package draw

import "strings"

// anchorMacro draws the target of a link; spaces in its name are dropped, as Confluence does.
func (d *drawer) anchorMacro(n *node) {
	if name := strings.Join(strings.Fields(n.parameter("")), ""); name != "" {
		d.element("span", "", class("anchor"), ident(d.legacy+name))
	}
}
