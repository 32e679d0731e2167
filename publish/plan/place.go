package plan

import "fmt"

// place finds the page that each page belongs below.
func (m *planner) place() {
	for _, page := range m.documents() {
		if page.Rendered.Failed {
			page.fail(ErrDocument)
		}
		m.placeOne(page)
	}
}

func (m *planner) placeOne(page *Page) {
	rendered := page.Rendered
	switch {
	case page.Exists() && (rendered.StaysPut(page.Existing.ID) || page.Existing.ID == m.Snapshot.Parent.ID):
		page.Parent = Parent{ID: page.Existing.ParentID}
	case rendered.ParentRef != "":
		named, found := m.parentNamed(page)
		if why := m.Snapshot.Refused[rendered.ParentRef]; why != "" {
			page.fail(fmt.Errorf("its front matter names the parent %q, but %s", rendered.ParentRef, why))
			return
		}
		if !found {
			page.fail(fmt.Errorf("its front matter names the parent %q, and there is no such page among the documents or in space %s", rendered.ParentRef, m.Snapshot.Key))
			return
		}
		if page.Exists() && named.ID == page.Existing.ID {
			page.fail(fmt.Errorf("its front matter names the parent %q, which is its own page", rendered.ParentRef))
			return
		}
		page.Parent = Parent{ID: named.ID}
	case rendered.Parent == nil:
		page.Parent = Parent{ID: m.Snapshot.Parent.ID}
	default:
		above := m.plan.bySource[rendered.Parent.Source]
		page.Parent = Parent{ID: above.Existing.ID}
		if !above.Exists() {
			page.Parent.Page = above
		}
	}
	m.checkStray(page)
}

// isAboveParent reports whether the parent page of the tree lies below a page.
func (m *planner) isAboveParent(id string) bool {
	above := m.Snapshot.Parent.ParentID
	for range len(m.Snapshot.Pages) + 1 {
		if above == "" || above == id {
			break
		}
		above = m.Snapshot.Pages[above].ParentID
	}
	return above == id
}

// checkStray fails a page that stands outside of the tree and is not as an earlier run left it: it may have become
// somebody else's.
func (m *planner) checkStray(page *Page) {
	if page.Err != nil || !page.Exists() || page.isAtHome() || page.Rendered.BoundTo(page.Existing.ID) || page.adopted {
		return
	}
	if page.Existing.Status == "trashed" || m.isBelowParent(page.Existing) {
		return
	}
	if m.isAboveParent(page.Existing.ID) {
		page.fail(fmt.Errorf("the page %q, which the setting parent names, was moved below this page in Confluence, so that this page cannot be put below it: move %[1]q out of it", m.Snapshot.Parent.Title))
		return
	}
	if page.Existing.Version.Number == page.Entry.Version {
		if m.Settings.FormerParent == "" {
			page.note("it was moved out of the tree in Confluence, and is put back")
		}
		return
	}
	page.fail(fmt.Errorf("its page %s was moved out of the tree of %q and edited there: move it back, or, to publish it where it is now, set page-id: %s in the front matter", page.Existing.WebURL, m.Snapshot.Parent.Title, page.Existing.ID))
}

// missingParent returns the page above that is not there and will not be, or is where no page can be put below it. What
// stands below that already stays there.
func (m *planner) missingParent(page *Page) *Page {
	above := page.Parent.Page
	if above == nil && !page.isAtHome() {
		above = m.byID[page.Parent.ID]
	}
	if page.Err != nil || above == nil || above.Err == nil {
		return nil
	}
	isAway := above.Existing.Status == "archived" || above.Existing.SpaceID != "" && above.Existing.SpaceID != m.Snapshot.ID
	if above.Exists() && !isAway {
		return nil
	}
	return above
}
