package render

import (
	"github.com/gomarkdown/markdown/ast"
	"golang.org/x/net/html"
)

// emphasis is what is in force while inline content is written. Emphasis in
// the same emphasis says nothing more, so it is not written again; this also
// bounds how deeply inline content nests.
type emphasis struct{ em, strong, del bool }

func (b *treeBuilder) emphasis(tag string, inForce *bool, n ast.Node) {
	if *inForce {
		b.inlines(n)
		return
	}
	*inForce = true
	b.open(tag)
	b.inlines(n)
	b.close(tag)
	*inForce = false
}

// marks are the inline elements of storage format.
var marks = map[string]bool{
	"strong": true, "em": true, "u": true, "del": true, "sub": true, "sup": true, "code": true,
}

// mark writes inline content in a mark.
func (r *renderer) mark(n *html.Node, content func()) {
	if r.inForce[n.Data] {
		content()
		return
	}
	r.flushSpace()
	r.inForce[n.Data] = true
	r.w.Start(n.Data)
	content()
	r.w.End()
	r.inForce[n.Data] = false
}
