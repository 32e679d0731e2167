package render

import (
	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

func init() {
	writesInline(gfm.Formula, writeFormula)
	writesBlock(gfm.FormulaBlock, writeFormulaBlock)
}

// mathMacro returns the name of the site's macro for formulas, "" if there is none.
func (r *renderer) mathMacro() string {
	if r.o.Math == "code" {
		return ""
	}
	return r.o.Math
}

// writeFormula writes a formula in a text: with the site's macro, or its source as code.
func writeFormula(r *renderer, n *gfm.Node) {
	if name := r.mathMacro(); name != "" {
		r.visibleIn(r.marksOutsideCode())
		r.w.StartMacro(name)
		r.w.PlainBody(gfm.TextOf(n))
		r.w.End()
		return
	}
	r.begin(mark{name: "code"})
	r.text(n.Get("raw"))
	r.finish()
}

// writeFormulaBlock writes a formula on lines of its own.
func writeFormulaBlock(r *renderer, n *gfm.Node) {
	name := r.mathMacro()
	if name == "" {
		r.code(codeBlock{n, "tex", gfm.TextOf(n)})
		return
	}
	r.writeAnchorsBefore()
	r.place(editor.Extension)
	r.w.Line()
	r.w.StartMacro(name)
	r.w.PlainBody(gfm.TextOf(n))
	r.w.End()
}
