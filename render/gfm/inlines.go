package gfm

import (
	"bytes"
	"regexp"
	"unicode/utf8"

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
	if b.leaf.guarded.any && len(b.in.inlines) > 0 {
		b.pairDelimiters(&b.parsed)
	}
	if seen.tilde {
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

// sight is what is seen in a text at a glance.
type sight struct {
	plain      bool // there is nothing but words and single backticks, so that no parser needs to look for more
	ticks      int  // single backticks
	dollars    int
	brackets   int
	backslash  bool
	tilde      bool
	delimiters bool // of emphasis
	foreign    bool // there are characters beyond ASCII
}

// special marks the bytes at which gomarkdown, or one of the files here, may find something in a text.
var special = func() (is [256]bool) {
	for _, c := range []byte("*_[]`<\\&~$@:\nw") {
		is[c] = true
	}
	for c := utf8.RuneSelf; c < len(is); c++ {
		is[c] = true
	}
	return is
}()

// lookAt looks at a text.
func lookAt(text []byte) (s sight) {
	s.plain = true
	for i, c := range text {
		if !special[c] {
			continue
		}
		switch c {
		case ':':
			if i+1 < len(text) && text[i+1] == '/' || i > 0 && text[i-1]|0x20 == 'o' {
				s.plain = false // http://, mailto:
			}
		case '\n':
			if i > 0 && (text[i-1] == ' ' || text[i-1] == '\t') {
				s.plain = false // a line break
			}
		case 'w':
			if bytes.HasPrefix(text[i+1:], []byte("ww.")) {
				s.plain = false
			}
		case '`':
			if s.ticks++; i+1 < len(text) && text[i+1] == '`' {
				s.plain = false
			}
		case '$':
			s.dollars++
			s.plain = false
		case '[':
			s.brackets++
			s.plain = false
		case '\\':
			s.backslash, s.plain = true, false
		case '*', '_':
			s.delimiters, s.plain = true, false
		case '~':
			s.tilde, s.delimiters, s.plain = true, true, false
		default:
			if c >= utf8.RuneSelf {
				s.foreign = true
			} else {
				s.plain = false
			}
		}
	}
	return s
}

// offset gives where in the source the building of the leaf stands.
func (l *leaf) offset() int { return l.extent.offset(min(l.cursor, len(l.text))) }
