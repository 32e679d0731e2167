package render

import (
	"bytes"
	"strings"

	"github.com/gomarkdown/markdown/ast"
	"golang.org/x/net/html"
)

// alertAttr names the kind of an alert on its blockquote, as it was spelled.
const alertAttr = "data-alert"

// An alert is a quote that begins with a line such as "[!NOTE]"
// (https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts).
// GitHub knows five kinds. Confluence's macros have other names than its
// editor shows: "note" is the yellow warning, "warning" the red error.
var alertMacros = map[string]string{
	"note": "info", "tip": "tip", "important": "panel", "warning": "note", "caution": "warning",
}

// alert gives the kind of alert that a quote is, as it is spelled there, or
// "". The source tells it apart from an escaped marker.
func (b *treeBuilder) alert(n *ast.BlockQuote) string {
	places := b.positions.linesOf(n)
	if n.Parent != b.root || len(places) == 0 {
		return ""
	}
	first, _, _ := bytes.Cut(places[0].text, []byte{'\n'})
	kind, ok := strings.CutPrefix(strings.TrimSpace(string(first)), "[!")
	kind, closed := strings.CutSuffix(kind, "]")
	if !ok || !closed || alertMacros[strings.ToLower(kind)] == "" || alertIsEmpty(n) {
		return ""
	}
	return kind
}

func alertIsEmpty(n *ast.BlockQuote) bool {
	paragraph, ok := n.Children[0].(*ast.Paragraph)
	if !ok {
		return true
	}
	first, ok := ast.GetFirstChild(paragraph).(*ast.Text)
	return !ok || len(n.Children) == 1 && len(paragraph.Children) == 1 && !bytes.Contains(first.Literal, []byte{'\n'})
}

func (r *renderer) alert(n *html.Node, kind string) {
	macro := alertMacros[strings.ToLower(kind)]
	r.w.Line()
	r.w.StartMacro(macro)
	if macro == "panel" {
		r.w.Parameter("panelIconText", "❗")
		r.w.Parameter("bgColor", "#EAE6FF")
	}
	r.w.StartRichBody()
	r.flow(n, loose)
	r.w.End()
	r.w.End()
}
