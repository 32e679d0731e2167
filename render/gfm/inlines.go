package gfm

import (
	"bytes"
	"regexp"

	"github.com/gomarkdown/markdown/ast"
)

// leaf is the text of a paragraph, heading or cell while its inline content is being built.
type leaf struct {
	extent
	cursor  int // how much of the text has been built
	lost    bool
	guarded guarded
	inLink  int            // links of Markdown that are open
	lastEnd map[string]int // by name, where the last end tags in it are
	spans   []span

	isAddress bool // the text being built is a URL
}

// span is an element of raw HTML that is open in a leaf.
type span struct {
	name string
	node *Node // what holds it
}

// content builds the inline content of a paragraph or heading.
func (b *builder) content(n ast.Node) {
	text, line := n.AsContainer().Content, b.line
	if b.lazyLines {
		text = lineStart.ReplaceAll(b.unmarked(text), nil)
	}
	if b.strip > 0 {
		line += bytes.Count(text[:b.strip], []byte{'\n'})
		text, b.strip = text[b.strip:], 0
	}
	b.inlines(extent{src: b.src, text: text, line: line}, text)
}

// lineStart is the indentation of a line, which means nothing in a paragraph.
var lineStart = regexp.MustCompile(`(?m)^[ \t]+`)

// inlines builds inline content. The text is that of the source, or what gomarkdown is to read instead.
func (b *builder) inlines(source extent, text []byte) {
	text = bytes.TrimRight(text, " \t\n")
	b.leaf = leaf{extent: source, spans: b.leaf.spans[:0]}
	if b.box != "" {
		b.open(Box, -1, Attr{"state", b.box})
		b.box = ""
	}
	if isPlain(text) {
		b.text(string(text))
		return
	}
	b.leaf.guarded = b.guard(text)
	b.parsed.Children = b.parsed.Children[:0]
	b.Inline(&b.parsed, b.leaf.guarded.text)
	if bytes.IndexByte(text, '~') >= 0 {
		strikeSingleTildes(&b.parsed)
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

// special marks the bytes at which gomarkdown, or one of the files here, may find something in a text.
var special = func() (is [256]bool) {
	for _, c := range []byte("*_[]`<\\&~$@") {
		is[c] = true
	}
	return is
}()

// isPlain reports whether there is nothing but words in a text, so that no parser needs to look for more.
func isPlain(text []byte) bool {
	for i, c := range text {
		switch {
		case special[c]:
			return false
		case c == ':':
			if i+1 < len(text) && text[i+1] == '/' || i > 0 && text[i-1]|0x20 == 'o' {
				return false // http://, mailto:
			}
		case c == '\n':
			if i > 0 && (text[i-1] == ' ' || text[i-1] == '\t') {
				return false // a line break
			}
		case c == 'w':
			if bytes.HasPrefix(text[i+1:], []byte("ww.")) {
				return false
			}
		}
	}
	return true
}

// offset gives where in the source the building of the leaf stands.
func (l *leaf) offset() int { return l.extent.offset(min(l.cursor, len(l.text))) }
