package store

import (
	"mime"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Attachment is a file on a page.
type Attachment struct {
	ID       string // "att" and a number
	PageID   string
	Title    string // the file name, unique on its page
	Status   Status // Current or Trashed
	Labels   []Label
	Versions []AttachmentVersion // oldest first, at least one
}

// AttachmentVersion is one state of an attachment.
type AttachmentVersion struct {
	Number    int
	MediaType string
	FileSize  int64
	FileID    string // the media service's id
	Comment   string
	AuthorID  string
	CreatedAt time.Time
	MinorEdit bool

	content []byte
}

// Version returns the attachment's current version.
func (a Attachment) Version() AttachmentVersion { return a.Versions[len(a.Versions)-1] }

// Upload is a file to attach.
type Upload struct {
	Name      string
	MediaType string // "": from the name
	Comment   string
	Content   []byte // kept by the store, not to be changed afterwards
	MinorEdit bool
	AuthorID  string
}

// Attachments lists the files on a page that are not trashed, in order of creation.
func (s *Store) Attachments(pageID string) []Attachment {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var list []Attachment
	for _, id := range s.attachedTo[pageID] {
		if a := s.attachments[id]; a.Status == Current {
			list = append(list, *a)
		}
	}
	return list
}

// AllAttachments lists the files on a page of every status, in order of creation; with "" those of all pages.
func (s *Store) AllAttachments(pageID string) []Attachment {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var list []Attachment
	if pageID != "" {
		for _, id := range s.attachedTo[pageID] {
			list = append(list, *s.attachments[id])
		}
		return list
	}
	for _, a := range s.attachments {
		list = append(list, *a)
	}
	slices.SortFunc(list, func(a, b Attachment) int { return compareIDs(a.ID, b.ID) })
	return list
}

// Attachment returns the attachment with this id ("att123").
func (s *Store) Attachment(id string) (Attachment, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if a, ok := s.attachments[id]; ok {
		return *a, nil
	}
	return Attachment{}, notFound("attachment", id)
}

// AttachmentByName returns the file with this name on a page.
func (s *Store) AttachmentByName(pageID, name string) (Attachment, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if a := s.attachmentByName(pageID, name); a != nil {
		return *a, nil
	}
	return Attachment{}, notFound("attachment", name)
}

// AttachmentData returns the content of one version; version 0 is the current one.
func (s *Store) AttachmentData(id string, version int) ([]byte, error) {
	a, err := s.Attachment(id)
	if err != nil {
		return nil, err
	}
	if version == 0 {
		return a.Version().content, nil
	}
	for _, v := range a.Versions {
		if v.Number == version {
			return v.content, nil
		}
	}
	return nil, notFound("version of attachment", id)
}

// Attach puts a new file on a page (Current, Archived or Draft). A name may be there only once: AttachmentExists.
func (s *Store) Attach(pageID string, u Upload) (Attachment, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	page, ok := s.pages[pageID]
	if !ok || page.Type != PageType || page.Status == Trashed {
		return Attachment{}, notFound("page", pageID)
	}
	if err := checkFileName(u.Name); err != nil {
		return Attachment{}, err
	}
	if s.attachmentByName(pageID, u.Name) != nil {
		return Attachment{}, &Error{Rule: AttachmentExists, What: u.Name}
	}
	a := &Attachment{ID: "att" + s.nextID(), PageID: pageID, Title: u.Name, Status: Current}
	a.Versions = []AttachmentVersion{s.attachmentVersion(u, 1)}
	s.hang(a)
	return *a, nil
}

// CheckUploads checks that files can be put on a page together: their names must be possible and, unless they replace
// what is there, new to the page and to each other.
func (s *Store) CheckUploads(pageID string, uploads []Upload, replace bool) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	seen := map[string]bool{}
	for _, u := range uploads {
		if err := checkFileName(u.Name); err != nil {
			return err
		}
		if !replace && (seen[u.Name] || s.attachmentByName(pageID, u.Name) != nil) {
			return &Error{Rule: AttachmentExists, What: u.Name}
		}
		seen[u.Name] = true
	}
	return nil
}

// Replace gives an attachment a new version with new content. The upload's name does not rename it.
func (s *Store) Replace(attachmentID string, u Upload) (Attachment, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.attachments[attachmentID]
	if !ok || a.Status != Current {
		return Attachment{}, notFound("attachment", attachmentID)
	}
	if u.Name == "" {
		u.Name = a.Title
	}
	a.Versions = append(a.Versions, s.attachmentVersion(u, a.Version().Number+1))
	s.revision++
	return *a, nil
}

