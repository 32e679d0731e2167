package draw

import (
	"cmp"
	"strings"
)

// panel draws the panel macro: the new editor's custom panel with an emoji, or the legacy one with a title bar.
func (d *drawer) panel(n *node) {
	title := n.parameter("title")
	shade := d.styles.shade(n.parameter("bgColor"))
	border := d.styles.line(n.parameter("borderColor"))
	d.open("div", class("panel", shade, border))
	if title != "" {
		bar := d.styles.shade(n.parameter("titleBGColor"))
		d.element("p", title, class("panel-title", bar, d.styles.ink(n.parameter("titleColor"))))
	}
	d.open("div", class("panel-body"))
	switch icon := panelIcon(n); icon {
	case "":
	case "❗": // the emoji's red mark would shout over the page, and over the panels for warnings
		d.element("span", icon, class("panel-icon panel-important"))
	default:
		d.element("span", icon, class("panel-icon"))
	}
	d.open("div")
	d.body(n)
	d.close("div")
	d.close("div")
	d.close("div")
}

func panelIcon(n *node) string {
	icon := cmp.Or(n.parameter("panelIconText"), n.parameter("panelIcon"))
	if strings.HasPrefix(icon, ":") {
		return emoticons[strings.Trim(icon, ":")]
	}
	return icon
}
