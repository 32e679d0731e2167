package store

import (
	"slices"
	"time"
)

// searchIndex is what search sees: it follows the pages with a lag.
type searchIndex struct {
	documents map[string]Page
	pending   []indexed
}

type indexed struct {
	due  time.Time
	id   string
	page *Page // nil: gone
}

func (x *searchIndex) removed(id string, due time.Time) {
	x.pending = append(x.pending, indexed{due: due, id: id})
}

func (x *searchIndex) catchUp(now time.Time) {
	done := 0
	for _, entry := range x.pending {
		if entry.due.After(now) {
			break
		}
		if entry.page == nil {
			delete(x.documents, entry.id)
		} else {
			x.documents[entry.id] = *entry.page
		}
		done++
	}
	x.pending = slices.Delete(x.pending, 0, done)
}

// changed tells the store's readers and, after the lag, search that a page is another now.
func (s *Store) changed(page *Page) {
	s.revision++
	due := s.now().Add(s.searchLag)
	if page.Status != Current {
		s.index.removed(page.ID, due)
		return
	}
	snapshot := *page
	s.index.pending = append(s.index.pending, indexed{due: due, id: page.ID, page: &snapshot})
}

// Searchable lists what search sees: the current pages and folders as they were a lag ago, oldest first.
func (s *Store) Searchable() []Page {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.index.catchUp(s.now())
	list := make([]Page, 0, len(s.index.documents))
	for _, page := range s.index.documents {
		list = append(list, page)
	}
	slices.SortFunc(list, func(a, b Page) int { return compareIDs(a.ID, b.ID) })
	return list
}
