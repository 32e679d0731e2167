package gfm

import (
	"github.com/gomarkdown/markdown/ast"
)

// Quote is the element of a quote.
var Quote = element(Tag{Name: "blockquote", Block: true})

func init() {
	onBlock(blockHook{rank: 1, first: ">\x1E\x1F", find: markLazyLines})
	onBlock(blockHook{rank: 2, first: "-+*0123456789", find: cutList})
	builds(buildQuote)
}

func buildQuote(b *builder, n *ast.BlockQuote) { b.quote(n) }

// quote builds a quote, or the alert that it is.
func (b *builder) quote(n ast.Node) {
	pos := b.src.start(b.line)
	if b.alert(n) {
		return
	}
	b.open(Quote, pos)
	b.blocks(n, false)
	b.close(Quote)
}
