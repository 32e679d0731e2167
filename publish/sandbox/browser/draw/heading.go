package draw

import (
	"strconv"
	"strings"
)

// findHeadings gives every heading its id before anything is drawn, because a table of contents may stand above them.
func (d *drawer) findHeadings(root *node) {
	taken := map[string]int{}
	root.walk(func(n *node) bool {
		if n.is("ac:parameter", "ac:plain-text-body") {
			return false
		}
		if !n.is("h1", "h2", "h3", "h4", "h5", "h6") {
			return true
		}
		text := n.label()
		id := headingID(text)
		if times := taken[id]; times > 0 {
			taken[id]++
			id += "." + strconv.Itoa(times)
		} else if id != "" {
			taken[id] = 1
		}
		d.ids[n] = id
		level := int(n.name[1] - '0')
		d.headings = append(d.headings, Heading{Level: level, Text: text, ID: id})
		return false
	})
}

// headingID is the anchor that Confluence's new editor makes of a heading: case and punctuation stay.
func headingID(text string) string { return strings.Join(strings.Fields(text), "-") }

func (d *drawer) heading(n *node) {
	if d.inTitle { // a heading in a heading would end the outer one
		d.children(n)
		return
	}
	d.inTitle = true
	d.open(n.name, ident(d.ids[n]), class(d.styles.from(n.attribute("style"))...))
	d.children(n)
	d.close(n.name)
	d.inTitle = false
}
