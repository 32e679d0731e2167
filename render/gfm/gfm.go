// Package gfm reads a document as GitHub shows it: Markdown and raw HTML become one tree.
//
// A text enters, a tree and what its author should know of it leave. gomarkdown parses the Markdown; this package alone knows
// of it, and adds what GitHub has beyond CommonMark. The way of a text through the files:
//
//	source.go                        its lines, and the line and column of an offset
//	blocks.go, places.go             gomarkdown finds the blocks; where each of them begins
//	inlines.go, sight.go, guard.go   gomarkdown reads what is in a paragraph, without what it must not see
//	leaf.go, cursor.go               where what it found stands in the source
//	document.go, build.go            gomarkdown's tree becomes ours
//	rawhtml.go, fragment.go          raw HTML joins it, where it must by way of an HTML parser
//	dialects.go, choice.go           which constructs of other tools are read
//	heldback.go                      what authors hold back is left out
//	one file per construct           its elements, how it is found, how it is built: registered there and nowhere else
//
// A file uses only files that do not use it: values first (node.go, tags.go, lines.go, source.go), then the two that hold the
// state of parsing and building (blockparser.go, build.go), then what they do.
package gfm

import (
	"slices"

	"github.com/pagewright/pagewright/render/problem"
)

// Tree is a document as GitHub would show it. It does not change.
type Tree struct {
	Root     *Node
	Notes    *Node     // the list of the footnotes, which stands at the end of Root; nil if there are none
	Comments []Comment // in the order of the document
	src      *source
	included map[*Node]string // the files that nodes come from
}

// Parse reads a text: valid UTF-8, lines ended by "\n", without the characters that XML forbids and noncharacters. It never
// fails. What its author holds back (heldback.go) is left out. The problems have lines and columns of the text, and no path.
func Parse(text string, o Options) (*Tree, []problem.Problem) {
	t, b := parse(newSource(text), o)
	parts, faults := heldBack(b.comments)
	comments := t.src.placed(b.comments, parts)
	refused := t.problems(faults)
	for i := range refused {
		refused[i].Severity = problem.Error
	}
	if len(parts) > 0 {
		t, b = parse(t.src.without(parts), o)
	}
	t.Comments = comments
	return t, append(t.problems(b.faults), refused...)
}

func parse(src *source, o Options) (*Tree, *builder) {
	b := newBuilder(src, o)
	t := &Tree{Root: b.document(), src: src}
	if t.Notes = b.footnoteList(); t.Notes != nil {
		t.Root.Append(b.node(Rule, -1))
		t.Root.Append(t.Notes)
	}
	// those of footnotes have been found last
	slices.SortFunc(b.comments, func(a, b Comment) int { return a.at - b.at })
	b.hint()
	t.included = b.included
	return t, b
}

func newBuilder(src *source, o Options) *builder {
	b := &builder{blockParser: parseBlocks(src, o), padding: max(len(src.text), minPadding)}
	b.IsSafeURLOverride = b.isBareURL
	b.ReferenceOverride = b.linkTo
	if len(b.definitions) > 0 {
		b.notes.define(b.definitions)
	}
	return b
}

func (t *Tree) problems(faults []fault) []problem.Problem {
	slices.SortStableFunc(faults, func(a, b fault) int { return a.at - b.at })
	positions := t.Positions()
	var problems []problem.Problem
	for _, f := range faults {
		line, column := positions.at(f.at)
		problems = append(problems, problem.New(f.rule, line, column, f.message))
	}
	return problems
}

// Positions returns what gives the lines and columns of the tree's nodes.
func (t *Tree) Positions() *Positions { return &Positions{src: t.src} }

// Told returns a message about a node, with the file that the node comes from if that is not the document.
func (t *Tree) Told(n *Node, message string) string { return inIncluded(t.included[n], message) }

// Size returns the length of the text.
func (t *Tree) Size() int { return len(t.src.text) }
