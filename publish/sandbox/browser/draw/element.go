package draw

// node draws one node. What is no element of the storage format is drawn as what it holds.
func (d *drawer) node(n *node) {
	switch n.name {
	case "":
		d.say(n.text)
	case "p", "div", "center", "address":
		d.paragraph(n)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		d.heading(n)
	case "strong", "em", "u", "s", "del", "ins", "sub", "sup", "code", "small", "b", "i", "cite", "q", "kbd", "samp", "var", "abbr", "mark":
		d.phrase(n)
	case "tt", "strike", "big", "span", "font":
		d.span(n)
	case "br", "hr":
		d.open(n.name)
	case "pre":
		d.preformatted(n)
	case "blockquote":
		d.blockquote(n)
	case "ul", "ol":
		d.list(n)
	case "dl":
		d.definitions(n)
	case "table":
		d.table(n)
	case "a":
		d.anchorElement(n)
	case "img":
		d.plainImage(n)
	case "time":
		d.date(n)
	case "ac:link":
		d.link(n)
	case "ac:image":
		d.image(n)
	case "ac:emoticon":
		d.emoticon(n)
	case "ac:task-list":
		d.tasks(n)
	case "ac:layout":
		d.layout(n)
	case "ac:inline-comment-marker":
		d.commented(n)
	case "ac:adf-extension":
		d.extension(n)
	case "ac:structured-macro", "ac:macro":
		d.macro(n)
	default:
		d.children(n)
	}
}

func (d *drawer) children(n *node) {
	for _, c := range n.nodes {
		d.node(c)
	}
}

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
