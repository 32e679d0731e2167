package store

import (
	"cmp"
	"slices"
)

// CopyPage makes a new page like another one, the last below a parent ("": beside the original): with its body, labels,
// properties and files, as people copy a page (SPEC1 POST /content/{id}/copy with everything that can be copied), but
// with none of its history, comments and restrictions. Its errors are those of CreatePage.
func (s *Store) CopyPage(id, parentID, title, authorID string) (Page, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	original, ok := s.pages[id]
	if !ok || original.Type != PageType || original.Status == Trashed {
		return Page{}, notFound("page", id)
	}
	parentID = cmp.Or(parentID, original.ParentID)
	page, err := s.create(NewPage{
		Type: original.Type, Subtype: original.Subtype, SpaceID: original.SpaceID, ParentID: parentID, RootLevel: parentID == "",
		Title: title, Body: original.Body(), AuthorID: authorID, Editor: original.Editor,
	})
	if err != nil {
		return Page{}, err
	}
	page.Labels = slices.Clone(original.Labels)
	s.properties[page.ID] = nil
	for _, p := range s.properties[id] {
		p.ID, p.Version, p.AuthorID, p.CreatedAt = s.nextID(), 1, authorID, page.CreatedAt
		s.properties[page.ID] = append(s.properties[page.ID], p)
	}
	for _, attachment := range s.attachedTo[id] {
		a := s.attachments[attachment]
		if a.Status != Current {
			continue
		}
		version := a.Version()
		version.Number, version.AuthorID, version.CreatedAt = 1, authorID, page.CreatedAt
		s.hang(&Attachment{ID: "att" + s.nextID(), PageID: page.ID, Title: a.Title, Status: Current, Labels: slices.Clone(a.Labels), Versions: []AttachmentVersion{version}})
	}
	s.changed(page)
	return *page, nil
}
