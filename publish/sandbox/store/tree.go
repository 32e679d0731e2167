package store

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// NoPosition is the position of a page that was never ordered; only Data Center has such pages (SPECDC PUT
// /content/{contentId}: "Content with unset positions will have a position value of -1").
const NoPosition = -1

// siblingsKey names the list a page stands in: its parent's, or its space's root.
func siblingsKey(page *Page) string {
	if page.ParentID != "" {
		return page.ParentID
	}
	return page.SpaceID
}

// compareSiblings orders siblings by their positions; those without one come last, by title.
func compareSiblings(a, b *Page) int {
	switch {
	case a.Position == NoPosition && b.Position == NoPosition:
		return cmp.Or(cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)), compareIDs(a.ID, b.ID))
	case a.Position == NoPosition:
		return 1
	case b.Position == NoPosition:
		return -1
	}
	return cmp.Compare(a.Position, b.Position)
}

// attach puts a page among its siblings, where its position or its title says.
func (s *Store) attach(page *Page) {
	key := siblingsKey(page)
	siblings := s.children[key]
	at := sort.Search(len(siblings), func(i int) bool { return compareSiblings(s.pages[siblings[i]], page) > 0 })
	s.children[key] = slices.Insert(siblings, at, page.ID)
}

// attachLast puts a page that has a position after the last of its siblings that has one.
func (s *Store) attachLast(page *Page) {
	if page.Position != NoPosition {
		page.Position = 0
		for _, id := range slices.Backward(s.children[siblingsKey(page)]) {
			if last := s.pages[id].Position; last != NoPosition {
				page.Position = last + 1
				break
			}
		}
	}
	s.attach(page)
}

// attachAt puts a page at a place among its siblings, which numbers all of them anew.
func (s *Store) attachAt(page *Page, at int) {
	key := siblingsKey(page)
	s.children[key] = slices.Insert(s.children[key], at, page.ID)
	s.renumber(key)
}

func (s *Store) renumber(key string) {
	for i, id := range s.children[key] {
		s.pages[id].Position = i
	}
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
}

// rearrange puts a page where it belongs after its position or its title has changed.
func (s *Store) rearrange(page *Page) {
	if page.Status == Current {
		s.detach(page)
		s.attach(page)
	}
}

// liftChildren puts the children of a page that leaves the tree in its place, as Confluence does when only the page
// itself is deleted or archived. Where nothing has a position, their titles say where they stand.
func (s *Store) liftChildren(page *Page) {
	at := slices.Index(s.children[siblingsKey(page)], page.ID)
	for _, id := range slices.Clone(s.children[page.ID]) {
		child := s.pages[id]
		s.detach(child)
		child.ParentID = page.ParentID
		if child.Position == NoPosition {
			s.attach(child)
		} else {
			at++
			s.attachAt(child, at)
		}
		s.changed(child)
	}
}

// checkParent checks that a page (none yet: nil) of a space may stand under a parent.
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
