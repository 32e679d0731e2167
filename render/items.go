package render

import (
	"github.com/pagewright/pagewright/render/gfm"
)

// item is an item of a list. In HTML, there may be other elements between it and the list, and it may be something else.
type item struct {
	node   *gfm.Node
	around []*gfm.Node // such elements, outermost first
}

// items gives the items of a list.
func items(list *gfm.Node) []item {
	var all []item
	var visit func(n *gfm.Node, around []*gfm.Node)
	visit = func(n *gfm.Node, around []*gfm.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case !c.Is(gfm.Item) && holdsItem(c):
				visit(c, append(around[:len(around):len(around)], c))
			case c.Is(gfm.Item), c.HasVisible():
				all = append(all, item{c, around})
			}
		}
	}
	visit(list, nil)
	return all
}

// holdsItem reports whether an item stands in an element that is none itself, nor a list.
func holdsItem(n *gfm.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Is(gfm.Item) || !c.Is(gfm.BulletList) && !c.Is(gfm.OrderedList) && holdsItem(c) {
			return !n.Is(gfm.BulletList) && !n.Is(gfm.OrderedList)
		}
	}
	return false
}
