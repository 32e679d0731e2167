package plan

import "fmt"

// place finds the page that each page belongs below.
func (m *maker) place() {
	for _, page := range m.documents() {
		if page.Draft.Failed {
			page.fail(ErrDocument)
		}
		m.placeOne(page)
	}
}

func (m *maker) placeOne(page *Page) {
	draft := page.Draft
	switch {
	case page.Exists() && (draft.StaysPut(page.Stands.ID) || page.Stands.ID == m.Snapshot.Parent.ID):
		page.Parent = Parent{ID: page.Stands.ParentID}
	case draft.ParentRef != "":
		named, found := m.named(draft.ParentRef)
		if why := m.Snapshot.Refused[draft.ParentRef]; why != "" {
			page.fail(fmt.Errorf("its front matter names the parent %q, but %s", draft.ParentRef, why))
			return
		}
		if !found {
			page.fail(fmt.Errorf("its front matter names the parent %q, and there is no such page among the documents or in space %s", draft.ParentRef, m.Snapshot.Key))
			return
		}
		if page.Exists() && named.ID == page.Stands.ID {
			page.fail(fmt.Errorf("its front matter names the parent %q, which is its own page", draft.ParentRef))
			return
		}
		page.Parent = Parent{ID: named.ID}
	case draft.Parent == nil:
		page.Parent = Parent{ID: m.Snapshot.Parent.ID}
	default:
		above := m.plan.bySource[draft.Parent.Source]
		page.Parent = Parent{ID: above.Stands.ID}
		if !above.Exists() {
			page.Parent.Page = above
		}
	}
	m.checkStray(page)
}

// checkStray fails a page that stands outside of the tree and is not as an earlier run left it: it may have become
// somebody else's.
func (m *maker) checkStray(page *Page) {
	if page.Err != nil || !page.Exists() || page.isAtHome() || page.Draft.BoundTo(page.Stands.ID) || page.adopted {
		return
	}
	if page.Stands.Status == "trashed" || m.isBelowParent(page.Stands) {
		return
	}
	if page.Stands.Version.Number == page.Entry.Version {
		page.note("it was moved out of the tree in Confluence, and is put back")
		return
	}
	page.fail(fmt.Errorf("its page %s was moved out of the tree of %q and edited there: move it back, or set page-id in the front matter", page.Stands.WebURL, m.Snapshot.Parent.Title))
}

// missingParent gives the page above that is not there and will not be.
func (m *maker) missingParent(page *Page) *Page {
	if above := page.Parent.Page; page.Err == nil && above != nil && above.Err != nil {
		return above
	}
	return nil
}
