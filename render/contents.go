package render

import (
	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

func init() {
	writesBlock(gfm.Contents, func(r *renderer, _ *gfm.Node) { r.contents() })
}

// contents writes the table of contents: https://confluence.atlassian.com/doc/table-of-contents-macro-182682099.html.
func (r *renderer) contents() {
	r.place(editor.Extension)
	r.w.Line()
	r.w.StartMacro("toc")
	r.w.End()
}

// contentsOnTop writes the table of contents that is asked for in front of everything, if the document has no place of its own
// for it.
func (r *renderer) contentsOnTop() {
	wanted := r.o.TOC
	if own := r.doc.FrontMatter.TOC; own != nil {
		wanted = *own
	}
	if !wanted || len(r.doc.anchors.headings) == 0 {
		return
	}
	marked := false
	r.doc.tree.Root.Descend(func(n *gfm.Node) bool {
		marked = marked || n.Is(gfm.Contents)
		return !marked
	})
	if !marked {
		r.contents()
	}
}
