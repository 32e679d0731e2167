package draw

import (
	"strconv"
	"strings"
)

type heading struct {
	level int // 1 to 6
	text  string
	id    string
}

// collectAnchors gives every heading its id and notes all anchors before anything is drawn, because links and tables of
// contents may stand above them.
func (d *drawer) collectAnchors(root *node) {
	taken := map[string]int{}
	inTitle := false
	var visit func(*node) bool
	visit = func(n *node) bool {
		switch {
		case n.is("ac:parameter", "ac:plain-text-body"):
			return false
		case n.is("ac:structured-macro", "ac:macro") && n.attribute("ac:name") == "anchor":
			d.anchors[d.anchorID(n)] = true
		case n.is("h1", "h2", "h3", "h4", "h5", "h6") && !inTitle:
			d.note(n, taken)
			inTitle = true
			for _, c := range n.nodes {
				c.walk(visit)
			}
			inTitle = false
			return false
		}
		return true
	}
	root.walk(visit)
}

func (d *drawer) note(n *node, taken map[string]int) {
	text := n.label()
	id := d.headingID(text)
	if id == "" {
		return
	}
	taken[id]++
	if times := taken[id]; times > 1 {
		id += "." + strconv.Itoa(times-1)
	}
	d.ids[n] = id
	d.anchors[id] = true
	d.headings = append(d.headings, heading{level: int(n.name[1] - '0'), text: text, id: id})
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
