package store

import (
	"slices"
	"strings"
	"time"
)

// CommentKind tells where a comment stands.
type CommentKind string

// The kinds of comments.
const (
	FooterComment CommentKind = "footer"
	InlineComment CommentKind = "inline"
)

// Comment is a comment on a page.
type Comment struct {
	ID         string
	PageID     string
	Kind       CommentKind
	ParentID   string // the comment it answers, "" if none
	Body       string // storage format
	AuthorID   string
	CreatedAt  time.Time
	Version    int
	MarkerRef  string // inline: ac:ref of its marker in the page's body
	Selection  string // inline: the text it was made on
	Resolution string // inline: "open", "resolved" or "dangling" (its marker has left the body)
}

// Comments lists the comments on a page in order of creation.
func (s *Store) Comments(pageID string) []Comment {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := make([]Comment, 0, len(s.commentsOn[pageID]))
	for _, id := range s.commentsOn[pageID] {
		list = append(list, *s.comments[id])
	}
	return list
}

// Comment returns the comment with this id.
func (s *Store) Comment(id string) (Comment, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if c, ok := s.comments[id]; ok {
		return *c, nil
	}
	return Comment{}, notFound("comment", id)
}

// AddComment adds a footer comment, or an answer to one.
func (s *Store) AddComment(pageID, parentID, body, authorID string) (Comment, error) {
	body, err := s.storeBody(body, "", LegacyEditor)
	if err != nil {
		return Comment{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if page := s.pages[pageID]; page == nil || page.Status == Trashed {
		return Comment{}, notFound("page", pageID)
	}
	return s.addComment(Comment{PageID: pageID, Kind: FooterComment, ParentID: parentID, Body: body, AuthorID: authorID}), nil
}

// AddInlineComment puts a comment on the first place where a text stands in the page's body.
func (s *Store) AddInlineComment(pageID, selection, body, authorID string) (Comment, error) {
	return s.AddInlineCommentOn(pageID, Selection{Text: selection}, body, authorID)
}

// AddInlineCommentOn puts a comment on a text in the page's body: the body gets a marker there, without a new version.
// What is not there as often as the selection says is SelectionNotFound.
func (s *Store) AddInlineCommentOn(pageID string, on Selection, body, authorID string) (Comment, error) {
	body, err := s.storeBody(body, "", LegacyEditor)
	if err != nil {
		return Comment{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	page := s.pages[pageID]
	if page == nil || page.Status != Current {
		return Comment{}, notFound("page", pageID)
	}
	version, ref := page.Version(), s.uuid()
	if version.Body, err = on.mark(version.Body, ref); err != nil {
		return Comment{}, err
	}
	page.Versions = append(slices.Clone(page.Versions[:len(page.Versions)-1]), version)
	s.changed(page)
	return s.addComment(Comment{
		PageID: pageID, Kind: InlineComment, Body: body, AuthorID: authorID, MarkerRef: ref, Selection: on.Text, Resolution: "open",
	}), nil
}

// AddReply adds an answer to a comment, of the same kind.
func (s *Store) AddReply(parentID, body, authorID string) (Comment, error) {
	body, err := s.storeBody(body, "", LegacyEditor)
	if err != nil {
		return Comment{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	parent, ok := s.comments[parentID]
	if !ok {
		return Comment{}, notFound("comment", parentID)
	}
	return s.addComment(Comment{
		PageID: parent.PageID, Kind: parent.Kind, ParentID: parentID, Body: body, AuthorID: authorID,
		MarkerRef: parent.MarkerRef, Selection: parent.Selection, Resolution: parent.Resolution,
	}), nil
}

func (s *Store) addComment(c Comment) Comment {
	c.ID, c.CreatedAt, c.Version = s.nextID(), s.clock(), 1
	s.comments[c.ID] = &c
	s.commentsOn[c.PageID] = append(s.commentsOn[c.PageID], c.ID)
	s.revision++
	return c
}

// unhookComments marks the inline comments whose marker the page's new body has lost.
func (s *Store) unhookComments(page *Page) {
	for _, id := range s.commentsOn[page.ID] {
		c := s.comments[id]
		if c.Kind != InlineComment || c.Resolution == "resolved" {
			continue
		}
		c.Resolution = "open"
		if !strings.Contains(page.Body(), `ac:ref="`+c.MarkerRef+`"`) {
			c.Resolution = "dangling"
		}
	}
}
