package render

import (
	"strings"

	"github.com/gomarkdown/markdown/ast"
	"github.com/gomarkdown/markdown/parser"
)

// markdown is a parsed text: gomarkdown's tree, and what only the parsing
// itself could tell about it.
type markdown struct {
	tree      ast.Node
	positions *positions
	tooDeep   int // line of the first block nested too deeply, 0 if there is none
}

// maxDepth is how deeply quotes and list items may nest. gomarkdown drops what
// lies deeper than 64 levels; before it does so, the rest of a block is taken
// as one paragraph.
const maxDepth = 60

// parseMarkdown is the only place that knows which parser is used: gomarkdown
// in its CommonMark mode, with what it has there of GitHub's Markdown; the rest
// of that is in tablesyntax.go and in the passes over the tree. The text must be clean and protected.
func parseMarkdown(text string) markdown {
	p := parser.NewCommonMarkWithExtensions(parser.Strikethrough | parser.Autolink)
	m := markdown{positions: newPositions(text)}
	tables := tableSyntax{padding: paddingLimit(len(text))}
	p.Opts.ParserHook = func(rest []byte) (ast.Node, []byte, int) {
		depth, line := m.positions.blockBegins(p.Doc, rest)
		if depth < maxDepth {
			return tables.hook(rest)
		}
		if m.tooDeep == 0 {
			m.tooDeep = line
		}
		return &ast.Paragraph{Container: ast.Container{Content: rest}}, nil, len(rest)
	}
	m.tree = p.Parse([]byte(text))
	if strings.Contains(text, "~") {
		strikeSingleTildes(m.tree)
	}
	return m
}
