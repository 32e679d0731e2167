package gfm

import (
	"bytes"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// place is where the text of a quote, a list item or a footnote lies in the source. gomarkdown parses such a text as a copy
// that has one line for each line of the source, without what makes it a quote or an item there.
type place struct {
	node      ast.Node
	outer     int32 // the place it is in, -1 of the document's own
	begin     int32 // the line of the source where it begins
	width     int32 // of an item: how many columns stand before its text in each line
	endsBlank bool  // a blank line is its last
	still     bool  // it is a part of another file: all of it is at the line where that is included
}

// holder is a node of ours that holds blocks. Its lines of the source have something that the text in it has not.
type holder interface {
	ast.Node
	strip(line tail, isFirst bool) tail
}

// openPlace is a place whose text is being parsed.
type openPlace struct {
	at   int    // its index
	rest []byte // of the text, from the latest block on
	line int    // of the latest block
	// the item parsed last, of the list that the latest block is
	list  *ast.List
	item  int // its index
	after int // the line after it
}

// here returns the innermost text that is being parsed.
func (b *blockParser) here() *openPlace { return &b.open[len(b.open)-1] }

// resume returns the place of a node whose blocks are being parsed already, nil if they are not.
func (b *blockParser) resume(node ast.Node) *openPlace {
	for i := len(b.open) - 1; i >= 0; i-- {
		if b.places[b.open[i].at].node == node {
			b.leave(i + 1)
			return b.here()
		}
	}
	return nil
}

// leave ends the innermost places but for the given number.
func (b *blockParser) leave(keep int) {
	for len(b.open) > keep {
		left := *b.here()
		b.open = b.open[:len(b.open)-1]
		p := &b.places[left.at]
		if item, ok := p.node.(*ast.ListItem); ok {
			p.endsBlank = endsBlank(left.rest)
			outer := b.here()
			if list := item.Parent.(*ast.List); list != outer.list {
				outer.list, outer.item = list, -1
			}
			outer.item++
			for outer.list.Children[outer.item] != p.node {
				outer.item++
			}
			if outer.after = left.line; !p.still {
				outer.after += bytes.Count(left.rest, []byte{'\n'})
			}
		}
	}
}

// enter begins a place with its first block.
func (b *blockParser) enter(node ast.Node, rest []byte) *openPlace {
	around := node.GetParent()
	list, isItem := around.(*ast.List)
	if isItem {
		around = list.Parent
	}
	outer := b.resume(around)
	begin, width := outer.line, 0
	if isItem {
		parsed := -1
		if list == outer.list {
			parsed, begin = outer.item, outer.after
		}
		for range len(list.Children) - 2 - parsed {
			begin = b.afterEmpty(begin, outer.at)
		}
		width = itemWidth(b.inside(begin, outer.at))
	}
	_, isOther := node.(*snippet)
	still := isOther || b.places[outer.at].still
	b.places = append(b.places, place{node: node, outer: int32(outer.at), begin: int32(begin), width: int32(width), still: still})
	b.open = append(b.open, openPlace{at: len(b.places) - 1, rest: rest, line: begin})
	p := b.here()
	for !still && p.line+1 < len(b.src.starts) && b.inside(p.line, p.at).isBlank() {
		p.line++
	}
	return p
}

// afterEmpty gives the line after an item without blocks that begins at a line.
func (b *blockParser) afterEmpty(line, place int) int {
	if b.places[place].still {
		return line
	}
	line++
	for line+1 < len(b.src.starts) && b.inside(line, place).isBlank() {
		line++
	}
	return line
}

// tail is what is left of a line once its beginning has been taken off.
type tail struct {
	text   string
	column int  // of the text, from 0
	pad    int  // columns of a tab in front of the text of which some have been taken off
	lazy   bool // some of what should have been taken off was not there
}

func (t tail) isBlank() bool { return strings.Trim(t.text, " \t") == "" }

// String gives the tail with the rest of such a tab as spaces.
func (t tail) String() string { return strings.Repeat(" ", t.pad) + t.text }

func (t tail) bytes() []byte { return []byte(t.String()) }

// indent gives the columns of white space in front of the tail.
func (t tail) indent() int {
	column := t.column
	for i := 0; i < len(t.text) && (t.text[i] == ' ' || t.text[i] == '\t'); i++ {
		column = nextColumn(column, t.text[i])
	}
	return column - t.column + t.pad
}

// skip takes white space off, up to a number of columns.
func (t tail) skip(columns int) tail {
	taken := min(t.pad, columns)
	t.pad -= taken
	columns -= taken
	for columns > 0 && t.text != "" && (t.text[0] == ' ' || t.text[0] == '\t') {
		next := nextColumn(t.column, t.text[0])
		columns -= next - t.column
		t.column, t.text = next, t.text[1:]
	}
	t.pad += max(-columns, 0)
	return t
}

// drop takes characters off that are no white space.
func (t tail) drop(count int) tail {
	return tail{text: t.text[count:], column: t.column + count, lazy: t.lazy}
}

func nextColumn(column int, c byte) int {
	if c == '\t' {
		return column + 4 - column%4
	}
	return column + 1
}

// isLazy reports whether a line of the text being parsed leaves out what its place puts in front of it, as a line that goes on
// with a paragraph may. Lines count from the block that begins last.
func (b *blockParser) isLazy(line int) bool {
	p := b.here()
	return p.at > 0 && !b.places[p.at].still && b.inside(p.line+line, p.at).lazy
}

// inside takes off a line of the source what the places that it is in put there.
func (b *blockParser) inside(line, at int) tail {
	p := &b.places[at]
	if p.outer < 0 {
		return tail{text: b.src.line(line)}
	}
	t := b.inside(line, int(p.outer))
	isFirst := line == int(p.begin)
	switch node := p.node.(type) {
	case *ast.BlockQuote:
		if marker := t.skip(3); strings.HasPrefix(marker.text, ">") && marker.pad == 0 {
			return marker.drop(1).skip(1)
		}
		t.lazy = true
		return t
	case *ast.ListItem:
		indent := t.indent()
		if !isFirst {
			t.lazy = t.lazy || indent < int(p.width) && !t.isBlank()
			return t.skip(int(p.width))
		}
		t = t.skip(indent)
		marker := markerLength(t.text)
		return t.drop(marker).skip(int(p.width) - indent - marker)
	case holder:
		return node.strip(t, isFirst)
	}
	return t
}

// itemWidth gives the columns in front of the text of an item that begins with a line.
func itemWidth(t tail) int {
	indent := t.indent()
	t = t.skip(indent)
	marker := markerLength(t.text)
	t = t.drop(marker)
	padding := t.indent()
	if padding > 4 || t.isBlank() {
		padding = 1
	}
	return indent + marker + padding
}

// markerLength gives the length of the marker that an item begins with.
func markerLength(text string) int {
	digits := 0
	for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	return min(digits+1, len(text))
}

// endsBlank reports whether the last line of a text is blank.
func endsBlank(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	text = bytes.TrimSuffix(text, []byte{'\n'})
	return isBlank(text[bytes.LastIndexByte(text, '\n')+1:])
}
