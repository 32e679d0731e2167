package render

import "github.com/pagewright/pagewright/render/gfm"

func init() {
	writesBlock(gfm.CodeBlock, func(r *renderer, n *gfm.Node) {
		if b := (codeBlock{n, n.Get("info"), gfm.TextOf(n)}); !r.diagram(b) {
			r.code(b)
		}
	})
}
