package store

import (
	"encoding/json"
	"slices"
	"time"
)

// The limits of content properties: SPEC1's schema has the one for keys, the one for values (413 above it) is assumed.
const (
	maxPropertyKey   = 255
	maxPropertyValue = 32 * 1024
)

// Property is a property of a page, folder, attachment or space. v1 and v2 show the same ones.
type Property struct {
	ID        string
	Key       string
	Value     json.RawMessage
	Version   int
	Message   string
	MinorEdit bool
	AuthorID  string
	CreatedAt time.Time // of this version

	FirstAuthorID string // of version 1
	FirstAt       time.Time
}

// Properties lists the properties of a content in order of creation.
func (s *Store) Properties(ownerID string) []Property {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Clone(s.properties[ownerID])
}

// Property returns the property with this key.
func (s *Store) Property(ownerID, key string) (Property, error) {
	return s.findProperty(ownerID, key, func(p Property) bool { return p.Key == key })
}

// PropertyByID returns the property with this id.
func (s *Store) PropertyByID(ownerID, id string) (Property, error) {
	return s.findProperty(ownerID, id, func(p Property) bool { return p.ID == id })
}

func (s *Store) findProperty(ownerID, name string, is func(Property) bool) (Property, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if i := slices.IndexFunc(s.properties[ownerID], is); i >= 0 {
		return s.properties[ownerID][i], nil
	}
	return Property{}, notFound("property", name)
}

// CreateProperty adds a property with version 1.
func (s *Store) CreateProperty(ownerID string, p Property) (Property, error) {
	if err := checkProperty(p); err != nil {
		return Property{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.exists(ownerID) {
		return Property{}, notFound("content", ownerID)
	}
	if slices.ContainsFunc(s.properties[ownerID], func(x Property) bool { return x.Key == p.Key }) {
		return Property{}, &Error{Rule: PropertyExists, What: p.Key, ID: ownerID}
	}
	p.ID, p.Version, p.CreatedAt = s.nextID(), 1, s.clock()
	p.FirstAuthorID, p.FirstAt = p.AuthorID, p.CreatedAt
	s.properties[ownerID] = append(s.properties[ownerID], p)
	s.revision++
	return p, nil
}

// UpdateProperty gives the property with p.Key the value and version of p, which must be the current version + 1.
func (s *Store) UpdateProperty(ownerID string, p Property) (Property, error) {
	if err := checkProperty(p); err != nil {
		return Property{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.properties[ownerID], func(x Property) bool { return x.Key == p.Key })
	if i < 0 {
		return Property{}, notFound("property", p.Key)
	}
	have := s.properties[ownerID][i]
	if p.Version != have.Version+1 {
		return Property{}, &Error{Rule: VersionConflict, What: p.Key, Current: have.Version, Provided: p.Version}
	}
	p.ID, p.CreatedAt, p.FirstAuthorID, p.FirstAt = have.ID, s.clock(), have.FirstAuthorID, have.FirstAt
	s.properties[ownerID][i] = p
	s.revision++
	return p, nil
}

// DeleteProperty removes the property with this key.
func (s *Store) DeleteProperty(ownerID, key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.properties[ownerID], func(x Property) bool { return x.Key == key })
	if i < 0 {
		return notFound("property", key)
	}
	s.properties[ownerID] = slices.Delete(s.properties[ownerID], i, i+1)
	s.revision++
	return nil
}

func (s *Store) exists(id string) bool {
	_, page := s.pages[id]
	_, attachment := s.attachments[id]
	_, space := s.spaces[id]
	return page || attachment || space
}

func checkProperty(p Property) error {
	if p.Key == "" || len(p.Key) > maxPropertyKey {
		return &Error{Rule: PropertyKeyInvalid, What: p.Key}
	}
	if len(p.Value) > maxPropertyValue {
		return &Error{Rule: TooLarge, What: "property", Limit: maxPropertyValue}
	}
	return nil
}
