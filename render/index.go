package render

import (
	"maps"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

// index finds the headings and anchors of a document. An anchor set in a heading or right in front of it is that heading's:
// Confluence would give a heading with an anchor macro inside another anchor (CONFCLOUD-74698).
func (d *Document) index() {
	d.anchors = &Anchors{path: d.Path, title: -1, places: map[string]place{}}
	d.set, d.weak = map[*gfm.Node][]string{}, map[*gfm.Node]int{}
	i := indexer{d: d, a: d.anchors}
	i.visit(d.tree.Root, true, editor.Page)
	i.settle()
	i.nameWeakHeadings()
	if d.tree.Notes != nil {
		d.linkFootnotes(i.uses)
	}
}

type indexer struct {
	d       *Document
	a       *Anchors
	slugs   gfm.Slugs
	waiting []waitingID
	names   [editors]map[string]int // how many headings have a name
	uses    []noteUse
}

// waitingID is an anchor after which nothing visible has come yet.
type waitingID struct {
	name string
	node *gfm.Node
}

// visit goes through the tree in order. Outer says that only elements that leave no trace are around the node.
func (i *indexer) visit(n *gfm.Node, outer bool, in editor.Kind) {
	if n.IsText() {
		if len(i.waiting) > 0 && !n.IsSpace() {
			i.settle()
		}
		return
	}
	if n.Is(gfm.Reference) {
		i.uses = append(i.uses, noteUse{n, place{heading: -1}})
	}
	for _, name := range ids(n) {
		i.waiting = append(i.waiting, waitingID{name, n})
	}
	switch {
	case n.HeadingLevel() > 0 && n.HasVisible():
		i.heading(n, outer, in)
		return
	case n.IsVisible():
		i.settle()
	}
	outer = outer && (n.Is(gfm.Div) || !n.IsBlock())
	if kind, holds := containers[n.Tag]; holds {
		in = kind
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		i.visit(c, outer, in)
	}
}

func (i *indexer) heading(n *gfm.Node, outer bool, in editor.Kind) {
	h := heading{}
	isTab := n.Get("tab") != "" // which has no fragment, and is no title
	if !isTab {
		h.slug = i.slugs.Slug(gfm.TextOf(n)) // GitHub's have the names of emojis
	}
	if n.Within(gfm.Summary) { // it becomes a title, to which no anchor leads
		i.waiting = append(i.waiting, waitingID{h.slug, n})
		i.settle()
		i.references(n, place{heading: -1})
		return
	}
	index := len(i.a.headings)
	weak := !editor.Holds(in, editor.Heading)
	if weak {
		i.d.weak[n] = index
	}
	i.name(&h, anchorTextOf(n), weak)
	if outer && i.a.title < 0 && !isTab {
		if shown := shownText(n); shown != "" {
			i.d.Heading, i.d.title, i.a.title = shown, n, index
			line, column := i.d.tree.Positions().Of(n)
			i.d.HeadingLine, i.d.HeadingColumn = line+i.d.offset, column
		}
	}
	i.a.headings = append(i.a.headings, h)
	at := place{heading: index}
	if _, taken := i.a.places[h.slug]; !taken && !isTab {
		i.a.places[h.slug] = at
	}
	i.references(n, at)
	for _, w := range i.waiting {
		i.add(w.name, at)
	}
	i.waiting = nil
	n.Descend(func(c *gfm.Node) bool {
		for _, name := range ids(c) {
			i.add(name, at)
		}
		return true
	})
}

// name gives a heading the names of its anchors in both editors, and counts those before it that have the same.
func (i *indexer) name(h *heading, text string, weak bool) {
	for e := range h.names {
		name := anchorText(text, Editor(e))
		h.names[e] = name
		if weak && Editor(e) == CloudEditor {
			continue
		}
		if i.names[e] == nil {
			i.names[e] = map[string]int{}
		}
		h.same[e] = i.names[e][name]
		i.names[e][name]++
	}
}

// nameWeakHeadings gives the headings that cannot be headings anchors of their own, which no real heading has.
func (i *indexer) nameWeakHeadings() {
	if len(i.d.weak) == 0 {
		return
	}
	taken := map[string]bool{}
	weak := slices.Sorted(maps.Values(i.d.weak))
	for index := range i.a.headings {
		if _, is := slices.BinarySearch(weak, index); !is {
			taken[i.a.headingAnchor(index, CloudEditor, false)] = true
		}
	}
	for _, index := range weak {
		h := &i.a.headings[index]
		if h.macro = h.slug; h.macro == "" {
			continue
		}
		for taken[h.macro] || i.isOwn(h.macro) {
			h.macro += "-heading"
		}
		taken[h.macro] = true
	}
}

func (i *indexer) isOwn(name string) bool {
	at, found := i.a.places[name]
	return found && at.heading < 0
}

// references takes note of the references to footnotes in a heading.
func (i *indexer) references(n *gfm.Node, at place) {
	n.Descend(func(c *gfm.Node) bool {
		if c.Is(gfm.Reference) {
			i.uses = append(i.uses, noteUse{c, at})
		}
		return true
	})
}

// settle makes the waiting anchors macros.
func (i *indexer) settle() {
	for _, w := range i.waiting {
		if i.add(w.name, place{heading: -1, macro: w.name}) {
			i.d.set[w.node] = append(i.d.set[w.node], w.name)
		}
	}
	i.waiting = i.waiting[:0]
}

func (i *indexer) add(name string, at place) (isNew bool) {
	if _, taken := i.a.places[name]; taken {
		return false
	}
	i.a.places[name] = at
	i.a.ids = append(i.a.ids, name)
	return true
}

// ids gives the anchors that an element sets.
func ids(n *gfm.Node) []string {
	if len(n.Attr) == 0 {
		return nil
	}
	var names []string
	if id := strings.TrimSpace(n.Get("id")); id != "" {
		names = append(names, id)
	}
	if n.Is(gfm.Link) {
		if name := strings.TrimSpace(n.Get("name")); name != "" {
			names = append(names, name)
		}
	}
	return names
}
