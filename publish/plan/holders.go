package plan

import (
	"fmt"

	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
)

// refuseHeldTitles fails the pages that want a title which another page has and will not give up, and those whose parent
// page is not there and will not be. A page that fails gives nothing up, so that others may fail in their turn.
func (m *maker) refuseHeldTitles() {
	holders := map[string]*Page{}
	for _, page := range m.byID {
		if page.Exists() {
			holders[title.Fold(page.Stands.Title)] = page
		}
	}
	for again := true; again; {
		again = false
		for _, page := range m.documents() {
			if above := m.missingParent(page); above != nil {
				page.fail(BelowFailed(above.Title))
				again = true
			}
			if page.Err != nil || page.Kept || page.Exists() && title.Fold(page.Stands.Title) == title.Fold(page.Title) {
				continue
			}
			if holder := holders[title.Fold(page.Title)]; holder != nil && holder != page && !m.givesUp(holder) {
				page.fail(fmt.Errorf("the title %q is held by the page of %s, which keeps it because %s", page.Title, holder.Source, holder.whyItKeepsItsTitle()))
				again = true
				continue
			}
			if foreign, held := m.foreignHolder(page); held {
				page.fail(m.titleTaken(page.Title, foreign))
				again = true
			}
		}
	}
}

// BelowFailed is the failure of a page whose parent page failed.
func BelowFailed(parent string) error {
	return fmt.Errorf("its parent page %q is not published", parent)
}

// foreignHolder gives the page of somebody else that holds a page's title, as far as titles are looked up beforehand.
func (m *maker) foreignHolder(page *Page) (space.Page, bool) {
	if !m.looksUpTitles() {
		return space.Page{}, false
	}
	holder, held := m.holder(page.Title)
	return holder, held && m.byID[holder.ID] == nil
}

// givesUp reports whether a page is to have another title, or to go.
func (m *maker) givesUp(holder *Page) bool {
	switch {
	case holder.Err != nil || holder.Kept:
		return false
	case holder.Draft == nil:
		return holder.Action == Deleted
	}
	return title.Fold(holder.Title) != title.Fold(holder.Stands.Title)
}

func (p *Page) whyItKeepsItsTitle() string {
	switch {
	case p.Err != nil:
		return "it is not published: " + p.Err.Error()
	case p.Kept:
		return "it is kept as it was edited in Confluence"
	case p.Action == Archived:
		return "an archived page keeps its title: delete that page, or give this document another title"
	case p.Draft == nil:
		return p.Reason
	}
	return "its title is the same"
}

// TitleTaken is the failure of a page whose title a page of the space has that is not ours.
func TitleTaken(wanted string, holder space.Page, others map[string]space.Holding) error {
	if holding, known := others[holder.ID]; known {
		return fmt.Errorf("the title %q belongs to %s (%s): give one of them another title", wanted, holding, holder.WebURL)
	}
	if holder.Status == "archived" {
		return fmt.Errorf("the title %q belongs to the archived page %s, which was not published from here: give the document another title, or rename that page after restoring it", wanted, holder.WebURL)
	}
	return fmt.Errorf("the title %q belongs to %s, which was not published from here and is left alone: give the document another title, or make that page its page with page-id: %s", wanted, holder.WebURL, holder.ID)
}

func (m *maker) titleTaken(wanted string, holder space.Page) error {
	return TitleTaken(wanted, holder, m.Others)
}
