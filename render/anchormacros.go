package render

import (
	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/storage"
)

// noteAnchors remembers the anchors that an element sets until something visible is written, so that they need no paragraph of
// their own.
func (r *renderer) noteAnchors(n *gfm.Node) {
	if len(r.doc.set) > 0 {
		r.anchors = append(r.anchors, r.doc.set[n]...)
	}
}

// noteAnchorsIn remembers the anchors of the elements inside one.
func (r *renderer) noteAnchorsIn(n *gfm.Node) {
	if len(r.doc.set) == 0 {
		return
	}
	n.Descend(func(c *gfm.Node) bool {
		r.noteAnchors(c)
		return true
	})
}

// writeAnchors writes the remembered anchors.
func (r *renderer) writeAnchors() {
	for _, name := range r.anchors {
		writeAnchor(&r.w, name)
	}
	r.anchors = r.anchors[:0]
}

func writeAnchor(w *storage.Writer, name string) {
	w.StartMacro("anchor")
	w.Parameter("", name)
	w.End()
}
