package gfm

import "github.com/gomarkdown/markdown/ast"

func textNode(text []byte) *ast.Text { return &ast.Text{Leaf: ast.Leaf{Literal: text}} }

// adopt gives a node its children.
func adopt(parent ast.Node, children []ast.Node) {
	parent.SetChildren(children)
	for _, c := range children {
		c.SetParent(parent)
	}
}
