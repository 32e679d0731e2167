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
