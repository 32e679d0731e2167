package draw

// macro draws a macro by its name.
func (d *drawer) macro(n *node) {
	switch n.attribute("ac:name") {
	case "code":
		d.code(n)
	case "noformat":
		d.noformat(n)
	case "info", "tip", "note", "warning":
		d.admonition(n)
	case "panel":
		d.panel(n)
	case "expand", "ui-expand":
		d.expand(n)
	case "toc":
		d.contents(n)
	case "status":
		d.status(n)
	case "anchor":
		d.anchorMacro(n)
	case "children", "pagetree":
		d.childPages(n)
	case "attachments":
		d.attachments(n)
	case "view-file", "viewpdf":
		d.viewFile(n)
	case "section":
		d.section(n)
	case "column":
		d.column(n)
	case "excerpt":
		d.excerpt(n)
	case "details":
		d.details(n)
	case "mathinline", "eazy-math-inline":
		d.mathInline(n)
	case "mathblock", "easy-math-block":
		d.mathBlock(n)
	default:
		d.unknownMacro(n)
	}
}

// body draws the text that a macro holds.
func (d *drawer) body(n *node) {
	if b := n.child("ac:rich-text-body"); b != nil {
		d.children(b)
		return
	}
	if b := n.child("ac:plain-text-body"); b != nil {
		d.say(b.content())
	}
}
