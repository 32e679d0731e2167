package gfm

import (
	"github.com/gomarkdown/markdown/ast"
)

// The elements that mark text.
var (
	Strong    = element(Tag{Name: "strong"}, "b")
	Emphasis  = element(Tag{Name: "em"}, "i", "cite", "dfn", "var")
	Underline = element(Tag{Name: "u"}, "ins")
	Deleted   = element(Tag{Name: "del"}, "s", "strike")
	Sub       = element(Tag{Name: "sub"})
	Sup       = element(Tag{Name: "sup"})
	Highlight = element(Tag{Name: "mark"})
	Quoted    = element(Tag{Name: "q"})
	Abbr      = element(Tag{Name: "abbr"}) // its title is what it is short for
)

func init() {
	builds(func(b *builder, n *ast.Emph) { b.emphasis(Emphasis, &b.inForce.em, n) })
	builds(func(b *builder, n *ast.Strong) { b.emphasis(Strong, &b.inForce.strong, n) })
	builds(func(b *builder, n *ast.Del) { b.emphasis(Deleted, &b.inForce.deleted, n) })
}

func (b *builder) emphasis(tag *Tag, inForce *bool, n ast.Node) {
	if *inForce {
		b.children(n)
		return
	}
	*inForce = true
	b.open(tag, -1)
	b.children(n)
	b.close(tag)
	*inForce = false
}