// AttachmentChange changes what is said about a file; nil fields stay. PageID moves it to another page.
type AttachmentChange struct {
	Version                           int // the current version's number, or the next one, else VersionConflict
	Title, MediaType, Comment, PageID *string
	MinorEdit                         bool
	AuthorID                          string
}

// ChangeAttachment changes name, media type, comment or page of an attachment. With the number of the next version the
// file gets a version of that number, with the same content.
func (s *Store) ChangeAttachment(id string, c AttachmentChange) (Attachment, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.attachments[id]
	if !ok || a.Status != Current {
		return Attachment{}, notFound("attachment", id)
	}
	version := a.Version()
	kept := a.Versions[:len(a.Versions)-1]
	switch c.Version {
	case version.Number:
	case version.Number + 1:
		kept = a.Versions
		version.Number, version.CreatedAt, version.AuthorID = c.Version, s.clock(), c.AuthorID
	default:
		return Attachment{}, &Error{Rule: VersionConflict, What: "attachment", Current: version.Number, Provided: c.Version}
	}
	title, pageID := a.Title, a.PageID
	if c.Title != nil {
		title = *c.Title
	}
	if c.PageID != nil {
		pageID = *c.PageID
	}
	if page := s.pages[pageID]; page == nil || page.Status == Trashed {
		return Attachment{}, notFound("page", pageID)
	}
	if err := checkFileName(title); err != nil {
		return Attachment{}, err
	}
	if other := s.attachmentByName(pageID, title); other != nil && other != a {
		return Attachment{}, &Error{Rule: AttachmentExists, What: title}
	}
	if pageID != a.PageID {
		s.attachedTo[a.PageID] = slices.DeleteFunc(s.attachedTo[a.PageID], func(x string) bool { return x == id })
		s.attachedTo[pageID] = append(s.attachedTo[pageID], id)
	}
	a.Title, a.PageID = title, pageID
	if c.MediaType != nil {
		version.MediaType = *c.MediaType
	}
	if c.Comment != nil {
		version.Comment = *c.Comment
	}
	version.MinorEdit = c.MinorEdit
	a.Versions = append(slices.Clone(kept), version)
	s.revision++
	return *a, nil
}

// TrashAttachment moves a file to the trash; its name is free again.
func (s *Store) TrashAttachment(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.attachments[id]
	if !ok || a.Status == Trashed {
		return notFound("attachment", id)
	}
	a.Status = Trashed
	s.revision++
	return nil
}

// PurgeAttachment removes a file from the trash for good.
func (s *Store) PurgeAttachment(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.attachments[id]
	if !ok {
		return notFound("attachment", id)
	}
	if a.Status != Trashed {
		return &Error{Rule: NotTrashed, ID: id}
	}
	s.attachedTo[a.PageID] = slices.DeleteFunc(s.attachedTo[a.PageID], func(x string) bool { return x == id })
	delete(s.attachments, id)
	delete(s.properties, id)
	s.revision++
	return nil
}

// hang puts an attachment on its page.
func (s *Store) hang(a *Attachment) {
	s.attachments[a.ID] = a
	s.attachedTo[a.PageID] = append(s.attachedTo[a.PageID], a.ID)
	s.revision++
}

func (s *Store) attachmentByName(pageID, name string) *Attachment {
	for _, id := range s.attachedTo[pageID] {
		if a := s.attachments[id]; a.Title == name && a.Status == Current {
			return a
		}
	}
	return nil
}

func (s *Store) attachmentVersion(u Upload, number int) AttachmentVersion {
	return AttachmentVersion{
		Number: number, MediaType: mediaType(u), FileSize: int64(len(u.Content)), FileID: s.uuid(), Comment: u.Comment,
		AuthorID: u.AuthorID, CreatedAt: s.clock(), MinorEdit: u.MinorEdit, content: u.Content,
	}
}

// mediaType trusts the sender, unless it said nothing or only that it does not know.
func mediaType(u Upload) string {
	if u.MediaType != "" && u.MediaType != "application/octet-stream" {
		return u.MediaType
	}
	guess, _, _ := strings.Cut(mime.TypeByExtension(path.Ext(u.Name)), ";")
	if guess == "" {
		return "application/octet-stream"
	}
	return guess
}

func checkFileName(name string) error {
	if name == "" || len(name) > 255 || strings.Contains(name, "/") || strings.ContainsFunc(name, unicode.IsControl) {
		return &Error{Rule: AttachmentName, What: name}
	}
	return nil
}
