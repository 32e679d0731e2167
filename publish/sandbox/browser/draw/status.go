package draw

import (
	"slices"
	"strings"
)

var statusColours = []string{"grey", "red", "yellow", "green", "blue", "purple"}

// status draws a lozenge.
func (d *drawer) status(n *node) {
	colour := strings.ToLower(n.parameter("colour"))
	if !slices.Contains(statusColours, colour) {
		colour = "grey"
	}
	subtle := ""
	if n.parameter("subtle") == "true" {
		subtle = "status-subtle"
	}
	title := n.parameter("title")
	if title == "" {
		title = colour
	}
	d.element("span", title, class("status status-"+colour, subtle))
}
