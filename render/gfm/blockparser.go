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
	toRead    string // the text of the source, as gomarkdown is to read it
	options   Options
	in        inForce
	footnotes bool // whether there may be any
	tables    bool // whether there may be any
	tags      bool // whether a line may begin with one

	definitions []*footnote // in the order of the document
	roots       []ast.Node
	starts      []blockStart // in the order of the document
	places      []place      // of the texts that hold blocks; the document's own is the first

	open  []openPlace // innermost last
	probe ast.Leaf

	scratch   *parser.Parser // to try lines with
	lazyLines bool           // some are marked
	regions   map[int]region // by place
	tooDeep   bool           // has been reported
	faults    []fault
	hints     hints

	pairs         map[int]map[int]int // by place: where the fenced parts in it end (fencedparts.go)
	termless      map[int]termless    // by place
	htmlEnds      map[htmlKey]map[int]htmlEnd
	abbreviations abbreviations
	included      int // bytes of other files
}

// inForce are the constructs that are looked for in a text.
type inForce struct {
	blocks   []blockHook
	cuts     []cut
	cutting  bool // some of the cuts are foreign
	inlines  []inlineHook
	watched  []inlineHook
	watching bool   // there are some of them
	special  string // the bytes that the inline constructs begin with
	ends     []endHook
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
	foreign
	rank  int
	first string // the characters that such blocks begin with, "" if any
	find  func(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int)
	named func(rest []byte) string // what stands there, to be named in a report; nil: the example
}

// blockHooks are tried in the order of their ranks.
var blockHooks []blockHook

// onBlock registers a hook.
func onBlock(h blockHook) { blockHooks = inRank(blockHooks, h) }

// inRank adds a hook to others.
func inRank(hooks []blockHook, h blockHook) []blockHook {
	at, _ := slices.BinarySearchFunc(hooks, h, func(a, b blockHook) int { return a.rank - b.rank })
	return slices.Insert(hooks, at, h)
}

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
	at     int    // its index
	rest   []byte // of the text, from the latest block on
	line   int    // of the latest block
	behind int    // how much of the text comes after the part of it that is being parsed
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

// termless are lines of a text that no definition of a term follows: those that begin with so many bytes left, more than to.
type termless struct{ from, to int }

// cut is something that ends a paragraph and that gomarkdown does not know.
type cut struct {
	foreign
	may func(line []byte) bool // reports at a glance whether it may be at a line
	// at reports whether it begins at a line of a paragraph, or at the line above
	at func(b *blockParser, above, line []byte) (atAbove, found bool)
}

// cuts are GitHub's and the dialects'.
var cuts []cut

// cutsParagraph registers something that ends paragraphs.
func cutsParagraph(c cut) { cuts = append(cuts, c) }
