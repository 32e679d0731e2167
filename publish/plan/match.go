package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// match finds the page that each document was published to: the one that its front matter names, or the one on record.
// The pages on record that are left are those whose documents are gone.
func (m *planner) match() {
	for _, page := range m.documents() {
		if id := page.Rendered.PageID(); id != "" {
			m.matchBound(page, id)
		}
	}
	sources := map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(m.entries)) {
		sources[m.entries[id].Source] = id
	}
	for _, page := range m.documents() {
		if id, known := sources[page.Source]; known && page.Rendered.PageID() == "" && m.bound[id] == nil {
			m.matchKnown(page, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(m.entries)) {
		if m.byID[id] == nil && m.bound[id] == nil {
			m.noteGone(id)
		}
	}
}

// matchBound binds a document to the page that its front matter names.
func (m *planner) matchBound(page *Page, id string) {
	if other := m.boundTo(id); other != nil {
		if other.Tree != page.Tree { // in one tree, an error at the document says so
			where, _ := page.Rendered.PageIDWords()
			page.fail(fmt.Errorf("its %s names the page %s, and so does that of %s: a page shows one document", where, id, other.Source))
		}
		return
	}
	m.bound[id] = page
	stands, seen := m.page(id)
	holding, others := m.ofOthers(id)
	where, words := page.Rendered.PageIDWords()
	refuse := func(format string, arguments ...any) {
		page.fail(fmt.Errorf("its %s names the page %s, which "+format+" %s", append(append([]any{where, id}, arguments...), words)...))
	}
	switch {
	case !seen:
		refuse("is not there or not visible to this account: correct or remove")
		return
	case stands.SpaceID != "" && stands.SpaceID != m.Snapshot.ID:
		refuse("lies in another space than %s: correct or remove", m.Snapshot.Key)
		return
	case stands.Status == "trashed":
		refuse("is in the trash: restore it there, or remove")
		return
	case stands.Status == "archived":
		refuse("is archived: restore it there, or remove")
		return
	case others:
		refuse("belongs to %s: remove", holding)
		return
	}
	page.Existing, page.Entry = stands, m.entries[id]
	page.Entry.Source = page.Source // what is known of the page stays, whichever document it showed
	m.byID[id] = page
	if slices.Contains(m.Settings.Forget, id) {
		page.note(fmt.Sprintf("its page stays on record, although forget names it: its %s does too, so remove one of them", where))
	}
}

// matchKnown takes the page on record. One that cannot be seen is not gone: a second page would be made of its document.
func (m *planner) matchKnown(page *Page, id string) {
	stands, seen := m.page(id)
	if !seen {
		page.Entry = m.entries[id]
		page.fail(fmt.Errorf("its page %s is hidden from this account, or was purged: let the account see it, or, if it is to be made anew, run with forget: %s", id, id))
		m.byID[id] = page
		return
	}
	page.Existing, page.Entry = stands, m.entries[id]
	m.byID[id] = page
	switch {
	case stands.SpaceID != "" && stands.SpaceID != m.Snapshot.ID:
		page.fail(fmt.Errorf("its page %s was moved to another space: move it back, or, if it is to be made anew, run with forget: %s", stands.WebURL, id))
	case stands.Status == "archived":
		page.fail(fmt.Errorf("its page %s is archived in Confluence: restore it there, or leave the document out with publish: false", stands.WebURL))
	case stands.Status == "trashed":
		page.warn("its page was in the trash and is restored: leave the document out, if the page is to stay there")
	}
}

// noteGone notes a page whose document is gone: not one that is only left out of this run.
func (m *planner) noteGone(id string) {
	entry := m.entries[id]
	stands, seen := m.page(id)
	if _, excluded := m.Tree.IsExcluded(entry.Source); excluded || !seen || entry.Retired && stands.Status == "archived" {
		return
	}
	m.gone = append(m.gone, &Page{Tree: m.Settings.Tree, Source: entry.Source, Title: stands.Title, Existing: stands, Entry: entry})
}

// findElsewhere finds the pages that documents without one have on other records of this owner: the tree has another name now.
func (m *planner) findElsewhere() {
	ids := map[string]string{}
	for id, holding := range m.Others {
		if holding.Owner == m.Record.Owner {
			ids[holding.Source] = max(ids[holding.Source], id)
		}
	}
	for _, page := range m.documents() {
		id, known := ids[page.Source]
		if !known || page.Exists() {
			continue
		}
		if stands, seen := m.page(id); seen && stands.Status == "current" && stands.SpaceID == m.Snapshot.ID {
			page.Elsewhere = stands
		}
	}
}

// documentIn returns the name of another tree of the run that a document is in, "" for none. Folders may be in several.
func (m *planner) documentIn(source string) string {
	if strings.HasSuffix(source, "/") {
		return ""
	}
	for _, other := range m.OtherTrees {
		if _, excluded := other.IsExcluded(source); excluded || other.Page(source) != nil {
			return other.Name
		}
	}
	return ""
}
