package plan

import (
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
	"github.com/pagewright/pagewright/render/pageid"
)

// lookAtParents asks for the pages that front matter names as parents.
func (m *planner) lookAtParents() {
	for _, page := range m.documents() {
		if page.Rendered.ParentRef != "" {
			m.parentNamed(page)
		}
	}
}

// parentNamed returns the page that the front matter of a document names as its parent. Nothing is looked up for one that is named
// by its id, or that the document's page lies below already: such pages are read with the others, many in one request.
func (m *planner) parentNamed(page *Page) (named space.Page, found bool) {
	ref := page.Rendered.ParentRef
	for _, id := range []string{ref, page.Existing.ParentID} {
		if !pageid.Valid(id) {
			continue
		}
		likely, seen := m.page(id)
		switch {
		case seen && m.isParentNamed(likely, ref):
			return likely, true
		case !seen && !m.Snapshot.Unseen[id]:
			return space.Page{}, false // it is asked for
		}
	}
	named, asked := m.Snapshot.Named[ref]
	if !asked {
		m.need(&m.plan.Needs.Named, ref)
	}
	return named, named.ID != ""
}

// isParentNamed reports whether a page is the one that front matter names by its id or title. A number is an id, if there is such a page.
func (m *planner) isParentNamed(page space.Page, ref string) bool {
	if page.Status != "current" || page.SpaceID != "" && page.SpaceID != m.Snapshot.ID {
		return false
	}
	return page.ID == ref || (!pageid.Valid(ref) || m.Snapshot.Unseen[ref]) && title.Fold(page.Title) == title.Fold(ref)
}
