package plan

import (
	"maps"
	"reflect"
	"slices"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
)

// lookAtPages asks for every page that is on record, or that front matter names as a document's. What the pages' own marks
// tell corrects the record: a run may have broken off before it could write down what it had done.
func (m *planner) lookAtPages() {
	for _, id := range slices.Sorted(maps.Keys(m.entries)) {
		page, seen := m.recorded(id)
		if !seen || page.Version.Number == m.entries[id].Version {
			continue
		}
		if hash, ours := m.Record.MarkIn(page.Version.Message, id, page.Version.Number); ours {
			entry := m.entries[id]
			entry.Version, entry.Hash, entry.Body, entry.Unsettled = page.Version.Number, hash, "", false
			m.correct(id, entry)
		}
	}
	for _, page := range m.documents() {
		if id := page.Rendered.PageID(); id != "" {
			m.page(id)
		}
	}
}

// correct notes what is known of a page without anything having been written to it.
func (m *planner) correct(id string, entry space.Entry) {
	m.entries[id] = entry
	if recorded, is := m.Record.Entries[id]; is && reflect.DeepEqual(recorded, entry) {
		delete(m.plan.Known, id)
		return
	}
	m.plan.Known[id] = entry
}

// recorded returns a page on record. For one that was archived, and whose document did not come back, no request is made.
func (m *planner) recorded(id string) (page space.Page, seen bool) {
	entry := m.entries[id]
	_, excluded := m.Tree.IsExcluded(entry.Source)
	if !entry.Retired || excluded || m.plan.bySource[entry.Source] != nil || m.isNamed(id) {
		return m.page(id)
	}
	if page, seen = m.Snapshot.Pages[id]; !seen && !m.Snapshot.Unseen[id] {
		m.need(&m.plan.Needs.Retired, id)
	}
	return page, seen
}

// page returns a page by its id; seen is false for one that is purged, or hidden from the account.
func (m *planner) page(id string) (page space.Page, seen bool) {
	if page, seen = m.Snapshot.Pages[id]; !seen && !m.Snapshot.Unseen[id] {
		m.need(&m.plan.Needs.Pages, id)
	}
	return page, seen
}

// holder returns the page of the space that holds a title.
func (m *planner) holder(wanted string) (page space.Page, found bool) {
	page, asked := m.Snapshot.Titles[title.Fold(wanted)]
	if !asked {
		m.need(&m.plan.Needs.Titles, wanted)
	}
	return page, page.ID != ""
}

func (m *planner) body(id string) (body string, read bool) {
	if body, read = m.Snapshot.Bodies[id]; !read {
		m.need(&m.plan.Needs.Bodies, id)
	}
	return body, read
}

// version returns an earlier version of a page; read is false for one that cannot be read, or is yet to be.
func (m *planner) version(id string, number int) (past space.Past, read bool) {
	of := space.VersionOf{ID: id, Number: number}
	past, asked := m.Snapshot.Versions[of]
	if !asked && !slices.Contains(m.plan.Needs.Versions, of) {
		m.plan.Needs.Versions = append(m.plan.Needs.Versions, of)
	}
	return past, past.Version.Number == number
}

// self returns the id of the account.
func (m *planner) self() string {
	m.plan.Needs.Self = m.plan.Needs.Self || m.Snapshot.Self == ""
	return m.Snapshot.Self
}

func (m *planner) children(id string) []space.Page {
	children, read := m.Snapshot.Children[id]
	if !read {
		m.need(&m.plan.Needs.Children, id)
	}
	return children
}

// labels returns the labels of a page that stands; nil where what the record tells must do.
func (m *planner) labels(page *Page) []string {
	if page.Existing.Labels != nil || !m.looksAt(len(page.Rendered.Labels)+len(page.Entry.Labels) > 0) {
		return page.Existing.Labels
	}
	labels, asked := m.Snapshot.Labels[page.Existing.ID]
	if !asked {
		m.need(&m.plan.Needs.Labels, page.Existing.ID)
	}
	return labels
}

// files returns the attachments of a page that stands; nil where what the record tells must do.
func (m *planner) files(page *Page) []space.File {
	if page.Existing.Files != nil || !m.looksAt(len(page.Rendered.Files) > 0 || page.Entry.Files != "" || page.Entry.Attaching) {
		return page.Existing.Files
	}
	files, asked := m.Snapshot.Files[page.Existing.ID]
	if !asked {
		m.need(&m.plan.Needs.Files, page.Existing.ID)
	}
	return files
}

// looksAt reports whether pages are looked at one by one for what a list of pages does not show: where it shows it of most
// pages, those for which it matters, and all to repair.
func (m *planner) looksAt(matters bool) bool { return m.Repair || m.Host.ShowsFiles && matters }

func (m *planner) need(list *[]string, what string) {
	if key := (asked{list, what}); !m.asked[key] {
		m.asked[key] = true
		*list = append(*list, what)
	}
}

// looksUpTitle reports whether the page that holds a wanted title is to be known beforehand. A publication lets Confluence
// itself answer that a title is taken, but for folders without a document, which get another one, for titles that were taken
// when the last run ended, and for pages that give up their own before it is known whether they get another one.
func (m *planner) looksUpTitle(page *Page) bool {
	s := m.Settings
	return page.Rendered.Document == nil || s.Mode == settings.Plan || s.OnTitleConflict == "disambiguate" || s.Adopt != "none" ||
		m.Record.Head.WasTaken(title.Fold(page.Title)) || slices.Contains(m.early, page)
}

// isBelowParent reports whether a page lies below the parent page, as far as the pages above it are known.
func (m *planner) isBelowParent(page space.Page) bool {
	for seen := map[string]bool{}; !seen[page.ID]; {
		seen[page.ID] = true
		if page.ParentID == m.Snapshot.Parent.ID {
			return true
		}
		if page.ParentID == "" || page.ParentID == m.Snapshot.HomeID {
			return false
		}
		above, found := m.page(page.ParentID)
		if !found {
			return false
		}
		page = above
	}
	return false
}
