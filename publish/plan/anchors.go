package plan

import (
	"slices"

	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/title"
	"github.com/pagewright/pagewright/render/storage"
)

// lacksAnchors reports whether a page that is on record as it is to be has lost anchors of links: to a page that a person
// renamed or moved to the trash before the links were written, so that no page had its title.
func (m *planner) lacksAnchors(page *Page) bool {
	if !m.Host.DropsEarlyAnchors || !slices.ContainsFunc(page.Rendered.Refs, m.isOutOfReach) {
		return false
	}
	body, read := m.body(page.Existing.ID)
	if !read || storage.Hash(body) == page.Entry.Body {
		return false
	}
	for _, titleOf := range []func(source.PageRef) (string, bool){m.standingTitle, m.plan.Title} { // links follow new titles, or do not
		wanted, err := m.Body(page.Rendered.Page, titleOf)
		if err != nil {
			page.fail(err)
			return false
		}
		if storage.Equal(body, wanted) {
			return false
		}
	}
	return true
}

// isOutOfReach reports whether a link leads to a heading of a page that does not have its title now.
func (m *planner) isOutOfReach(ref source.Ref) bool {
	target := m.plan.page(ref.PageRef)
	return ref.Anchored && target != nil && target.Exists() &&
		(target.Existing.Status == "trashed" || title.Fold(target.Existing.Title) != title.Fold(target.Title))
}

// standingTitle returns the title that a page has now, or is to get if it does not stand.
func (m *planner) standingTitle(ref source.PageRef) (string, bool) {
	if target := m.plan.page(ref); target != nil && target.Exists() {
		return target.Existing.Title, true
	}
	return m.plan.Title(ref)
}
