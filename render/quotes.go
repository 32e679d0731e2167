package render

import (
	"strings"

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
	if !n.HasVisible() && !hasEmptyPlaces(n) {
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

// hasEmptyPlaces reports whether there are items or cells in a node, which are seen even if nothing is in them.
func hasEmptyPlaces(n *gfm.Node) bool {
	found := false
	n.Descend(func(c *gfm.Node) bool {
		found = found || c.Is(gfm.Item) || containers[c.Tag] == editor.Cell
		return !found
	})
	return found
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
	if n.HasVisible() && !fillsPanel(n) { // in the legacy editor too, which says the same
		kind := n.Get("kind")
		r.boldText(strings.ToUpper(kind[:1]) + kind[1:])
	}
	r.flow(n, loose)
	r.pop()
}

// fillsPanel reports whether something in a node stays in the panel that it is, rather than being lifted out of it in the new editor.
func fillsPanel(n *gfm.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		kind, holds := containers[c.Tag]
		switch {
		case c.Is(gfm.Table), holds && kind != editor.Item && kind != editor.Quote && !editor.Holds(editor.Panel, kind):
		case c.IsVisible(), fillsPanel(c):
			return true
		}
	}
	return false
}
