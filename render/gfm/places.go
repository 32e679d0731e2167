package gfm

import (
	"bytes"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

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

// left tells how many bytes of the innermost text are left where a hook was given the rest of it.
func (b *blockParser) left(rest []byte) int { return len(rest) + b.here().behind }

// part parses the first bytes of a text that a hook was given, by themselves.
func (b *blockParser) part(rest []byte, length int) {
	here := len(b.open) - 1
	b.open[here].behind += len(rest) - length
	b.Block(rest[:length:length])
	b.open[here].behind -= len(rest) - length
}
