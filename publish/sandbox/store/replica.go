package store

import (
	"slices"
	"time"
)

// replica is a copy of the pages that follows them with a lag.
type replica struct {
	pages   map[string]Page
	pending []pendingPage
}

type pendingPage struct {
	due  time.Time
	id   string
	page *Page // nil: gone
}

// follow notes how a page is now, nil for one that is gone.
func (r *replica) follow(id string, page *Page, now time.Time, lag time.Duration) {
	change := pendingPage{due: now.Add(lag), id: id}
	if page != nil {
		is := *page
		change.page = &is
	}
	if lag <= 0 && len(r.pending) == 0 {
		r.apply(change)
		return
	}
	r.pending = append(r.pending, change)
}

func (r *replica) catchUp(now time.Time) {
	done := 0
	for _, change := range r.pending {
		if change.due.After(now) {
			break
		}
		r.apply(change)
		done++
	}
	r.pending = slices.Delete(r.pending, 0, done)
}

func (r *replica) apply(change pendingPage) {
	if change.page == nil {
		delete(r.pages, change.id)
	} else {
		r.pages[change.id] = *change.page
	}
}

// all lists the pages as they were a lag ago, oldest first.
func (r *replica) all(now time.Time) []Page {
	r.catchUp(now)
	list := make([]Page, 0, len(r.pages))
	for _, page := range r.pages {
		list = append(list, page)
	}
	slices.SortFunc(list, func(a, b Page) int { return compareIDs(a.ID, b.ID) })
	return list
}

// changed tells the store's readers and what follows the pages that a page is another now.
func (s *Store) changed(page *Page) {
	s.revision++
	s.followed(page.ID, page)
}

func (s *Store) followed(id string, page *Page) {
	s.index.follow(id, page, s.now(), s.searchLag)
	if s.listed.pages != nil {
		s.listed.follow(id, page, s.lagClock(), s.behavior.ListLag)
	}
}
