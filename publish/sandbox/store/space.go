package store

import (
	"strings"
	"time"
)

// Space is one space.
type Space struct {
	ID, Key, Name string
	Type          string // "global" or "personal"
	Status        string // "current" or "archived"
	Description   string
	HomepageID    string
	AuthorID      string
	CreatedAt     time.Time
	Access        Access
}

// Access says who sees a space and who writes to it, by account id; users with Admin may always do both.
type Access struct {
	Viewers   []string // empty: every user
	Editors   []string // empty: every viewer
	Anonymous bool     // people without an account see it too
}

// NewSpace is a space to create. Its homepage is made with it, as Confluence does.
type NewSpace struct {
	Key, Name, Description string
	Type                   string // default "global"
	HomepageTitle          string // default: the name with "Home" behind it
	HomepageBody           string
	AuthorID               string
	Access                 Access
	Editor                 Editor // of the homepage
}

// Spaces lists all spaces in order of creation.
func (s *Store) Spaces() []Space {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := make([]Space, 0, len(s.spaceOrder))
	for _, id := range s.spaceOrder {
		list = append(list, *s.spaces[id])
	}
	return list
}

// Space returns the space with this id.
func (s *Store) Space(id string) (Space, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if space, ok := s.spaces[id]; ok {
		return *space, nil
	}
	return Space{}, notFound("space", id)
}

// SpaceByKey returns the space with this key; keys are compared without regard to case.
func (s *Store) SpaceByKey(key string) (Space, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if space := s.spaceByKey(key); space != nil {
		return *space, nil
	}
	return Space{}, notFound("space", key)
}

func (s *Store) spaceByKey(key string) *Space {
	for _, space := range s.spaces {
		if strings.EqualFold(space.Key, key) {
			return space
		}
	}
	return nil
}

// CreateSpace makes a space with its homepage. Keys are ASCII letters and digits (personal ones start with "~") and at
// most 255 characters long (SPEC1 POST /space).
func (s *Store) CreateSpace(n NewSpace) (Space, error) {
	if n.Type == "" {
		n.Type = "global"
	}
	if n.HomepageTitle == "" {
		n.HomepageTitle = n.Name + " Home"
	}
	if !validSpaceKey(n.Key) {
		return Space{}, &Error{Rule: SpaceKeyInvalid, SpaceKey: n.Key}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.spaceByKey(n.Key) != nil {
		return Space{}, &Error{Rule: SpaceExists, SpaceKey: n.Key}
	}
	space := &Space{
		ID: s.nextID(), Key: n.Key, Name: n.Name, Type: n.Type, Status: "current", Description: n.Description,
		AuthorID: n.AuthorID, CreatedAt: s.clock(), Access: n.Access,
	}
	s.spaces[space.ID] = space
	s.spaceOrder = append(s.spaceOrder, space.ID)
	home, err := s.create(NewPage{
		SpaceID: space.ID, Title: n.HomepageTitle, Body: n.HomepageBody, AuthorID: n.AuthorID, RootLevel: true, Editor: n.Editor,
	})
	if err != nil {
		delete(s.spaces, space.ID)
		s.spaceOrder = s.spaceOrder[:len(s.spaceOrder)-1]
		return Space{}, err
	}
	space.HomepageID = home.ID
	return *space, nil
}

// UpdateSpace changes the fields that are not nil. The homepage must be a current page of the space.
func (s *Store) UpdateSpace(key string, name, description, homepageID *string) (Space, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	space := s.spaceByKey(key)
	if space == nil {
		return Space{}, notFound("space", key)
	}
	if homepageID != nil {
		home := s.pages[*homepageID]
		if home == nil || home.SpaceID != space.ID || home.Status != Current {
			return Space{}, notFound("page", *homepageID)
		}
		space.HomepageID = *homepageID
	}
	if name != nil {
		space.Name = *name
	}
	if description != nil {
		space.Description = *description
	}
	s.revision++
	return *space, nil
}

// DeleteSpace removes a space and all it holds, for good.
func (s *Store) DeleteSpace(key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	space := s.spaceByKey(key)
	if space == nil {
		return notFound("space", key)
	}
	for id, page := range s.pages {
		if page.SpaceID == space.ID {
			s.purge(id)
		}
	}
	delete(s.spaces, space.ID)
	delete(s.properties, space.ID)
	for i, id := range s.spaceOrder {
		if id == space.ID {
			s.spaceOrder = append(s.spaceOrder[:i:i], s.spaceOrder[i+1:]...)
			break
		}
	}
	s.revision++
	return nil
}

func validSpaceKey(key string) bool {
	bare := strings.TrimPrefix(key, "~")
	if bare == "" || len(key) > 255 {
		return false
	}
	for _, r := range bare {
		alphanumeric := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !alphanumeric && (bare == key || r != '_' && r != '-' && r != '.') {
			return false
		}
	}
	return true
}
