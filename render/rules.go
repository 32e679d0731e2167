package render

import (
	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

func init() { writesBlock(gfm.Rule, writeRule) }

// writeRule writes a thematic break, or a line of dashes where there can be none.
func writeRule(r *renderer, _ *gfm.Node) {
	if !r.mayHold(editor.Rule) {
		r.place(editor.Paragraph)
		r.startBlock("p")
		r.w.Text("———")
		r.w.End()
		return
	}
	r.place(editor.Rule)
	r.w.Line()
	r.w.Empty("hr")
}
