package render

import (
	"github.com/pagewright/pagewright/render/gfm"
)

func init() {
	writesInline(gfm.Reference, writeReference)
	writesInline(gfm.Backlink, writeBacklink)
}

func writeReference(r *renderer, n *gfm.Node) {
	links, _ := r.doc.linksOf(n)
	r.begin(mark{name: "sup"})
	defer r.finish()
	if !r.inLink() {
		r.begin(mark{link: &link{anchor: links.anchor}})
		defer r.finish()
	}
	r.text(gfm.TextOf(n))
}

func writeBacklink(r *renderer, n *gfm.Node) {
	if links, use := r.doc.linksOf(n); use < len(links.uses) {
		r.begin(mark{link: r.linkPlace(links.uses[use])})
		r.inlines(n)
		r.finish()
	}
}
