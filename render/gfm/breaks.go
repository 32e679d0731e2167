package gfm

import "github.com/gomarkdown/markdown/ast"

// The elements of line breaks and of rules between blocks.
var (
	Break = element(Tag{Name: "br", Void: true})
	Rule  = element(Tag{Name: "hr", Block: true, Void: true, Visible: true})
)

func init() {
	builds(func(b *builder, _ *ast.Hardbreak) {
		b.open(Break, -1)
		b.leaf.passTo("\n")
	})
	builds(func(b *builder, _ *ast.HorizontalRule) { b.open(Rule, b.src.start(b.line)) })
}
