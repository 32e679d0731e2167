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

// marks are the inline elements of storage format, by the elements of HTML
// that they stand for.
var marks = map[string]string{
	"strong": "strong", "b": "strong",
	"em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em",
	"u": "u", "ins": "u",
	"del": "del", "s": "del", "strike": "del",
	"sub": "sub", "sup": "sup",
	"code": "code", "kbd": "code", "samp": "code", "tt": "code",
}

// holdsImage reports whether there is an image in an element: code cannot
// have one.
func holdsImage(n *html.Node) bool {
	for c := range n.Descendants() {
		if is(c, "img") {
			return true
		}
	}
	return false
}

// mark writes inline content in a mark.
func (r *renderer) mark(n *html.Node, content func()) {
	mark := marks[n.Data]
	if r.inForce[mark] || mark == "code" && holdsImage(n) {
		content()
		return
	}
	r.flushSpace()
	r.inForce[mark] = true
	r.w.Start(mark)
	content()
	r.w.End()
	r.inForce[mark] = false
}
