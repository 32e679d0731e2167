package store

// ArchivePages archives pages: each leaves the tree, keeps its title and its parent, and its children take its place.
// Either all are archived or none. It gives the finished task (SPEC1 POST /content/archive).
func (s *Store) ArchivePages(ids []string) (Task, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		page, ok := s.pages[id]
		switch {
		case !ok || page.Type != PageType || page.Status == Trashed || page.Status == Draft:
			return Task{}, notFound("page", id)
		case page.Status == Archived:
			return Task{}, &Error{Rule: AlreadyArchived, ID: id, Title: page.Title}
		}
	}
	for _, id := range ids {
		page := s.pages[id]
		s.leaveTree(page)
		page.Status = Archived
		s.changed(page)
	}
	return s.finishedTask("Archive pages"), nil
}
