package plan

// needAncestors lets a page that is to come below one of those which stand below it wait for all pages that it will lie
// below: Confluence refuses a page below itself.
func (m *planner) needAncestors(page *Page) {
	of := m.stepsOf[page]
	if of == nil || of.stands == nil || !page.Exists() || page.isAtHome() {
		return
	}
	ancestors := m.ancestors(page)
	for _, above := range ancestors {
		if above.Exists() && m.standsBelow(above, page.Existing.ID) {
			for _, above := range ancestors {
				if steps := m.stepsOf[above]; steps != nil && steps.stands != nil {
					of.stands.Needs = append(of.stands.Needs, Need{Step: steps.stands})
				}
			}
			return
		}
	}
}

// ancestors returns the pages of the plan that a page is to lie below, the nearest first.
func (m *planner) ancestors(page *Page) (ancestors []*Page) {
	for range m.plan.Pages { // people may have made a ring of pages that are not put right
		above := page.Parent.Page
		if above == nil {
			above = m.byID[page.Parent.ID]
		}
		if above == nil {
			break
		}
		ancestors, page = append(ancestors, above), above
	}
	return ancestors
}

// standsBelow reports whether a page lies somewhere below another one now.
func (m *planner) standsBelow(page *Page, id string) bool {
	at := page.Existing
	for seen := map[string]bool{}; at.ParentID != "" && at.ParentID != m.Snapshot.Parent.ID && !seen[at.ID]; {
		if at.ParentID == id {
			return true
		}
		seen[at.ID] = true
		above, found := m.page(at.ParentID)
		if !found {
			break
		}
		at = above
	}
	return false
}
