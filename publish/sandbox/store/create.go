package store

import "cmp"

// NewPage is a page or folder to create.
type NewPage struct {
	Type      Type   // default PageType
	Status    Status // Current (default) or Draft; a draft may have no title and holds none
	Subtype   string
	SpaceID   string
	ParentID  string // "": the space's homepage, unless RootLevel
	RootLevel bool
	Title     string
	Body      string // storage format
	sent      sentBody
	Message   string
	MinorEdit bool
	AuthorID  string
	Editor    Editor
	Position  *int // among its siblings, NoPosition for none; nil: after the last one
}

// CreatePage makes a page or folder. The author watches it from then on. Its errors are
// NotFound (space), ParentNotFound, OtherSpace, TitleEmpty, TitleTooLong, TitleTaken, FolderTitleTaken, BodyMalformed
// and TooLarge.
func (s *Store) CreatePage(n NewPage) (Page, error) {
	body, err := s.storeBody(n.Body, n.SpaceID, n.Editor)
	if err != nil {
		return Page{}, err
	}
	n.sent, n.Body = newSentBody(n.Body, body), body
	s.mu.Lock()
	defer s.mu.Unlock()
	page, err := s.create(n)
	if err != nil {
		return Page{}, err
	}
	return *page, nil
}

func (s *Store) create(n NewPage) (*Page, error) {
	n.Type = cmp.Or(n.Type, PageType)
	n.Status = cmp.Or(n.Status, Current)
	space, ok := s.spaces[n.SpaceID]
	if !ok {
		return nil, notFound("space", n.SpaceID)
	}
	if n.ParentID == "" && !n.RootLevel {
		n.ParentID = space.HomepageID
	}
	if n.ParentID != "" {
		if err := s.checkParent(nil, n.SpaceID, n.ParentID); err != nil {
			return nil, err
		}
	}
	if n.Status != Draft || n.Title != "" {
		title, err := cleanTitle(n.Title)
		if err != nil {
			return nil, err
		}
		n.Title = title
	}
	if n.Status != Draft {
		if err := s.checkTitle(n.SpaceID, n.Type, n.Title, ""); err != nil {
			return nil, err
		}
	}
	now := s.clock()
	page := &Page{
		ID: s.nextID(), Type: n.Type, Subtype: n.Subtype, Title: n.Title, SpaceID: n.SpaceID, ParentID: n.ParentID,
		Status: n.Status, Editor: n.Editor, AuthorID: n.AuthorID, OwnerID: n.AuthorID, CreatedAt: now,
		Versions: []Version{{
			Number: 1, Title: n.Title, Body: n.Body, Message: s.behavior.kept(n.Message), AuthorID: n.AuthorID, CreatedAt: now, MinorEdit: n.MinorEdit,
			sent: n.sent,
		}},
	}
	if n.Position != nil {
		page.Position = *n.Position
	}
	s.pages[page.ID] = page
	s.pageOrder = append(s.pageOrder, page.ID)
	if page.Status == Current {
		s.holdTitle(page)
		if n.Position != nil {
			s.attach(page)
		} else {
			s.attachLast(page)
		}
	}
	if page.Type == PageType {
		s.watch(page.ID, n.AuthorID)
		s.writeOwnProperties(page)
	}
	if s.fresh != nil {
		s.fresh[page.ID] = s.lagClock()
	}
	s.changed(page)
	return page, nil
}

// writeOwnProperties does what Confluence does by itself after a page was created: the new editor's marks.
func (s *Store) writeOwnProperties(page *Page) {
	if page.Editor != NewEditor {
		return
	}
	for _, own := range []struct{ key, value string }{
		{"editor", `"v2"`},
		{"content-appearance-draft", `"default"`},
		{"content-appearance-published", `"default"`},
		{"page-title-property-draft", `"{}"`},
		{"page-title-property-published", `"{}"`},
	} {
		s.properties[page.ID] = append(s.properties[page.ID], Property{
			ID: s.nextID(), Key: own.key, Value: []byte(own.value), Version: 1, AuthorID: page.AuthorID, CreatedAt: page.CreatedAt,
		})
	}
}
