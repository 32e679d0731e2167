package store

import "slices"

// Move places a page before or after a target, or as the last child of it (SPEC1 PUT /content/{pageId}/move). Beside a
// top-level target the page stands at the root of the space. The page takes its descendants along, also into another
// space. Position is "before", "after" or "append".
func (s *Store) Move(id, position, targetID string) (Page, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	page, ok := s.pages[id]
	if !ok || page.Status != Current {
		return Page{}, notFound("page", id)
	}
	target, ok := s.pages[targetID]
	if !ok || target.Status != Current {
		return Page{}, notFound("page", targetID)
	}
	parentID := target.ParentID
	if position == "append" {
		parentID = target.ID
	}
	if id == targetID {
		return Page{}, &Error{Rule: ParentLoop, ID: id, Title: page.Title}
	}
	if parentID != "" {
		if err := s.checkParent(page, target.SpaceID, parentID); err != nil {
			return Page{}, err
		}
	}
	if page.SpaceID != target.SpaceID {
		if err := s.changeSpace(page, target.SpaceID); err != nil {
			return Page{}, err
		}
	}
	s.detach(page)
	page.ParentID = parentID
	siblings := s.children[siblingsKey(page)]
	at := len(siblings)
	if position != "append" {
		at = slices.Index(siblings, targetID)
		if position == "after" {
			at++
		}
	}
	s.attachAt(page, at)
	s.changed(page)
	return *page, nil
}

// changeSpace takes a page and its descendants to another space, or nothing if one of their titles is taken there.
func (s *Store) changeSpace(page *Page, spaceID string) error {
	var tree []*Page
	var collect func(id string)
	collect = func(id string) {
		tree = append(tree, s.pages[id])
		for _, child := range s.children[id] {
			collect(child)
		}
	}
	collect(page.ID)
	for _, p := range tree {
		if err := s.checkTitle(spaceID, p.Type, p.Title, p.ID); err != nil {
			return err
		}
	}
	s.detach(page)
	for _, p := range tree {
		s.freeTitle(p)
		p.SpaceID = spaceID
		s.holdTitle(p)
		s.changed(p)
	}
	return nil
}
