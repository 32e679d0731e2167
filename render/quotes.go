package render

import (
	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

func init() {
	isContainer(gfm.Quote, editor.Quote)
	isContainer(gfm.Alert, editor.Panel)
	writesBlock(gfm.Quote, writeQuote)
	writesBlock(gfm.Alert, writeAlert)
	writesBlock(gfm.AlertTitle, (*renderer).boldLine) // the new editor does not show the macros' own titles
}

// writeQuote writes a quote, or only what is in it, where a quote may not stand.
func writeQuote(r *renderer, n *gfm.Node) {
	if !n.HasVisible() {
		return
	}
	if r.mayHold(editor.Quote) {
		r.pushLater(frame{kind: editor.Quote, ends: 1, begin: func() { r.startBlock("blockquote") }})
	} else {
		r.push(frame{kind: editor.Quote, flat: true})
	}
	r.flow(n, loose)
	r.pop()
}

// alertMacros are the macros that alerts become, by their kinds. Confluence's macros have other names than its editor shows:
// "note" is the yellow warning, "warning" the red error.
var alertMacros = map[string]string{"note": "info", "tip": "tip", "important": "panel", "warning": "note", "caution": "warning"}

func writeAlert(r *renderer, n *gfm.Node) {
	name := alertMacros[n.Get("kind")]
	r.pushLater(frame{kind: editor.Panel, ends: 2, begin: func() {
		r.w.Line()
		r.w.StartMacro(name)
		if name == "panel" {
			r.w.Parameter("panelIconText", "❗")
			r.w.Parameter("bgColor", "#EAE6FF")
		}
		r.w.StartRichBody()
	}})
	r.flow(n, loose)
	r.pop()
}
