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
				page.fail(BelowFailed(above))
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
				page.fail(page.TitleTaken(foreign, m.Others, m.Record))
				again = true
			}
		}
	}
}

// foreignHolder returns the page of somebody else that holds a page's title, as far as titles are looked up beforehand.
func (m *maker) foreignHolder(page *Page) (space.Page, bool) {
	if !m.looksUpTitle(page) {
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
	case holder.Rendered == nil:
		return holder.Action == Deleted
	}
	return title.Fold(holder.Title) != title.Fold(holder.Stands.Title)
}

func (p *Page) whyItKeepsItsTitle() string {
	switch {
	case p.Err != nil:
		return "it is not published itself: mend that document first"
	case p.Kept:
		return "a person edited it (on-edit: keep): rename that page, or give this document another title"
	case p.Action == Archived:
		return "an archived page keeps its title: delete that page, or give this document another title"
	case p.Rendered == nil:
		return p.Reason + ": rename or delete that page, or give this document another title"
	}
	return "its title is the same"
}

// TitleTaken is the failure of a page whose title another page of the space has, as it should be read by the owner of these
// documents.
func (p *Page) TitleTaken(holder space.Page, others map[string]space.Holding, record *space.Record) error {
	whose := fmt.Sprintf("the title %q belongs to %s, ", p.Title, holder.WebURL)
	holding, known := others[holder.ID]
	_, marked := space.MarkIn(holder.Version.Message, record.Owner, holder.ID, holder.Version.Number)
	entry, ours := record.Entries[holder.ID]
	switch {
	case ours:
		return fmt.Errorf("the title %q is still held by %s, the page of %s", p.Title, holder.WebURL, entry.Source)
	case known && holding.Owner == record.Owner:
		return fmt.Errorf("%swhich the docs %s of this repository published (%s): give one of them another title, or, if these docs were called %[2]s before, set former-tree: %[2]s", whose, holding.Tree, holding.Source)
	case known:
		return fmt.Errorf("%swhich %s published (%s of %s): give one of them another title, or, if this repository was called so before, set former-owner: %[2]s", whose, holding.Owner, holding.Source, holding.Tree)
	case record.Head.CopyOf != "":
		return fmt.Errorf("%sand the parent page is a copy of the page %s, whose record is not obeyed here: to move the pages of that one here, set former-parent: %[2]s, else give the document another title", whose, record.Head.CopyOf)
	case marked:
		return fmt.Errorf("%swhich this repository published and is not on record here: if parent was changed, set former-parent to the page of before, else adopt: marks", whose)
	case holder.Status == "archived":
		return fmt.Errorf("%swhich is archived and was not published from here: give the document another title, or rename that page after restoring it", whose)
	case p.Rendered.Document == nil:
		return fmt.Errorf("%swhich was not published from here and is left alone: put a document with another title into the folder (%sindex.md), or set on-title-conflict: disambiguate", whose, p.Source)
	}
	return fmt.Errorf("%swhich was not published from here and is left alone: give the document another title, set on-title-conflict: disambiguate, or make that page its own with page-id: %s", whose, holder.ID)
}
