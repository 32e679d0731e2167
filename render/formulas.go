package render

import "github.com/pagewright/pagewright/render/gfm"

func init() {
	writesInline(gfm.Formula, writeFormula)
	writesBlock(gfm.FormulaBlock, writeFormulaBlock)
}

// writeFormula writes a formula in a text: its source as code.
func writeFormula(r *renderer, n *gfm.Node) {
	r.begin(mark{name: "code"})
	r.text(n.Get("raw"))
	r.finish()
}

// writeFormulaBlock writes a formula on lines of its own.
func writeFormulaBlock(r *renderer, n *gfm.Node) {
	r.code("tex", gfm.TextOf(n))
}
