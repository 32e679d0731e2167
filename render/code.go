package render

import (
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

// codeBlock is a block of code: where it comes from, its info string, its text.
type codeBlock struct {
	node *gfm.Node
	info string
	text string
}

// code writes a code macro (https://confluence.atlassian.com/doc/code-block-macro-139390.html).
func (r *renderer) code(b codeBlock) {
	r.writeAnchorsBefore()
	title := codeTitle(b.info, b.node.Get("written"))
	if title != "" && r.o.Editor == CloudEditor {
		// The new editor does not show the macro's title.
		r.boldText(title)
	}
	r.place(editor.Code)
	r.w.Line()
	r.w.StartMacro("code")
	if language := macroLanguage(codeLanguage(b.info), r.o.Editor); language != "" {
		r.w.Parameter("language", language)
	}
	if title != "" && r.o.Editor == LegacyEditor {
		r.w.Parameter("title", title)
	}
	if first := firstLine(b.info); first > 0 {
		r.w.Parameter("linenumbers", "true")
		if first > 1 {
			r.w.Parameter("firstline", strconv.Itoa(first))
		}
	}
	r.w.PlainBody(strings.TrimSuffix(b.text, "\n"))
	r.w.End()
}

// htmlLanguage gives the language of <pre lang="go"> or <code class="language-go">, as GitHub reads it.
func htmlLanguage(n *gfm.Node) string {
	info := n.Get("lang")
	n.Descend(func(c *gfm.Node) bool {
		if class := c.Get("class"); c.Is(gfm.Code) && strings.HasPrefix(class, "language-") {
			info = class
		}
		return true
	})
	return info
}
