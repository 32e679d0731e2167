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
		id := d.headingID(text)
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

// headingID is the anchor that Confluence makes of a heading: case and punctuation stay. The new editor turns white
// space into "-"; the legacy one drops it and puts the page's title in front. What comes again gets ".1", ".2".
func (d *drawer) headingID(text string) string {
	words := strings.Fields(text)
	if d.legacy != "" && len(words) > 0 {
		return d.legacy + strings.Join(words, "")
	}
	return strings.Join(words, "-")
}

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
