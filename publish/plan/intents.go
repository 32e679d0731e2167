package plan

import (
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
	"github.com/pagewright/pagewright/render/storage"
)

// adoptIntents puts pages on record that a run created before it broke off: those that bear a mark of this owner, or were
// made as it meant to make them, by whom it made them. Pages above come first, for the intents of those below them name them
// by their source.
func (m *planner) adoptIntents() {
	done := map[string]string{}
	for id, entry := range m.entries {
		done[entry.Source] = id
	}
	for again := true; again; {
		again = m.adoptIntended(done, m.intendedByTitle)
		if !again && m.plan.Needs.Empty() {
			again = m.adoptIntended(done, m.intendedBelow)
		}
	}
}

// adoptIntended looks for the pages of the intents that are left, below the pages that stand. It reports whether it found any.
func (m *planner) adoptIntended(done map[string]string, find func(intent space.Intent, parentID string) (space.Page, space.Entry, bool)) (found bool) {
	for _, intent := range m.Record.Intents {
		if _, is := done[intent.Source]; is {
			continue
		}
		parentID := intent.ParentID
		if parentID == "" {
			parentID = done[intent.ParentSource]
		}
		if parentID == "" {
			continue
		}
		if page, entry, ours := find(intent, parentID); ours {
			m.plan.Adopted = append(m.plan.Adopted, page)
			m.correct(page.ID, entry)
			m.Snapshot.Pages[page.ID] = page
			done[intent.Source] = page.ID
			found = true
		}
	}
	return found
}

// intendedByTitle finds the page of an intent by its title: where it was made, or where a person moved it.
func (m *planner) intendedByTitle(intent space.Intent, parentID string) (space.Page, space.Entry, bool) {
	page, found := m.holder(intent.Title)
	if !found || page.ParentID != parentID && !m.isBelowParent(page) {
		return page, space.Entry{}, false
	}
	entry, ours := m.entryOfIntent(intent, page, parentID)
	return page, entry, ours
}

// intendedBelow finds the page of an intent where it was made, though a person gave it another title.
func (m *planner) intendedBelow(intent space.Intent, parentID string) (space.Page, space.Entry, bool) {
	for _, child := range m.children(parentID) {
		if child.IsFolder || m.isKnown(child.ID) || title.Fold(child.Title) == title.Fold(intent.Title) {
			continue
		}
		page, seen := m.page(child.ID)
		if !seen || page.Version.Number == 1 {
			continue
		}
		if entry, ours := m.entryOfIntent(intent, page, parentID); ours {
			return page, entry, true
		}
	}
	return space.Page{}, space.Entry{}, false
}

// entryOfIntent returns the entry of a page that a run with this intent created; ok is false for any other page.
func (m *planner) entryOfIntent(intent space.Intent, page space.Page, parentID string) (entry space.Entry, ok bool) {
	if _, others := m.Others[page.ID]; others || m.isForgotten(page.ID) || m.isKnown(page.ID) || m.isNamed(page.ID) {
		return entry, false
	}
	entry = space.Entry{Source: intent.Source, Version: page.Version.Number, Labels: intent.Labels, Labelling: len(intent.Labels) > 0, Attaching: intent.Attaches}
	hash, marked := m.Record.MarkIn(page.Version.Message, page.ID, page.Version.Number)
	if marked && title.Fold(page.Title) == title.Fold(intent.Title) {
		entry.Hash = hash
		return entry, true
	}
	if marked || page.Version.CreatedAt.Before(intent.Written.Created) { // what was changed last before cannot have been made after
		return entry, false
	}
	first, read := m.firstOf(page)
	isBySame := intent.Author == space.AnyAuthor || first.Version.AuthorID == intent.Author
	isAfter := !first.Version.CreatedAt.Before(intent.Written.Created)
	if !read || !isBySame || !isAfter || title.Fold(first.Title) != title.Fold(intent.Title) || TextOf(first.Body) != intent.Text {
		return entry, false
	}
	made := space.Page{Title: first.Title, Version: first.Version}
	if page.ParentID == parentID {
		made.ParentID = parentID
	}
	if first.Version.Number != page.Version.Number { // a person changed it since
		entry.Version, entry.Body = first.Version.Number, storage.Hash(first.Body)
	}
	return entry, MayBeOf(m.Planned, made, intent.Text) == nil
}

// firstOf returns the first version of a page.
func (m *planner) firstOf(page space.Page) (first space.Past, read bool) {
	if page.Version.Number > 1 {
		return m.version(page.ID, 1)
	}
	body, read := "", false
	if page.Version.Number == 1 {
		body, read = m.body(page.ID)
	}
	return space.Past{Title: page.Title, Body: body, Version: page.Version}, read
}
