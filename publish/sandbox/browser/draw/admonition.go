package draw

// admonitionKinds says as what the new editor shows each of the four macros: their names and their looks differ.
var admonitionKinds = map[string]string{"info": "info", "tip": "success", "note": "warning", "warning": "error"}

// calloutNames are what a screen reader says of a panel's colour.
var calloutNames = map[string]string{
	"info": "Info", "success": "Success", "warning": "Warning", "error": "Error", "note": "Note",
}

// admonition draws the info, tip, note and warning macros.
func (d *drawer) admonition(n *node) {
	d.callout(admonitionKinds[n.attribute("ac:name")], "", n.parameter("title"), func() { d.body(n) })
}

// callout draws a coloured box with an icon beside its text.
func (d *drawer) callout(kind, icon, title string, body func()) {
	d.open("div", class("callout callout-"+kind), role("note"), spoken(calloutNames[kind]))
	if icon != "" {
		d.element("span", icon, class("callout-icon"))
	}
	d.open("div", class("callout-body"))
	if title != "" {
		d.element("p", title, class("callout-title"))
	}
	body()
	d.close("div")
	d.close("div")
}
