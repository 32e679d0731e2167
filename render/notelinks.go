package render

import (
	"strconv"

	"github.com/pagewright/pagewright/render/gfm"
)

// noteUse is a reference in the tree. One in a heading has the heading's place, since an anchor macro there would change the
// heading's own anchor.
type noteUse struct {
	node *gfm.Node
	at   place
}

// linkFootnotes names the anchors of footnotes and references.
func (d *Document) linkFootnotes(uses []noteUse) {
	byNote := map[string][]noteUse{}
	for _, use := range uses {
		number := use.node.Get("note")
		byNote[number] = append(byNote[number], use)
	}
	for note := d.tree.Notes.FirstChild; note != nil; note = note.NextSibling {
		number := strconv.Itoa(len(d.notes) + 1)
		links := noteLinks{anchor: d.freeAnchor("fn-" + number)}
		d.set[note] = append(d.set[note], links.anchor)
		for _, use := range byNote[number] {
			if use.at.heading < 0 {
				use.at.macro = "fnref-" + number
				if len(links.uses) > 0 {
					use.at.macro += "-" + strconv.Itoa(len(links.uses)+1)
				}
				use.at.macro = d.freeAnchor(use.at.macro)
				d.set[use.node] = append(d.set[use.node], use.at.macro)
			}
			links.uses = append(links.uses, use.at)
		}
		d.notes = append(d.notes, links)
	}
}

// freeAnchor makes a name that no anchor of the document has.
func (d *Document) freeAnchor(name string) string {
	for {
		if _, taken := d.anchors.places[name]; !taken {
			return name
		}
		name += "-note"
	}
}

// linksOf gives the links of the footnote that a reference or backlink names, and which of its references it is, from 0.
func (d *Document) linksOf(n *gfm.Node) (links noteLinks, use int) {
	number, _ := strconv.Atoi(n.Get("note"))
	use, _ = strconv.Atoi(n.Get("use"))
	return d.notes[number-1], use - 1
}
