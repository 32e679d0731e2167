package plan

import (
	"slices"

	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
)

// ofOthers returns the owner and tree that a page belongs to, if it is not this one.
func (m *planner) ofOthers(id string) (space.Holding, bool) {
	holding, known := m.Others[id]
	isOwn := holding.Owner == m.Record.Owner && holding.Tree == m.Record.Tree // below another parent
	return holding, known && !isOwn
}

// isTaken reports whether a page is that of another document, or of another owner or tree, or may be.
func (m *planner) isTaken(page space.Page) bool {
	_, others := m.ofOthers(page.ID)
	return others || m.isForgotten(page.ID) || m.isKnown(page.ID) || m.byID[page.ID] != nil || m.boundTo(page.ID) != nil || m.isInOtherTree(page.ID) || MayBeOf(m.Planned, page, "") != nil
}

// boundTo returns the document of the run that was found first to name a page.
func (m *planner) boundTo(id string) *Page {
	for _, of := range append([]*planner{m}, m.others...) {
		if page := of.bound[id]; page != nil {
			return page
		}
	}
	return nil
}

// isInOtherTree reports whether a page was found to be that of a document of another tree of the run.
func (m *planner) isInOtherTree(id string) bool {
	return slices.ContainsFunc(m.others, func(other *planner) bool { return other.byID[id] != nil })
}

// MayBeOf returns the record whose run may have made a page that is not on record yet, nil for none: that run said before that it
// would create such a page. The page is as it was made; ParentID is "" where that is not known. Text is that of the page's first
// version, as [TextOf] returns it; "" where it is not known.
func MayBeOf(planned []space.Planned, page space.Page, text string) *space.Holding {
	for _, p := range planned {
		isAfter := page.Version.Number == 1 && !p.Written.Created.IsZero() && p.Written.Created.After(page.Version.CreatedAt)
		isElsewhere := p.ParentID != "" && page.ParentID != "" && p.ParentID != page.ParentID
		if title.Fold(p.Title) == title.Fold(page.Title) && (text == "" || p.Text == text) && !isAfter && !isElsewhere {
			return &p.By
		}
	}
	return nil
}
