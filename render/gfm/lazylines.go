package gfm

import (
	"bytes"

	"github.com/gomarkdown/markdown/ast"
)

// A line of a quoted paragraph may leave out the marker of the quote. If it is indented as a list in the quote is, gomarkdown
// reads it as if the marker were there, and finds blocks in it. So its first blank becomes a character that the source does not
// have, until the paragraph is built, or another block turns out to begin there.
const lazySpace, lazyTab = 0x1F, 0x1E

// markLazyLines finds nothing, but marks such lines in the text of a quote.
func markLazyLines(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	switch rest[0] {
	case lazySpace:
		rest[0] = ' '
	case lazyTab:
		rest[0] = '\t'
	}
	inList := false
	for at := 0; at < len(rest); {
		line, next := cutLine(rest[at:])
		at += next
		inner := trimLeft(line)
		switch {
		case len(inner) == 0:
			return nil, nil, 0
		case indent(line) > 3:
			if inList && mayStartBlock(line) {
				b.lazyLines = true
				if line[0] == '\t' {
					line[0] = lazyTab
				} else {
					line[0] = lazySpace
				}
			}
		case inner[0] == '>':
			inner = bytes.TrimLeft(inner, "> \t")
			inList = inList || len(inner) > 0 && bytes.IndexByte([]byte("-+*0123456789"), inner[0]) >= 0
		case at == next || b.interrupts(line):
			return nil, nil, 0
		}
	}
	return nil, nil, 0
}

// unmarked returns a text without the marks of lazy lines.
func (b *blockParser) unmarked(text []byte) []byte {
	if b.lazyLines {
		text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte{lazySpace}, []byte{' '}), []byte{lazyTab}, []byte{'\t'})
	}
	return text
}
