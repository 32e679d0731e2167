package gfm

import (
	"bytes"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// The elements of quotes, and of alerts, whose attribute kind is their kind in lower case.
var (
	Quote = element(Tag{Name: "blockquote", Block: true})
	Alert = own(Tag{Name: "blockquote", Block: true})
)

func init() {
	onBlock(blockHook{rank: 1, first: ">\x1E\x1F", find: markLazyLines})
	builds(buildQuote)
}

// A line of a quoted paragraph may leave out the marker of the quote. If it is indented as a list in the quote is, gomarkdown
// reads it as if the marker were there, and finds blocks in it. So its first blank becomes a character that the source does not
// have, until the paragraph is built, or another block turns out to begin there.
const lazySpace, lazyTab = 0x1F, 0x1E

// markLazyLines finds nothing, but marks such lines in the text of a quote.
func markLazyLines(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	switch rest[0] {
	case lazySpace:
		rest[0] = ' '
	case lazyTab:
		rest[0] = '\t'
	}
	inList := false
	for at := 0; at < len(rest); {
		line, next := cutLine(rest[at:])
		at += next
		inner := trimLeft(line)
		switch {
		case len(inner) == 0:
			return nil, nil, 0
		case indent(line) > 3:
			if inList && mayStartBlock(line) {
				b.lazyLines = true
				if line[0] == '\t' {
					line[0] = lazyTab
				} else {
					line[0] = lazySpace
				}
			}
		case inner[0] == '>':
			inner = bytes.TrimLeft(inner, "> \t")
			inList = inList || len(inner) > 0 && bytes.IndexByte([]byte("-+*0123456789"), inner[0]) >= 0
		case at == next || b.interrupts(line):
			return nil, nil, 0
		}
	}
	return nil, nil, 0
}

// unmarked returns a text without the marks of lazy lines.
func (b *blockParser) unmarked(text []byte) []byte {
	if b.lazyLines {
		text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte{lazySpace}, []byte{' '}), []byte{lazyTab}, []byte{'\t'})
	}
	return text
}

// alertKinds are those that GitHub knows
// (https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts).
var alertKinds = set(`note tip important warning caution`)

func buildQuote(b *builder, n *ast.BlockQuote) {
	pos := b.src.start(b.line)
	if kind := b.alert(n); kind != "" {
		b.open(Alert, pos, Attr{"kind", kind})
		b.blocks(n, false)
		b.close(Alert)
		return
	}
	b.open(Quote, pos)
	b.blocks(n, false)
	b.close(Quote)
}

// alert gives the kind of alert that a quote is, "" if it is none: its first line, which is not shown, is "[!NOTE]", and there is
// more.
func (b *builder) alert(n *ast.BlockQuote) string {
	first, ok := ast.GetFirstChild(n).(*ast.Paragraph)
	if !ok || b.starts[b.next-1].place != 0 {
		return ""
	}
	line, next := cutLine(first.Content)
	kind, opened := strings.CutPrefix(string(bytes.TrimSpace(line)), "[!")
	kind, closed := strings.CutSuffix(strings.ToLower(kind), "]")
	rest := first.Content[next:]
	if !opened || !closed || !alertKinds[kind] || len(rest) == 0 && len(n.Children) == 1 {
		return ""
	}
	b.strip = next
	return kind
}
