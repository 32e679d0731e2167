package gfm

import (
	"bytes"
	"slices"
	"strings"

	"github.com/gomarkdown/markdown/ast"
	"github.com/gomarkdown/markdown/parser"

	"github.com/pagewright/pagewright/render/problem"
)

// blockParser finds the blocks of a text with gomarkdown's CommonMark mode, and remembers where each of them begins, which
// gomarkdown's tree does not tell. gomarkdown hands its hook the start of every block: there the line is counted, and there
// stand the blocks that GitHub has beyond CommonMark.
type blockParser struct {
	*parser.Parser
	src       *source
	options   Options
	in        inForce
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
	hints     hints

	pairs         map[int]map[int]int // by place: where the fenced parts in it end (fencedparts.go)
	abbreviations abbreviations
	included      int // bytes of other files
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

// maxDepth is how deeply quotes and list items may nest: gomarkdown drops what lies deeper than 64 levels. Before it does so,
// the rest of a block is taken as one paragraph.
const maxDepth = 60

// blockHook finds blocks that gomarkdown does not know, at the start of a block, which has been noted already. Where it finds
// nothing it returns 0 as the length of what it took.
type blockHook struct {
	foreign
	rank  int
	first string // the characters that such blocks begin with, "" if any
	find  func(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int)
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

func parseBlocks(src *source, o Options) *blockParser {
	b := &blockParser{
		Parser:  parser.NewCommonMarkWithExtensions(parser.Strikethrough | parser.Autolink),
		src:     src,
		options: o,
		in:      inForceFor(src.text, o),
	}
	b.footnotes, b.tables = mayHaveFootnotes(src.text), mayHaveTables(src)
	b.IsSafeURLOverride = isBareURL
	if b.footnotes {
		b.ReferenceOverride = noFootnoteLink
	}
	b.starts = make([]blockStart, 0, 16+len(src.starts)/2)
	b.Opts.ParserHook = b.whole
	b.Parse([]byte(src.text))
	return b
}

// whole takes the whole text, so that gomarkdown's Parse, which alone tells it how long the text is, does not go on to what is
// inside the blocks: that comes later, with more than gomarkdown knows (inlines.go).
func (b *blockParser) whole(text []byte) (ast.Node, []byte, int) {
	b.places = append(b.places, place{node: b.Doc, outer: -1})
	b.open = append(b.open, openPlace{rest: text, line: strings.Count(b.src.text[:len(b.src.text)-len(text)], "\n")})
	b.Opts.ParserHook = b.block
	b.Block(text)
	b.roots = b.Doc.GetChildren()
	b.Doc.AsContainer().Children = nil
	return nil, nil, len(text)
}

func (b *blockParser) block(rest []byte) (node ast.Node, inside []byte, length int) {
	b.note(rest)
	if len(b.open) > maxDepth {
		if !b.tooDeep {
			b.tooDeep = true
			b.faults = append(b.faults, fault{b.src.start(b.here().line), problem.Nesting,
				"lists and quotes are nested too deeply here, so the rest of this one is a single paragraph: nest less"})
		}
		return &ast.Paragraph{Container: ast.Container{Content: rest}}, nil, len(rest)
	}
	first := rest[len(rest)-len(trimLeft(rest))]
	for i := range b.in.blocks {
		h := &b.in.blocks[i]
		if h.first != "" && strings.IndexByte(h.first, first) < 0 {
			continue
		}
		node, inside, length = h.find(b, rest)
		switch {
		case length == 0:
		case h.watch:
			b.hints.add(h.foreign, b.src.start(b.here().line))
		default:
			return node, inside, length
		}
	}
	return nil, nil, 0
}

// note takes note of where a block begins.
func (b *blockParser) note(rest []byte) {
	parent := b.parent()
	blank := false
	p := b.resume(parent)
	if p == nil {
		p = b.enter(parent, rest)
	} else {
		passed := p.rest[:len(p.rest)-len(rest)-b.behind]
		p.rest = p.rest[len(passed):]
		if !b.places[p.at].still {
			p.line += bytes.Count(passed, []byte{'\n'})
		}
		blank = endsBlank(passed)
	}
	b.starts = append(b.starts, blockStart{int32(p.at), int32(len(parent.AsContainer().Children)), int32(p.line), blank})
}

// parent returns the node that the next block is added to, which only adding one to it can tell.
func (b *blockParser) parent() ast.Node {
	b.probe.Parent = nil
	b.AddBlock(&b.probe)
	b.Finalize(&b.probe)
	siblings := b.probe.Parent.AsContainer()
	siblings.Children = siblings.Children[:len(siblings.Children)-1]
	return b.probe.Parent
}

// part parses the first bytes of a text that a hook was given, by themselves.
func (b *blockParser) part(rest []byte, length int) {
	b.behind += len(rest) - length
	b.Block(rest[:length:length])
	b.behind -= len(rest) - length
}
