package plan

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/title"
)

// orphans decides what becomes of the pages whose documents are gone, those furthest down first. A page with other pages
// below it stays: they would go with it.
func (m *planner) orphans() {
	var gone []*Page
	for _, page := range m.gone {
		if !m.taken[page] && page.Existing.Status == "current" && page.Source == unknownSource {
			m.byID[page.Existing.ID] = page
			page.Action, page.Reason = Unchanged, "it bears a mark of this repository, and no document is found for it: delete it, or name it with page-id in its document"
			m.unknown = append(m.unknown, page)
		} else if !m.taken[page] && page.Existing.Status == "current" {
			gone = append(gone, page)
			m.byID[page.Existing.ID] = page
		}
	}
	depths := map[*Page]int{}
	for _, page := range gone {
		depths[page] = m.depth(page)
	}
	slices.SortStableFunc(gone, func(a, b *Page) int {
		return cmp.Or(cmp.Compare(depths[b], depths[a]), cmp.Compare(a.Source, b.Source))
	})
	removed := 0
	for _, page := range gone {
		m.decideOrphan(page)
		if page.Action != Unchanged {
			removed++
		}
	}
	if most := m.mostOrphans(); removed > most {
		m.keepAll(gone, removed, most)
	}
	m.plan.Pages = append(m.plan.Pages, append(gone, m.unknown...)...)
	m.noteExcluded()
}

func (m *planner) decideOrphan(page *Page) {
	page.Action = map[string]Action{"archive": Archived, "delete": Deleted, "keep": Unchanged}[m.Settings.Orphans]
	page.Reason = "its document is gone"
	stays := func(why string) { page.Action, page.Reason = Unchanged, "its document is gone"+why }
	switch {
	case m.Outside[page.Source] && m.documentIn(page.Source) == "":
		if page.Action != Unchanged {
			page.warn("its document is in the checkout, but not in the docs any more: the page is kept. Delete it, if it is not needed, or give the document to another tree")
		}
		page.Action, page.Reason = Unchanged, "its document is not in the docs any more: the page is kept"
	case page.Action == Unchanged:
		stays("; the page is kept, because of orphans: keep")
	case page.Existing.SpaceID != "" && page.Existing.SpaceID != m.Snapshot.ID || !m.isBelowParent(page.Existing):
		stays(fmt.Sprintf(", but the page does not lie below %q and is left alone", m.Snapshot.Parent.Title))
	case m.isOfOtherTree(page.Existing.ID):
		page.Action, page.Reason = Unchanged, "its document is gone, but the page is another tree's too: it is kept"
	case m.isEdited(page):
		stays(", but a person edited the page: it is left alone")
		edited := "its document is gone, but it was edited in Confluence (" + versionForPeople(page.Existing.Version) + "): delete it there, if it is not needed"
		if m.Settings.OnEdit == "fail" {
			page.fail(errors.New(edited))
		} else {
			page.warn(edited)
		}
	default:
		if title, other := m.childThatStays(page); other {
			stays(fmt.Sprintf(", but the page %q lies below it: the page is left alone", title))
		} else if tree, source := m.goesOn(page); source != "" {
			page.Action, page.Reason = Unchanged, fmt.Sprintf("its document is in the tree %s now (%s): the page is kept", tree, source)
			page.warn(fmt.Sprintf("its document left the tree %s and is in the tree %s now (%s), which does not take the page along: the page is kept. If the trees only got other names, give them back those of before, or new ones with former-tree; else delete the page, if it is not needed", page.Tree, tree, source))
		}
	}
}

// isOfOtherTree reports whether a page is on another record too, or that of a document of another tree of the run.
func (m *planner) isOfOtherTree(id string) bool {
	_, isHeld := m.ofOthers(id)
	return isHeld || slices.ContainsFunc(m.others, func(other *planner) bool { return other.byID[id] != nil && other.byID[id].Rendered != nil })
}

// goesOn returns the tree of the run that the document of a page has gone to, and its source there, as far as that shows: it has
// the same path, or its title, and no page yet. Its page may yet be wanted, and is not removed.
func (m *planner) goesOn(page *Page) (tree, source string) {
	if tree := m.documentIn(page.Source); tree != "" {
		return tree, page.Source
	}
	for _, other := range m.others {
		if document := other.newByTitle()[title.Fold(page.Existing.Title)]; document != nil && other.space() == m.space() {
			return other.Tree.Name, document.Source
		}
	}
	return "", ""
}

// childThatStays returns a page below one that is to go which neither goes too nor moves away.
func (m *planner) childThatStays(page *Page) (title string, stays bool) {
	for _, child := range m.children(page.Existing.ID) {
		ours := m.byID[child.ID]
		if ours == nil || ours.Err != nil {
			return child.Title, true
		}
		leaves := ours.Rendered != nil && !ours.isAtHome()
		goes := ours.Rendered == nil && (ours.Action == Archived || ours.Action == Deleted)
		if !leaves && !goes {
			return child.Title, true
		}
	}
	return "", false
}

// From so many pages on, a run may not remove more than a part of them by itself.
const (
	fewPages    = 10
	orphanShare = 3
)

func (m *planner) mostOrphans() int {
	all := len(m.entries)
	switch {
	case m.Settings.MaxOrphans >= 0:
		return m.Settings.MaxOrphans
	case all < fewPages:
		return all
	}
	return all / orphanShare
}

func (m *planner) keepAll(gone []*Page, removed, most int) {
	verb := map[string]string{"archive": "archived", "delete": "deleted"}[m.Settings.Orphans]
	for _, page := range gone {
		if page.Action != Unchanged {
			page.Action, page.Reason = Unchanged, "its document is gone; the page is kept, because max-orphans forbids it to be "+verb
		}
	}
	m.plan.Err = fmt.Errorf("orphans: the documents of %d pages are gone, and max-orphans lets %d be %s: none was. If it is meant, set max-orphans: %d",
		removed, most, verb, removed)
}

// noteExcluded names the pages of documents that are there and are not published.
func (m *planner) noteExcluded() {
	var excluded []*Page
	for id, entry := range m.entries {
		reason, is := m.Tree.IsExcluded(entry.Source)
		if stands, seen := m.page(id); is && seen && m.byID[id] == nil {
			page := &Page{Tree: m.Settings.Tree, Source: entry.Source, Title: stands.Title, Existing: stands, Entry: entry, Action: Unchanged,
				Reason: "its document is not published (" + reason + "); the page stays as it is"}
			m.byID[id] = page
			excluded = append(excluded, page)
		}
	}
	slices.SortFunc(excluded, func(a, b *Page) int { return strings.Compare(a.Source, b.Source) })
	m.plan.Pages = append(m.plan.Pages, excluded...)
}

// depth counts the pages on record above a page.
func (m *planner) depth(page *Page) int {
	depth := 0
	for at, seen := page.Existing, map[string]bool{}; !seen[at.ID]; depth++ {
		seen[at.ID] = true
		above, known := m.Snapshot.Pages[at.ParentID]
		if !known {
			break
		}
		at = above
	}
	return depth
}
