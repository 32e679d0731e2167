package render

import (
	"github.com/gomarkdown/markdown/ast"
	"golang.org/x/net/html"
)

func (b *treeBuilder) quote(n *ast.BlockQuote) {
	if kind := b.alert(n); kind != "" {
		b.open("blockquote", alertAttr, kind)
		b.strip = "[!" + kind + "]"
	} else {
		b.open("blockquote")
	}
	b.blocks(n, false)
	b.close("blockquote")
}

func (r *renderer) quote(n *html.Node) {
	if kind := attr(n, alertAttr); kind != "" {
		r.alert(n, kind)
		return
	}
	if !hasInk(n) {
		return
	}
	r.startBlock("blockquote")
	r.flow(n, loose)
	r.w.End()
}
