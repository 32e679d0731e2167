package render

import (
	"bytes"
	"slices"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// positions knows at which line each block begins. gomarkdown's tree carries
// no positions, but its parser tells where it is: at the start of every block
// it hands its hook the rest of the text that the block is in. For a block in
// a quote or list item that text is a copy without the markers; it still has
// one line for each line of the source, so that counting goes on inside.
type positions struct {
	source []string
	starts map[ast.Node][]blockStart // by parent, in order
	open   []container               // the texts being parsed, innermost last
}

// blockStart says that the parent's child with this index begins here.
type blockStart struct {
	index, line int
	text        []byte // the parent's text from here on
}

// container is a text whose blocks are being parsed.
type container struct {
	node  ast.Node
	rest  []byte // from the latest block on
	line  int    // of the latest block
	below int    // where a container in the latest block can begin at the earliest
}

func newPositions(text string) *positions {
	return &positions{source: strings.Split(text, "\n"), starts: map[ast.Node][]blockStart{}}
}

// blockBegins takes note of a block. It returns how many quotes and list items
// the block is in, and its line.
func (p *positions) blockBegins(root ast.Node, rest []byte) (depth, line int) {
	if !p.resume(rest) {
		p.enter(root, rest)
	}
	c := &p.open[len(p.open)-1]
	c.below = c.line
	p.starts[c.node] = append(p.starts[c.node], blockStart{len(c.node.GetChildren()), c.line, rest})
	return len(p.open) - 1, c.line
}

// resume finds the text that the rest is the rest of: both end at the same
// byte of memory.
func (p *positions) resume(rest []byte) bool {
	for i := len(p.open) - 1; i >= 0; i-- {
		c := &p.open[i]
		if &c.rest[len(c.rest)-1] == &rest[len(rest)-1] {
			passed := c.rest[:len(c.rest)-len(rest)]
			c.line += bytes.Count(passed, []byte{'\n'})
			c.rest = rest
			p.open = p.open[:i+1]
			return true
		}
	}
	return false
}

// enter opens a container. It has just been added to the tree, so it is the
// last of the last, and it has no blocks yet.
func (p *positions) enter(root ast.Node, rest []byte) {
	path := lastContainers(root)
	keep := 0
	for keep < len(p.open) && slices.Contains(path, p.open[keep].node) {
		keep++
	}
	p.open = p.open[:keep]
	line := 1
	if keep > 0 {
		line = p.open[keep-1].below
	}
	line = p.find(line, rest)
	if keep > 0 {
		p.open[keep-1].below = line + bytes.Count(rest, []byte{'\n'})
	}
	p.open = append(p.open, container{node: path[len(path)-1], rest: rest, line: line})
}

func lastContainers(root ast.Node) []ast.Node {
	path := []ast.Node{root}
	for {
		switch last := ast.GetLastChild(path[len(path)-1]).(type) {
		case *ast.List, *ast.ListItem, *ast.BlockQuote, *footnote:
			path = append(path, last)
		default:
			return path
		}
	}
}

// find looks for the line that ends with the first line of a text. Only blank
// lines and markers can lie between the earliest possible line and that one.
func (p *positions) find(from int, rest []byte) int {
	first, _, _ := bytes.Cut(rest, []byte{'\n'})
	want := strings.TrimLeft(string(first), " \t")
	for line := from; line < from+maxSearch && line <= len(p.source); line++ {
		if strings.HasSuffix(p.source[line-1], want) {
			return line
		}
	}
	return from
}

const maxSearch = 100

// refine gives the line of something inside a block whose first line is known:
// the first of the lines from there on that has its text.
func refine(lines []string, from int, text string) int {
	for line := from; text != "" && line < from+maxSearch && line <= len(lines); line++ {
		if strings.Contains(lines[line-1], text) {
			return line
		}
	}
	return from
}

// linesOf gives the line and the source of each of a parent's blocks.
// Reference definitions in front of a paragraph share its start.
func (p *positions) linesOf(parent ast.Node) []blockStart {
	starts := p.starts[parent]
	all := make([]blockStart, len(parent.GetChildren()))
	next := 0
	at := blockStart{line: 1}
	for i, child := range parent.GetChildren() {
		for next < len(starts) && starts[next].index <= i {
			at = starts[next]
			next++
		}
		all[i] = at
		at.text = nil
		if definition, ok := child.(*ast.ReferenceDefinition); ok {
			at.line += bytes.Count(definition.Literal, []byte{'\n'})
		}
	}
	return all
}
