package source

import (
	"cmp"
	"math"
)

// Unordered comes behind every order that front matter gives.
const Unordered = math.MaxInt

func (p *Page) Order() int {
	if p.Document == nil || p.Document.FrontMatter.Order == nil {
		return Unordered
	}
	return *p.Document.FrontMatter.Order
}

// place is where a page stands among its siblings, by what site generators are told in its document or in files of theirs.
func (p *Page) place() float64 {
	if p.position < math.Inf(1) || p.Document == nil || p.navless || p.Document.FrontMatter.SidebarPosition == nil {
		return p.position
	}
	return *p.Document.FrontMatter.SidebarPosition
}

// inOrder puts pages with an order in front, then goes by the files of site generators, then by name, index documents by that of their folder.
func inOrder(a, b *Page) int {
	return cmp.Or(cmp.Compare(a.Order(), b.Order()), cmp.Compare(a.place(), b.place()), cmp.Compare(a.name(), b.name()), cmp.Compare(a.Source, b.Source))
}
