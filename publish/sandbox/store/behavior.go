package store

import (
	"crypto/sha256"
	"strings"
	"time"
)

// Behavior are ways of Confluence that have been seen on some sites and not on others. The zero value is what most do.
type Behavior struct {
	ListLag              time.Duration // how long lists of a space and look-ups of titles do not see a write; reads by id do at once
	CreateLag            time.Duration // how long a new page is not found by its id
	MessageLimit         int           // the messages of a page's versions are cut to so many characters; -1: they are not kept; 0: kept whole
	SameBodyKeepsVersion bool          // an update that changes neither title, body nor parent makes no version
}

// Behavior returns the behavior of the store.
func (s *Store) Behavior() Behavior {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.behavior
}

// SetBehavior changes the behavior of the store, for writes and reads from now on. What is there then is seen at once.
func (s *Store) SetBehavior(m Behavior) {
	s.mu.Lock()
	defer s.mu.Unlock()
	lags := m.ListLag != s.behavior.ListLag || m.CreateLag != s.behavior.CreateLag
	s.behavior = m
	if lags {
		s.beginLags()
	}
}

// SetLagClock lets the lags of the behavior go by another clock than the store's.
func (s *Store) SetLagClock(now func() time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lagClock = now
}

// beginLags lets everything that is there be seen, and what comes lag.
func (s *Store) beginLags() {
	s.listed, s.fresh = replica{}, nil
	if s.behavior.CreateLag > 0 {
		s.fresh = map[string]time.Time{}
	}
	if s.behavior.ListLag > 0 {
		s.listed.pages = make(map[string]Page, len(s.pages))
		for id, page := range s.pages {
			s.listed.pages[id] = *page
		}
	}
}

// Listed lists the pages and folders of a space, or with "" of all spaces, as lists of the API show them: like Pages,
// but a lag ago.
func (s *Store) Listed(spaceID string) []Page {
	if s.Behavior().ListLag <= 0 {
		return s.Pages(spaceID)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Page
	for _, page := range s.listed.all(s.lagClock()) {
		if spaceID != "" && page.SpaceID != spaceID {
			continue
		}
		if is := s.pages[page.ID]; is != nil {
			page.Position = is.Position // others' moves change it too
		}
		list = append(list, page)
	}
	return list
}

// ListedByTitle returns the page that a look-up of a title finds: like PageByTitle, but a lag ago.
func (s *Store) ListedByTitle(spaceID, title string) (Page, error) {
	if s.Behavior().ListLag <= 0 {
		return s.PageByTitle(spaceID, title)
	}
	for _, page := range s.Listed(spaceID) {
		if page.Type == PageType && (page.Status == Current || page.Status == Archived) && strings.EqualFold(page.Title, title) {
			return page, nil
		}
	}
	return Page{}, notFound("page titled", title)
}

// TooNew reports whether a page is not found by its id yet.
func (s *Store) TooNew(id string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	made, ok := s.fresh[id]
	return ok && s.lagClock().Sub(made) < s.behavior.CreateLag
}

// sentBody knows a body as it was sent by a hash, as long as what the server made of it stays as it is.
type sentBody [sha256.Size]byte

func newSentBody(sent, stored string) sentBody { return sha256.Sum256([]byte(sent + "\x00" + stored)) }

// kept is what is kept of the message of a version.
func (m Behavior) kept(message string) string {
	switch r := []rune(message); {
	case m.MessageLimit < 0:
		return ""
	case m.MessageLimit > 0 && len(r) > m.MessageLimit:
		return string(r[:m.MessageLimit])
	}
	return message
}
