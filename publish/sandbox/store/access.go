package store

import "slices"

// Subjects are the users (by account id) and groups (by name) that a restriction lets through.
type Subjects struct {
	Users, Groups []string
}

func (r Subjects) empty() bool { return len(r.Users) == 0 && len(r.Groups) == 0 }

func (r Subjects) admit(u User) bool {
	return slices.Contains(r.Users, u.AccountID) ||
		slices.ContainsFunc(r.Groups, func(g string) bool { return slices.Contains(u.Groups, g) })
}

// Restrictions of a page: who may read and who may update it. Without any subject there is no restriction.
type Restrictions struct {
	Read, Update Subjects
}

// Restrictions returns the restrictions set on a page itself, not those of its ancestors.
func (s *Store) Restrictions(pageID string) Restrictions {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.restricted[pageID]
}

// SetRestrictions replaces the restrictions of a page.
func (s *Store) SetRestrictions(pageID string, r Restrictions) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pages[pageID] == nil {
		return notFound("page", pageID)
	}
	s.restricted[pageID] = r
	s.revision++
	return nil
}

// MayViewSpace reports whether a user sees a space; the zero User is somebody without an account.
func (s *Store) MayViewSpace(u User, space Space) bool {
	if u.AccountID == "" {
		return space.Access.Anonymous
	}
	return u.Admin || len(space.Access.Viewers) == 0 || slices.Contains(space.Access.Viewers, u.AccountID)
}

// MayEditSpace reports whether a user may create and change pages in a space.
func (s *Store) MayEditSpace(u User, space Space) bool {
	if u.AccountID == "" || !s.MayViewSpace(u, space) {
		return false
	}
	return u.Admin || len(space.Access.Editors) == 0 || slices.Contains(space.Access.Editors, u.AccountID)
}

// MayView reports whether a user sees a page: its space, and the read restrictions of the page and of all its ancestors.
func (s *Store) MayView(u User, page Page) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	space, ok := s.spaces[page.SpaceID]
	if !ok || !s.MayViewSpace(u, *space) {
		return false
	}
	if len(s.restricted) == 0 {
		return true // spares lists of many pages the walk up from each
	}
	for _, p := range append(s.ancestorsOf(page.ID), page) {
		if r := s.restricted[p.ID].Read; !r.empty() && !r.admit(u) {
			return false
		}
	}
	return true
}

// MayEdit reports whether a user may change a page: sees it, may write in its space, and passes its update restriction.
func (s *Store) MayEdit(u User, page Page) bool {
	if !s.MayView(u, page) {
		return false
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if !s.MayEditSpace(u, *s.spaces[page.SpaceID]) {
		return false
	}
	r := s.restricted[page.ID].Update
	return r.empty() || r.admit(u)
}
