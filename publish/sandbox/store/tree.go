package store

import "slices"

// siblingsKey names the list a page stands in: its parent's, or its space's root.
func siblingsKey(page *Page) string {
	if page.ParentID != "" {
		return page.ParentID
	}
	return page.SpaceID
}

// attach puts a page among its siblings; at < 0 or past the end means last.
func (s *Store) attach(page *Page, at int) {
	key := siblingsKey(page)
	siblings := s.children[key]
	if at < 0 || at > len(siblings) {
		at = len(siblings)
	}
	s.children[key] = slices.Insert(siblings, at, page.ID)
	s.renumber(key, at)
}

func (s *Store) detach(page *Page) {
	key := siblingsKey(page)
	at := slices.Index(s.children[key], page.ID)
	if at < 0 {
		return
	}
	s.children[key] = slices.Delete(s.children[key], at, at+1)
	if len(s.children[key]) == 0 {
		delete(s.children, key)
	}
	s.renumber(key, at)
}

func (s *Store) renumber(key string, from int) {
	for i, id := range s.children[key][min(from, len(s.children[key])):] {
		s.pages[id].Position = from + i
	}
}

// liftChildren puts the children of a page that leaves the tree in its place, as Confluence does when only the page
// itself is deleted or archived.
func (s *Store) liftChildren(page *Page) {
	at := page.Position
	for _, id := range slices.Clone(s.children[page.ID]) {
		child := s.pages[id]
		s.detach(child)
		child.ParentID = page.ParentID
		at++
		s.attach(child, at)
		s.changed(child)
	}
}

// checkParent tells whether a page (none yet: nil) of a space may stand under a parent.
func (s *Store) checkParent(page *Page, spaceID, parentID string) error {
	parent, ok := s.pages[parentID]
	if !ok || parent.Status != Current {
		return &Error{Rule: ParentNotFound, ID: parentID}
	}
	if parent.SpaceID != spaceID {
		return &Error{Rule: OtherSpace, ID: parentID}
	}
	if page == nil {
		return nil
	}
	for above := parent; above != nil; above = s.pages[above.ParentID] {
		if above.ID == page.ID {
			return &Error{Rule: ParentLoop, ID: page.ID, Title: page.Title}
		}
	}
	return nil
}
