package gfm

import (
	"bytes"
	"strings"

	"github.com/gomarkdown/markdown/ast"
	"github.com/gomarkdown/markdown/parser"

	"github.com/pagewright/pagewright/render/problem"
)

// maxDepth is how deeply quotes and list items may nest: gomarkdown drops what lies deeper than 64 levels. Before it does so,
// the rest of a block is taken as one paragraph.
const maxDepth = 60

func parseBlocks(src *source, o Options) *blockParser {
	b := &blockParser{
		Parser:  parser.NewCommonMarkWithExtensions(parser.Autolink),
		src:     src,
		options: o,
		in:      inForceFor(src.text, o),
	}
	b.footnotes, b.tables = mayHaveFootnotes(src.text), mayHaveTables(src)
	b.tags = hasTagsBelowText(src.text)
	b.starts = make([]blockStart, 0, 16+len(src.starts)/2)
	b.Opts.ParserHook = b.whole
	b.toRead = withTabStops(src.text)
	b.Parse([]byte(b.toRead))
	return b
}

// whole takes the whole text, so that gomarkdown's Parse, which alone tells it how long the text is, does not go on to what is
// inside the blocks: that comes later, with more than gomarkdown knows (inlines.go).
func (b *blockParser) whole(text []byte) (ast.Node, []byte, int) {
	b.places = append(b.places, place{node: b.Doc, outer: -1})
	b.open = append(b.open, openPlace{rest: text, line: strings.Count(b.toRead[:len(b.toRead)-len(text)], "\n")})
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
			of := h.foreign
			if h.named != nil {
				of.like = h.named(rest)
			}
			b.hints.add(of, b.src.start(b.here().line))
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
		passed := p.rest[:len(p.rest)-len(rest)-p.behind]
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
