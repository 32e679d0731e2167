package render

import (
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/storage"
)

func init() {
	for tag, name := range map[*gfm.Tag]string{
		gfm.Strong: "strong", gfm.Emphasis: "em", gfm.Underline: "u", gfm.Deleted: "del", gfm.Sub: "sub", gfm.Sup: "sup", gfm.Code: "code",
	} {
		isMark(tag, func(r *renderer, _ *gfm.Node) (mark, bool) { return mark{name: name}, !r.isInForce(name) })
	}
	isMark(gfm.Highlight, func(r *renderer, _ *gfm.Node) (mark, bool) {
		return mark{name: "span", attr: &highlight}, !r.isInForce("span")
	})
	writesInline(gfm.Break, func(r *renderer, _ *gfm.Node) { r.lineBreak() })
	writesInline(gfm.Quoted, writeQuoted)
	writesInline(gfm.Abbr, writeAbbr)
}

// highlight is the yellow of the new editor's palette.
var highlight = storage.Attr{Name: "style", Value: "background-color: rgb(248,230,160);"}

// writeQuoted puts quotation marks around a <q>, as a browser does.
func writeQuoted(r *renderer, n *gfm.Node) {
	left, right := "“", "”"
	if n.Within(gfm.Quoted) {
		left, right = "‘", "’"
	}
	r.text(left)
	r.inlines(n)
	r.text(right)
}

// writeAbbr puts what an abbreviation is short for behind it, the first time: a page has nothing that shows it when the mouse is
// over the word.
func writeAbbr(r *renderer, n *gfm.Node) {
	r.inlines(n)
	title := squeezed(n.Get("title"))
	if key := squeezed(gfm.TextOf(n)) + "\n" + title; title != "" && !r.explained[key] && !strings.EqualFold(title, gfm.TextOf(n)) {
		if r.explained == nil {
			r.explained = map[string]bool{}
		}
		r.explained[key] = true
		r.text(" (" + title + ")")
	}
}
