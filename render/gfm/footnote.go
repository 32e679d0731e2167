package gfm

import (
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// footnote is a definition in gomarkdown's tree.
type footnote struct {
	ast.Container
	label string
}

// footnoteKey is what the same labels have in common.
func footnoteKey(label string) string { return strings.ToLower(label) }
