package render

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The elements of the tree for a reference to a footnote, and for the way back
// from the footnote; noteAttr has the footnote's number, useAttr tells which
// of its references the way leads to, from 0.
const (
	reference = "footnote-reference"
	wayBack   = "footnote-way-back"
	noteAttr  = "data-footnote"
	useAttr   = "data-use"
)

// footnoteLinks says where links to and from a footnote lead.
type footnoteLinks struct {
	anchor string
	uses   []place
}

// footnoteUse is a reference in the tree. One in a heading has the heading's
// place, since an anchor macro there would change the heading's own anchor.
type footnoteUse struct {
	node *html.Node
	at   place
}

func (b *treeBuilder) reference(n *footnoteReference) {
	number := strconv.Itoa(n.number)
	b.open(reference, noteAttr, number, originAttr, b.from(origin{line: b.line}))
	b.open("sup")
	b.text(number)
	b.close("sup")
	b.close(reference)
}

// notes makes the list of the footnotes. What the document leaves open does
// not reach into it, nor one footnote into the next.
func (b *treeBuilder) notes() (list *html.Node, err error) {
	list = &html.Node{Type: html.ElementNode, Data: "ol", DataAtom: atom.Ol}
	for _, note := range b.footnotes {
		b.gate.depth, b.gate.open = nil, 0
		b.blocks(note, false)
		item, err := b.parsed("li", atom.Li)
		if err != nil {
			return nil, err
		}
		list.AppendChild(item)
	}
	return list, nil
}

// linkFootnotes names the anchors of footnotes and references, and writes the
// ways back.
func (d *Document) linkFootnotes(uses []footnoteUse) {
	byNote := map[string][]footnoteUse{}
	for _, use := range uses {
		number := attr(use.node, noteAttr)
		byNote[number] = append(byNote[number], use)
	}
	number := 0
	for note := range d.notes.ChildNodes() {
		number++
		links := footnoteLinks{anchor: d.freeAnchor("fn-" + strconv.Itoa(number))}
		d.macros[note] = append(d.macros[note], links.anchor)
		for _, use := range byNote[strconv.Itoa(number)] {
			if use.at.heading < 0 {
				use.at.macro = "fnref-" + strconv.Itoa(number)
				if len(links.uses) > 0 {
					use.at.macro += "-" + strconv.Itoa(len(links.uses)+1)
				}
				use.at.macro = d.freeAnchor(use.at.macro)
				d.macros[use.node] = append(d.macros[use.node], use.at.macro)
			}
			addWayBack(note, number, len(links.uses))
			links.uses = append(links.uses, use.at)
		}
		d.footnotes = append(d.footnotes, links)
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

// addWayBack adds a link to the end of a footnote, if it can be in its last
// paragraph.
func addWayBack(note *html.Node, number, use int) {
	last := note.LastChild
	for last != nil && last.Type == html.TextNode && !isInk(last) {
		last = last.PrevSibling
	}
	if last == nil || !is(last, "p") {
		last = &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
		note.AppendChild(last)
	}
	link := &html.Node{Type: html.ElementNode, Data: wayBack, Attr: []html.Attribute{
		{Key: noteAttr, Val: strconv.Itoa(number)}, {Key: useAttr, Val: strconv.Itoa(use)},
	}}
	link.AppendChild(&html.Node{Type: html.TextNode, Data: "↩"})
	if use > 0 {
		sup := &html.Node{Type: html.ElementNode, Data: "sup", DataAtom: atom.Sup}
		sup.AppendChild(&html.Node{Type: html.TextNode, Data: strconv.Itoa(use + 1)})
		link.AppendChild(sup)
	}
	last.AppendChild(&html.Node{Type: html.TextNode, Data: " "})
	last.AppendChild(link)
}

func (d *Document) linksOf(n *html.Node) footnoteLinks {
	number, _ := strconv.Atoi(attr(n, noteAttr))
	return d.footnotes[number-1]
}

func (r *renderer) reference(n *html.Node) {
	r.ink()
	r.mark(n.FirstChild, func() {
		if r.inLink {
			r.w.Text(textOf(n))
			return
		}
		r.linkAnchor(r.doc.linksOf(n).anchor, nil, func() { r.w.Text(textOf(n)) })
	})
}

func (r *renderer) wayBack(n *html.Node, content func()) {
	use, _ := strconv.Atoi(attr(n, useAttr))
	r.ink()
	r.linkPlace(r.doc.linksOf(n).uses[use], content)
}
