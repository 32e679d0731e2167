package gfm

import (
	"bytes"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// below is a node whose text stands on the lines below its first one.
type below struct {
	ast.Container
	indent int // the columns that stand in front of it
}

func (n *below) strip(line tail, isFirst bool) tail {
	if isFirst {
		return tail{}
	}
	return line.skip(n.indent)
}

// indentedLines takes the lines, below the first one of a text, that are indented by some columns, or blank. Inside is what they
// hold, below a blank line, and length is that of all of them.
func indentedLines(rest []byte, columns int) (inside []byte, length int) {
	_, length = cutLine(rest)
	inside = append(inside, '\n')
	blanks := 0
	for at := length; at < len(rest); {
		line, next := cutLine(rest[at:])
		at += next
		if isBlank(line) {
			blanks++
			continue
		}
		if indent(line) < columns {
			break
		}
		inside = append(inside, bytes.Repeat([]byte{'\n'}, blanks)...)
		inside = append(inside, tail{text: string(line)}.skip(columns).bytes()...)
		inside = append(inside, '\n')
		blanks, length = 0, at
	}
	return inside, length
}

// bodyIndent tells by how many columns the lines below a line must be indented to belong to it, as Python-Markdown has it. A line
// that belongs to an item without being indented as that is has its text farther left.
func (b *blockParser) bodyIndent(line []byte) int {
	columns := indent(line) + 4
	if b.isLazy(0) {
		for at := b.here().at; at > 0; at = int(b.places[at].outer) {
			columns -= int(b.places[at].width)
		}
	}
	return max(columns, 1)
}

// quotedTitle finds a title between quotation marks on a line of the source.
func (b *blockParser) quotedTitle(line int, title []byte) (at int) {
	return b.src.start(line) + max(strings.LastIndex(b.src.line(line), `"`+string(title)+`"`), 0) + 1
}
