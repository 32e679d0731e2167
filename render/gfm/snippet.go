package gfm

import "github.com/gomarkdown/markdown/ast"

// snippet is what is included, in gomarkdown's tree.
type snippet struct {
	ast.Container
	files  []string
	faults []string
}

func (*snippet) strip(tail, bool) tail { return tail{} }
