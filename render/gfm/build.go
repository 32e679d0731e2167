package gfm

import (
	"bytes"
	"reflect"
	"slices"

	"github.com/gomarkdown/markdown/ast"
)

// builder makes the tree. Markdown becomes elements as it would become HTML. Raw HTML that opens and closes within a paragraph
// joins them; where it does not, everything from there on until it is closed goes through an HTML parser (fragment.go), since
// GitHub shows what a browser makes of both together.
type builder struct {
	*blockParser
	next int // of starts
	line int // of the source, where the block that is being built begins

	nodes   []Node // to take new ones from
	current *Node  // what is being filled
	markup  *markup
	failed  bool // what is being built needs an HTML parser
	closed  bool // raw HTML is text

	tight   bool   // paragraphs are only their text
	strip   int    // how much at the start of the next paragraph is not shown
	box     string // the state of the task that the next paragraph begins
	leaf    leaf
	parsed  ast.Paragraph // what gomarkdown finds in the leaf
	inForce emphasis
	marks   []*Tag // of dialects, in force
	level   int    // of the last heading

	tabLabels []map[string]string // of the tabs that are open, by their values

	inHeading bool
	still     bool   // what is being built is a part of another file
	from      string // that file
	included  map[*Node]string
	notes     notes
	raw       rawHTML
	reported  reported
	comments  []Comment // in the order of the document
	padding   int       // how many cells may still be added to short rows of tables

	tocDefined *bool // whether "[TOC]" is a link, nil if that is not known yet
}

// construct builds what a node of gomarkdown's tree stands for.
type construct func(b *builder, n ast.Node)

var constructs = map[reflect.Type]construct{}

// builds registers what builds nodes of a type.
func builds[N ast.Node](build func(b *builder, n N)) {
	constructs[reflect.TypeFor[N]()] = func(b *builder, n ast.Node) { build(b, n.(N)) }
}

func (b *builder) build(n ast.Node) {
	if build := constructs[reflect.TypeOf(n)]; build != nil {
		build(b, n)
	}
}

// blocks builds the blocks in a container.
func (b *builder) blocks(parent ast.Node, tight bool) {
	outer := b.tight
	b.tight = tight
	children := parent.GetChildren()
	if len(children) > 0 {
		for b.next < len(b.starts) && b.places[b.starts[b.next].place].node != parent {
			b.next++
		}
	}
	if b.next < len(b.starts) {
		place := b.starts[b.next].place
		for i, child := range children {
			if b.failed {
				break
			}
			b.child(child, place, i)
		}
	}
	b.tight = outer
}

// child builds a block of a container. Reference definitions in front of a paragraph share its start.
func (b *builder) child(n ast.Node, place int32, index int) {
	line := b.line
	for b.next < len(b.starts) && b.starts[b.next].place == place && int(b.starts[b.next].index) <= index {
		line = int(b.starts[b.next].line)
		b.still = b.places[place].still
		b.next++
	}
	b.line = line
	if definition, ok := n.(*ast.ReferenceDefinition); ok {
		line = b.lineAfter(line, definition.Literal)
	} else {
		b.build(n)
	}
	b.line = line
}

// lineAfter returns the line of the source after a text that begins at one.
func (b *builder) lineAfter(line int, text []byte) int {
	if b.still {
		return line
	}
	return line + bytes.Count(text, []byte{'\n'})
}

// node makes a node. Many are made at once, which is quicker.
func (b *builder) node(tag *Tag, pos int, attrs ...Attr) *Node {
	if len(b.nodes) == 0 {
		b.nodes = make([]Node, 64)
	}
	n := &b.nodes[0]
	b.nodes = b.nodes[1:]
	n.Tag, n.Pos, n.Attr = tag, pos, attrs
	b.comesFrom(n, b.from)
	return n
}

// comesFrom takes note of the file that a node comes from, if it is another one than the document.
func (b *builder) comesFrom(n *Node, file string) {
	if file == "" {
		return
	}
	if b.included == nil {
		b.included = map[*Node]string{}
	}
	b.included[n] = file
}

// open begins an element.
func (b *builder) open(tag *Tag, pos int, attrs ...Attr) {
	n := b.node(tag, pos, attrs...)
	if b.markup != nil {
		b.markup.open(tag.Name, n)
		return
	}
	b.current.Append(n)
	if !tag.Void {
		b.current = n
	}
}

// close ends the element that was begun last.
func (b *builder) close(tag *Tag) {
	if b.markup != nil {
		b.markup.close(tag.Name)
		return
	}
	if !b.failed { // else an element of raw HTML may have ended in the middle of this one
		b.current = b.current.Parent
	}
}

// text adds text.
func (b *builder) text(s string) {
	switch {
	case s == "":
	case b.markup != nil:
		b.markup.text(s)
	default:
		n := b.node(nil, -1)
		n.Text = s
		b.current.Append(n)
	}
}

// report takes note of a problem. What is tried and given up reports nothing.
func (b *builder) report(at int, rule, message string) {
	b.faults = append(b.faults, fault{at, rule, inIncluded(b.from, message)})
}

// state is what trying to build something changes.
type state struct {
	next, line, faults, padding, level int
	comments                           int
	last                               *Node // of the element being filled
	tabLabels                          []map[string]string
	notes, reported                    int
	raw                                rawHTML
}

func (b *builder) save() state {
	return state{b.next, b.line, len(b.faults), b.padding, b.level, len(b.comments), b.current.LastChild, b.tabLabels, len(b.notes.uses), len(b.reported.kinds), b.raw}
}

func (b *builder) restore(s state) {
	b.next, b.line, b.faults, b.padding, b.level = s.next, s.line, b.faults[:s.faults], s.padding, s.level
	b.comments, b.tabLabels = b.comments[:s.comments], s.tabLabels
	b.notes.giveUp(s.notes)
	b.reported.giveUp(s.reported)
	if b.current.LastChild = s.last; s.last != nil {
		s.last.NextSibling = nil
	} else {
		b.current.FirstChild = nil
	}
	b.raw = s.raw
	b.from = ""
	b.tight, b.strip, b.box, b.inForce, b.marks, b.leaf = false, 0, "", emphasis{}, nil, leaf{}
}

// emphasis is what is in force while inline content is built. Emphasis in the same emphasis says nothing more, so it is not
// built again; this also bounds how deeply inline content nests.
type emphasis struct{ em, strong, deleted bool }

// rawHTML is what is known of a document's raw HTML.
type rawHTML struct {
	hiding string // the element that is open and hides what is in it
	light  string // the address of the next <img> in the light theme, "" if it has its own
}

// inRawLink reports whether an <a> of raw HTML is open.
func (b *builder) inRawLink() bool {
	if b.markup != nil {
		return b.markup.isOpen("a")
	}
	return slices.ContainsFunc(b.leaf.spans, func(s span) bool { return s.name == "a" })
}
