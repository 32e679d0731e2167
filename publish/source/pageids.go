package source

import (
	"fmt"

	"github.com/pagewright/pagewright/render/problem"
)

// refuseSharedPageIDs fails documents that name a page in Confluence which another one names already.
func (r *treeReader) refuseSharedPageIDs() {
	named := map[string]*Page{}
	for page := range r.tree.All() {
		id := page.PageID()
		other := named[id]
		if id == "" || other == nil {
			named[id] = page
			continue
		}
		where, words := page.PageIDWords()
		r.fail(page, "page-id", problem.PageIDTwice, fmt.Sprintf("its %s names the page %s, and so does that of %s: a page shows one document, so correct or remove %s in one of them", where, id, other.Source, words))
	}
}
