package store

import "slices"

// TrashPage moves a page or folder to the trash: it loses its title and its parent, and its children move up to its
// place. A draft goes for good.
func (s *Store) TrashPage(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	page, ok := s.pages[id]
	if !ok || page.Status == Trashed {
		return notFound("page", id)
	}
	s.leaveTree(page)
	if page.Status == Draft {
		s.purge(id)
		s.revision++
		return nil
	}
	s.freeTitle(page)
	page.ParentID = ""
	page.Status = Trashed
	s.changed(page)
	return nil
}

// PurgePage removes a page from the trash for good, with all that hangs on it.
func (s *Store) PurgePage(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	page, ok := s.pages[id]
	if !ok {
		return notFound("page", id)
	}
	if page.Status != Trashed {
		return &Error{Rule: NotTrashed, ID: id}
	}
	s.purge(id)
	s.revision++
	return nil
}

// DiscardDraft removes a page that was never published, or the unpublished changes of one that was.
func (s *Store) DiscardDraft(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	page, ok := s.pages[id]
	switch {
	case ok && page.Status == Draft:
		s.purge(id)
	case ok && page.Draft != nil:
		page.Draft = nil
	default:
		return notFound("draft", id)
	}
	s.revision++
	return nil
}

// TrashTree moves a page and everything below it to the trash and gives the ids.
func (s *Store) TrashTree(id string) ([]string, error) {
	page, err := s.Page(id)
	if err != nil || page.Status != Current {
		return nil, notFound("page", id)
	}
	ids := []string{id}
	for _, below := range s.Descendants(id, 0) {
		ids = append(ids, below.ID)
	}
	for i := range ids {
		if err := s.TrashPage(ids[len(ids)-1-i]); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// leaveTree takes a page that is in the tree out of it; its children take its place.
func (s *Store) leaveTree(page *Page) {
	if page.Status != Current {
		return
	}
	s.liftChildren(page)
	s.detach(page)
}

func (s *Store) restore(page *Page) error {
	if err := s.checkTitle(page.SpaceID, page.Type, page.Title, page.ID); err != nil {
		return err
	}
	page.Status = Current
	page.ParentID = s.spaces[page.SpaceID].HomepageID
	s.holdTitle(page)
	s.attachLast(page)
	s.changed(page)
	return nil
}

func (s *Store) purge(id string) {
	page := s.pages[id]
	s.freeTitle(page)
	for _, attachment := range s.attachedTo[id] {
		delete(s.attachments, attachment)
		delete(s.properties, attachment)
	}
	for _, comment := range s.commentsOn[id] {
		delete(s.comments, comment)
	}
	delete(s.attachedTo, id)
	delete(s.commentsOn, id)
	delete(s.properties, id)
	delete(s.restricted, id)
	delete(s.watchers, id)
	delete(s.children, id)
	delete(s.pages, id)
	s.pageOrder = slices.DeleteFunc(s.pageOrder, func(x string) bool { return x == id })
	s.followed(id, nil)
}
