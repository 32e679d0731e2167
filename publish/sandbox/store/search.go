package store

import "slices"

// Searchable lists what search sees: the current pages and folders as they were a lag ago, oldest first.
func (s *Store) Searchable() []Page {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(s.index.all(s.now()), func(p Page) bool { return p.Status != Current })
}
