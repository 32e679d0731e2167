package gfm

import (
	"slices"

	"github.com/gomarkdown/markdown/ast"
	"github.com/gomarkdown/markdown/parser"
)

// blockParser finds the blocks of a text with gomarkdown's CommonMark mode, and remembers where each of them begins, which
// gomarkdown's tree does not tell. gomarkdown hands its hook the start of every block: there the line is counted, and there
// stand the blocks that GitHub has beyond CommonMark.
type blockParser struct {
	*parser.Parser
	src       *source
	footnotes bool // whether there may be any
	tables    bool // whether there may be any

	definitions []*footnote // in the order of the document
	roots       []ast.Node
	starts      []blockStart // in the order of the document
	places      []place      // of the texts that hold blocks; the document's own is the first

	open   []openPlace // innermost last
	probe  ast.Leaf
	behind int // how much of the innermost text comes after what is being parsed

	scratch   *parser.Parser // to try lines with
	lazyLines bool           // some are marked
	regions   map[int]region // by place
	tooDeep   bool           // has been reported
	faults    []fault
}

// blockStart is where the child with this index, of the node that a place belongs to, begins.
type blockStart struct {
	place, index int32
	line         int32 // of the source
	blank        bool  // a blank line stands in front of it
}

// fault is a problem at an offset of the source.
type fault struct {
	at            int
	rule, message string
}

// blockHook finds blocks that gomarkdown does not know, at the start of a block, which has been noted already. Where it finds
// nothing it returns 0 as the length of what it took.
type blockHook struct {
	rank  int
	first string // the characters that such blocks begin with, "" if any
	find  func(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int)
}

// blockHooks are tried in the order of their ranks.
var blockHooks []blockHook

// onBlock registers a hook.
func onBlock(h blockHook) {
	at, _ := slices.BinarySearchFunc(blockHooks, h, func(a, b blockHook) int { return a.rank - b.rank })
	blockHooks = slices.Insert(blockHooks, at, h)
}

// place is where the text of a quote, a list item or a footnote lies in the source. gomarkdown parses such a text as a copy
// that has one line for each line of the source, without what makes it a quote or an item there.
type place struct {
	node      ast.Node
	outer     int32 // the place it is in, -1 of the document's own
	begin     int32 // the line of the source where it begins
	width     int32 // of an item: how many columns stand before its text in each line
	endsBlank bool  // a blank line is its last
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

// region is a part of a text that has no blank line. Its ends are given by how many bytes of the text follow.
type region struct {
	end int
	cut int // at the next line of which mayCut is true, -1 if there is none
}
