package render

import (
	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/storage"
)

// diagram writes the picture of a diagram, and, if it is wanted, its source below. It reports whether it has.
func (r *renderer) diagram(b codeBlock) bool {
	language := codeLanguage(b.info)
	if r.o.Drawer == nil || language == "" {
		return false
	}
	picture, found, err := r.o.Drawer.Draw(language, b.text)
	if err != nil {
		r.report(b.node, RuleDiagram, err.Error())
	}
	if !found || err != nil {
		return false
	}
	r.attach(picture)
	r.place(editor.Paragraph)
	r.startBlock("p", r.alignAttr()...)
	r.beginContent()
	r.visible()
	r.w.Start("ac:image", storage.Attr{Name: "ac:alt", Value: "Diagram (" + language + ")"})
	r.w.Empty("ri:attachment", storage.Attr{Name: "ri:filename", Value: picture.Name})
	r.w.End()
	r.closeMarks(0)
	r.w.End()
	if r.o.DiagramSource {
		r.diagramSource(b)
	}
	return true
}

// diagramSource writes the source of a diagram into an expand, where there can be one.
func (r *renderer) diagramSource(b codeBlock) {
	kind := editor.Expand
	if !r.place(kind) {
		if kind = editor.NestedExpand; !r.place(kind) {
			r.code(b)
			return
		}
	}
	r.push(frame{kind: kind, ends: 2, begin: func() {
		r.w.Line()
		r.w.StartMacro("expand")
		r.w.Parameter("title", "Source of the diagram")
		r.w.StartRichBody()
	}})
	r.code(b)
	r.pop()
}
