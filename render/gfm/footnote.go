package gfm

import (
	"regexp"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// footnote is a definition in gomarkdown's tree.
type footnote struct {
	ast.Container
	label string
}

// A label with one of the last three cannot be referred to on GitHub, as code, tags and escapes come first.
const footnoteLabel = "\\[\\^([^\\]\\[\\s`<\\\\]+)\\]"

var footnoteStart = regexp.MustCompile(`^ *` + footnoteLabel + `:[ \t]*`)

// footnoteKey is what the same labels have in common.
func footnoteKey(label string) string { return strings.ToLower(label) }

// strip takes off the label, and the indentation below it.
func (*footnote) strip(line tail, isFirst bool) tail {
	if !isFirst {
		return line.skip(4)
	}
	line = line.skip(3)
	line = line.drop(strings.Index(line.text, "]:") + 2)
	return line.skip(line.indent())
}
