package store

import "strconv"

// Update is a change of a page. Nil fields stay as they are.
type Update struct {
	Version   int    // the new number: the current one + 1; for a draft that is published or changed: 1
	Status    Status // default: the page's own. Draft on a current page changes only its unpublished draft
	Title     *string
	Body      *string // storage format
	ParentID  *string // "" is the root of the space
	OwnerID   *string
	Subtype   *string
	Position  *int // among its siblings, NoPosition for none
	Message   string
	MinorEdit bool
	AuthorID  string
	Legacy    bool // the body is kept as the old editor keeps it, whatever the page was made for

	sent string // Body as it was sent
}

// UpdatePage changes a page and gives it a new version. A trashed page is brought back by an update to Current, which
// ignores everything else (SPEC2 PUT /pages/{id}). Its errors are those of CreatePage, and VersionConflict and ParentLoop.
func (s *Store) UpdatePage(id string, u Update) (Page, error) {
	page, err := s.Page(id)
	if err != nil {
		return Page{}, err
	}
	if u.Body != nil {
		editor := page.Editor
		if u.Legacy {
			editor = LegacyEditor
		}
		body, err := s.storeBody(*u.Body, page.SpaceID, editor)
		if err != nil {
			return Page{}, err
		}
		u.sent, u.Body = *u.Body, &body
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	current, ok := s.pages[id]
	if !ok {
		return Page{}, notFound("page", id)
	}
	switch {
	case current.Status == Trashed && u.Status == Current:
		err = s.restore(current)
	case current.Status == Draft:
		err = s.updateDraft(current, u)
	case u.Status == Draft:
		s.keepDraft(current, u)
	default:
		err = s.update(current, u)
	}
	if err != nil {
		return Page{}, err
	}
	return *current, nil
}

func (s *Store) update(page *Page, u Update) error {
	version := page.Version()
	if u.Version != version.Number+1 {
		return &Error{Rule: VersionConflict, Current: version.Number, Provided: u.Version}
	}
	title, err := s.checkUpdate(page, u)
	if err != nil {
		return err
	}
	if s.behavior.SameBodyKeepsVersion && changesNothing(page, u, title) {
		return nil
	}
	next := Version{
		Number: u.Version, Title: title, Body: version.Body, Message: s.behavior.kept(u.Message), AuthorID: u.AuthorID, CreatedAt: s.clock(),
		MinorEdit: u.MinorEdit, sent: version.sent,
	}
	if u.Body != nil {
		next.Body, next.sent = *u.Body, newSentBody(u.sent, *u.Body)
	}
	s.freeTitle(page)
	page.Title = title
	s.holdTitle(page)
	if u.ParentID != nil && *u.ParentID != page.ParentID {
		s.reparent(page, *u.ParentID)
	}
	if u.Position != nil {
		page.Position = *u.Position
	}
	if u.Position != nil || page.Position == NoPosition {
		s.rearrange(page)
	}
	if u.OwnerID != nil && *u.OwnerID != page.OwnerID {
		page.LastOwnerID, page.OwnerID = page.OwnerID, *u.OwnerID
	}
	if u.Subtype != nil {
		page.Subtype = *u.Subtype
	}
	page.Versions = append(page.Versions, next)
	page.Draft = nil
	s.unhookComments(page)
	s.changed(page)
	return nil
}

// changesNothing reports whether an update has the title, the parent and the body that the page has, the body as it was
// sent or as it is read.
func changesNothing(page *Page, u Update, title string) bool {
	version := page.Version()
	sameBody := u.Body == nil || u.sent == version.Body || newSentBody(u.sent, version.Body) == version.sent
	return sameBody && title == page.Title && (u.ParentID == nil || *u.ParentID == page.ParentID)
}

// checkUpdate returns the title the page will have.
func (s *Store) checkUpdate(page *Page, u Update) (string, error) {
	title := page.Title
	if u.Title != nil {
		var err error
		if title, err = cleanTitle(*u.Title); err != nil {
			return "", err
		}
		if err := s.checkTitle(page.SpaceID, page.Type, title, page.ID); err != nil {
			return "", err
		}
	}
	if u.ParentID != nil && *u.ParentID != "" && *u.ParentID != page.ParentID {
		if err := s.checkParent(page, page.SpaceID, *u.ParentID); err != nil {
			return "", err
		}
	}
	return title, nil
}

func (s *Store) reparent(page *Page, parentID string) {
	inTree := page.Status == Current
	if inTree {
		s.detach(page)
	}
	page.ParentID = parentID
	if inTree {
		s.attachLast(page)
	}
}

// updateDraft changes a page that was never published, or publishes it; both have version 1.
func (s *Store) updateDraft(page *Page, u Update) error {
	if u.Version > 1 {
		return &Error{Rule: VersionConflict, Current: 1, Provided: u.Version}
	}
	publish := u.Status == Current
	title := page.Title
	if u.Title != nil {
		title = *u.Title
	}
	if publish || title != "" {
		var err error
		if title, err = cleanTitle(title); err != nil {
			return err
		}
	}
	if publish {
		if err := s.checkTitle(page.SpaceID, page.Type, title, page.ID); err != nil {
			return err
		}
	}
	if u.ParentID != nil && *u.ParentID != "" {
		if err := s.checkParent(page, page.SpaceID, *u.ParentID); err != nil {
			return err
		}
	}
	only := page.Version()
	only.Title, only.Message, only.CreatedAt, only.AuthorID, only.MinorEdit = title, s.behavior.kept(u.Message), s.clock(), u.AuthorID, u.MinorEdit
	if u.Body != nil {
		only.Body, only.sent = *u.Body, newSentBody(u.sent, *u.Body)
	}
	page.Title = title
	page.Versions = []Version{only}
	if u.ParentID != nil {
		page.ParentID = *u.ParentID
	}
	if publish {
		page.Status = Current
		s.holdTitle(page)
		if u.Position != nil {
			page.Position = *u.Position
			s.attach(page)
		} else {
			s.attachLast(page)
		}
	}
	s.changed(page)
	return nil
}

// keepDraft changes only what is not published yet.
func (s *Store) keepDraft(page *Page, u Update) {
	draft := page.Version()
	if page.Draft != nil {
		draft = *page.Draft
	}
	if u.Title != nil {
		draft.Title = *u.Title
	}
	if u.Body != nil {
		draft.Body = *u.Body
	}
	draft.Number, draft.Message, draft.AuthorID, draft.CreatedAt = 1, u.Message, u.AuthorID, s.clock()
	page.Draft = &draft
	s.revision++
}

// SetTitle renames a page, which makes a new version (SPEC2 PUT /pages/{id}/title).
func (s *Store) SetTitle(id, title, authorID string) (Page, error) {
	page, err := s.Page(id)
	if err != nil {
		return Page{}, err
	}
	next := page.Version().Number + 1
	if page.Status == Draft {
		next = 1
	}
	return s.UpdatePage(id, Update{Version: next, Title: &title, AuthorID: authorID})
}

// DeleteVersion removes an old version; later ones move up to close the gap. The current version stays (CurrentVersion).
func (s *Store) DeleteVersion(id string, number int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	page, ok := s.pages[id]
	if !ok {
		return notFound("page", id)
	}
	if number == page.Version().Number {
		return &Error{Rule: CurrentVersion}
	}
	if _, ok := page.VersionNumber(number); !ok {
		return notFound("version", strconv.Itoa(number))
	}
	var left []Version
	for _, v := range page.Versions {
		if v.Number == number {
			continue
		}
		v.Number = len(left) + 1
		left = append(left, v)
	}
	page.Versions = left
	s.changed(page)
	return nil
}
