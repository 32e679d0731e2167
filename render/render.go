package render

import (
	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/problem"
)

// Render writes the document's body.
func (d *Document) Render(o Options) Result {
	r := renderer{doc: d, o: o, reported: map[*gfm.Node]bool{}, positions: d.tree.Positions(), frames: []frame{{kind: editor.Page, isOpen: true}}}
	r.w.Grow(d.tree.Size() * 3 / 2)
	r.contentsOnTop()
	r.flow(d.tree.Root, loose)
	r.writeAnchorsBefore()
	problem.Sort(r.problems)
	return Result{Body: r.withTop(r.w.String()), Attachments: r.attachments, Problems: r.problems}
}
