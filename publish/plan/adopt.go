package plan

import (
	"fmt"
	"slices"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
)

// adoptByTitle takes over pages that no record has and that bear a document's title, where the user asked for it: those below
// the parent page, those with a mark of this owner, or, to repair a lost record, those that are as a run created them too.
func (m *planner) adoptByTitle() {
	if m.Settings.Adopt == "none" && !m.Repair {
		return
	}
	for _, page := range m.documents() {
		if page.Exists() || page.Err != nil || page.Rendered.Failed {
			continue
		}
		holder, found := m.holder(page.Title)
		if !found || m.isTaken(holder) || holder.Status != "current" {
			continue
		}
		hash, _ := m.Record.MarkIn(holder.Version.Message, holder.ID, holder.Version.Number)
		switch {
		case (m.Settings.Adopt == "marks" || m.Repair) && m.isMarked(holder):
		case m.Settings.Adopt == "same-title" && m.isBelowParent(holder):
		case m.Repair && m.isAsCreated(page, holder):
		default:
			continue
		}
		page.Existing, page.adopted = holder, true
		m.plan.Adopted = append(m.plan.Adopted, holder)
		page.Entry = space.Entry{Source: page.Source, Version: holder.Version.Number, Hash: hash}
		m.byID[holder.ID] = page
		is := "was"
		if m.Settings.Mode == settings.Plan && !m.Repair {
			is = "is to be"
		}
		page.note(fmt.Sprintf("its page %s %s taken over", holder.WebURL, is))
	}
}

func (m *planner) isMarked(page space.Page) bool {
	_, _, marked := m.lastMark(page)
	return marked
}

// isAsCreated reports whether a page has the text that a run would create from a document, and has had it from its first
// version on, by the account that wrote what is left of the record or of the marked pages.
func (m *planner) isAsCreated(page *Page, holder space.Page) bool {
	isByUs := func(v space.Version) bool { return m.authors[v.AuthorID] || m.authors[space.AnyAuthor] }
	if !isByUs(holder.Version) || !m.isBelowParent(holder) {
		return false
	}
	body, read := m.body(holder.ID)
	if !read || TextOf(body) != page.Rendered.Text {
		return false
	}
	first, read := m.firstOf(holder)
	return read && isByUs(first.Version) && TextOf(first.Body) == page.Rendered.Text
}

// findMarked looks, to repair a lost record, for pages below the parent page that bear a mark of this owner. Their
// documents are found as those of renamed ones.
func (m *planner) findMarked() {
	if !m.Repair {
		return
	}
	if m.Snapshot.Below == nil {
		m.plan.Needs.Below = true
		return
	}
	m.authors = map[string]bool{}
	for _, property := range m.Record.Properties() {
		m.authors[property.AuthorID] = property.AuthorID != ""
	}
	isNew := slices.ContainsFunc(m.documents(), m.isNew)
	for _, page := range m.Snapshot.Below {
		_, marked := m.Record.MarkIn(page.Version.Message, page.ID, page.Version.Number)
		if !marked && (!isNew || m.isTaken(page)) { // earlier versions have nothing to tell
			continue
		}
		hash, in, marked := m.lastMark(page)
		if !marked {
			continue
		}
		m.authors[in.AuthorID] = in.AuthorID != ""
		if !m.isTaken(page) {
			m.Snapshot.Pages[page.ID] = page
			m.gone = append(m.gone, &Page{Tree: m.Settings.Tree, Source: unknownSource, Title: page.Title, Existing: page, Entry: space.Entry{Source: unknownSource, Version: page.Version.Number, Hash: hash}})
		}
	}
}

// unknownSource stands for the document of a page that no record has.
const unknownSource = "unknown document"
