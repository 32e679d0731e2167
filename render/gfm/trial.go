package gfm

import (
	"github.com/gomarkdown/markdown/ast"
	"github.com/gomarkdown/markdown/parser"
)

// startsBlock reports whether a line by itself is the start of a block other than a paragraph.
func (b *blockParser) startsBlock(line []byte) bool {
	return indent(line) > 3 || mayStartBlock(line) && !b.isParagraph(line)
}

// interrupts reports whether a line ends the paragraph above it.
func (b *blockParser) interrupts(line []byte) bool {
	return mayStartBlock(line) && !b.isParagraph(append([]byte("x\n"), line...))
}

// isParagraph reports whether a text is one paragraph and nothing else.
func (b *blockParser) isParagraph(text []byte) bool {
	_, is := b.onlyBlock(text).(*ast.Paragraph)
	return is
}

// onlyBlock returns what gomarkdown takes a text for, nil if it has more than one block.
func (b *blockParser) onlyBlock(text []byte) ast.Node {
	if b.scratch == nil {
		b.scratch = parser.NewCommonMark()
	}
	b.scratch.Block(text)
	tried := b.scratch.Doc.AsContainer()
	blocks := tried.Children
	tried.Children = nil
	if len(blocks) != 1 {
		return nil
	}
	return blocks[0]
}
