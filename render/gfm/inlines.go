package gfm

import (
	"bytes"
	"regexp"

	"github.com/gomarkdown/markdown/ast"
)

// content builds the inline content of a paragraph or heading.
func (b *builder) content(text []byte) {
	line := b.line
	if b.lazyLines {
		text = lineStart.ReplaceAll(b.unmarked(text), nil)
	}
	if b.strip > 0 {
		line = b.lineAfter(line, text[:b.strip])
		text, b.strip = text[b.strip:], 0
	}
	b.inlines(extent{src: b.src, still: b.still, text: text, line: line}, text)
}

// lineStart is the indentation of a line, which means nothing in a paragraph.
var lineStart = regexp.MustCompile(`(?m)^[ \t]+`)

// inlines builds inline content. The text is that of the source, or what gomarkdown is to read instead.
func (b *builder) inlines(source extent, text []byte) {
	for len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	b.leaf = leaf{extent: source, spans: b.leaf.spans[:0]}
	if b.box != "" {
		b.open(Box, -1, Attr{"state", b.box})
		b.box = ""
	}
	seen := lookAt(text)
	seen.plain = seen.plain && !(b.in.special != "" && bytes.ContainsAny(text, b.in.special)) && len(b.abbreviations.full) == 0
	if seen.plain && seen.ticks%2 == 0 {
		b.wordsAndCode(text)
		return
	}
	b.leaf.guarded = b.guard(text, seen)
	b.parsed.Children = b.parsed.Children[:0]
	b.Inline(&b.parsed, b.leaf.guarded.text)
	if b.leaf.guarded.any {
		b.leaf.guarded.pairRuns(&b.parsed)
	}
	if b.leaf.guarded.any && len(b.in.inlines) > 0 {
		b.leaf.guarded.pairDelimiters(&b.parsed)
	}
	b.children(&b.parsed)
	b.endSpans(0)
	b.raw.hiding = ""
}

// children builds what is in an inline node. Raw HTML that is opened in it must be closed in it, or needs an HTML parser.
func (b *builder) children(parent ast.Node) {
	open := len(b.leaf.spans)
	for _, n := range parent.GetChildren() {
		if b.failed {
			return
		}
		if _, isTag := n.(*ast.HTMLSpan); isTag || b.raw.hiding == "" {
			b.build(n)
		}
	}
	b.endSpans(open)
}

func (b *builder) endSpans(open int) {
	if len(b.leaf.spans) != open {
		b.failed = b.markup == nil
	}
}
