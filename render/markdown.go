package render

import (
	"strings"

	"github.com/gomarkdown/markdown/ast"
	"github.com/gomarkdown/markdown/parser"
)

// markdown is a parsed text: gomarkdown's tree, and what only the parsing
// itself could tell about it.
type markdown struct {
	root      ast.Node
	positions *positions
	footnotes []*footnote // in the order of their numbers
	tooDeep   int         // line of the first block nested too deeply, 0 if there is none
}

// maxDepth is how deeply quotes and list items may nest. gomarkdown drops what
// lies deeper than 64 levels; before it does so, the rest of a block is taken
// as one paragraph.
const maxDepth = 60

// parseMarkdown runs gomarkdown, which only this file does: its CommonMark mode
// with what that has of GitHub's Markdown. The rest is added by the hook
// (tablesyntax.go, footnotesyntax.go), by passes over its tree (footnotesyntax.go,
// strikethrough.go), and on the way
// into ours (tasks.go, alerts.go, autolinks.go). The text must be clean and
// protected.
func parseMarkdown(text string) markdown {
	p := parser.NewCommonMarkWithExtensions(parser.Strikethrough | parser.Autolink)
	m := markdown{positions: newPositions(text)}
	tables := tableSyntax{padding: paddingLimit(len(text))}
	p.Opts.ParserHook = func(rest []byte) (ast.Node, []byte, int) {
		depth, line := m.positions.blockBegins(p.Doc, rest)
		if depth < maxDepth {
			if node, inside, consumed := takeFootnote(rest); consumed > 0 {
				return node, inside, consumed
			}
			return tables.hook(rest)
		}
		if m.tooDeep == 0 {
			m.tooDeep = line
		}
		return &ast.Paragraph{Container: ast.Container{Content: rest}}, nil, len(rest)
	}
	m.root = p.Parse([]byte(text))
	if strings.Contains(text, definitionStart) {
		m.footnotes = numberFootnotes(m.root)
	}
	if strings.Contains(text, "~") {
		strikeSingleTildes(m.root)
	}
	return m
}

// isParagraph reports whether a text is one paragraph and nothing else.
func isParagraph(text []byte) bool {
	blocks := parser.NewCommonMark().Parse(text).GetChildren()
	if len(blocks) != 1 {
		return false
	}
	_, ok := blocks[0].(*ast.Paragraph)
	return ok
}
