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
