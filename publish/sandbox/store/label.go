package store

import (
	"slices"
	"strings"
	"unicode"
)

// Label is a label on a page or an attachment.
type Label struct {
	Prefix string // "global", "my", "team" or "system"
	Name   string // lower case
}

// LabelID gives the number Confluence keeps a label under, the same wherever it is used.
func (s *Store) LabelID(l Label) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.labelIDs[l] == "" {
		s.labelIDs[l] = s.nextID()
	}
	return s.labelIDs[l]
}

// Labels lists the labels of a page or attachment in order of addition.
func (s *Store) Labels(id string) ([]Label, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	labels, err := s.labelsOf(id)
	if err != nil {
		return nil, err
	}
	return *labels, nil
}

// AddLabels adds labels and gives all that are there then. Names are folded to lower case; a name with a space or one
// of the characters Confluence does not allow in labels is LabelInvalid.
func (s *Store) AddLabels(id string, labels []Label) ([]Label, error) {
	folded, err := foldLabels(labels)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	have, err := s.labelsOf(id)
	if err != nil {
		return nil, err
	}
	all := slices.Clone(*have)
	for _, l := range folded {
		if !slices.Contains(all, l) {
			all = append(all, l)
		}
	}
	*have = all
	s.labelsChanged(id)
	return all, nil
}

// SetLabels replaces the labels of a page, as v1 does when a content is written with metadata.labels.
func (s *Store) SetLabels(id string, labels []Label) error {
	folded, err := foldLabels(labels)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	have, err := s.labelsOf(id)
	if err != nil {
		return err
	}
	*have = folded
	s.labelsChanged(id)
	return nil
}

// RemoveLabel removes the labels with this name, whatever their prefix, and tells whether there were any.
func (s *Store) RemoveLabel(id, name string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	have, err := s.labelsOf(id)
	if err != nil {
		return false, err
	}
	left := slices.DeleteFunc(slices.Clone(*have), func(l Label) bool { return l.Name == strings.ToLower(name) })
	found := len(left) < len(*have)
	*have = left
	s.labelsChanged(id)
	return found, nil
}

func (s *Store) labelsOf(id string) (*[]Label, error) {
	if page, ok := s.pages[id]; ok {
		return &page.Labels, nil
	}
	if a, ok := s.attachments[id]; ok {
		return &a.Labels, nil
	}
	return nil, notFound("content", id)
}

func (s *Store) labelsChanged(id string) {
	s.revision++
	if page, ok := s.pages[id]; ok {
		s.changed(page)
	}
}

func foldLabels(labels []Label) ([]Label, error) {
	folded := make([]Label, 0, len(labels))
	for _, l := range labels {
		l.Name = strings.ToLower(l.Name)
		if !validLabel(l.Name) {
			return nil, &Error{Rule: LabelInvalid, What: l.Name}
		}
		if !slices.Contains(folded, l) {
			folded = append(folded, l)
		}
	}
	return folded, nil
}

// validLabel knows the characters that Confluence's own dialogue refuses; a slash is allowed (SPEC1 DELETE /content/{id}/label).
func validLabel(name string) bool {
	return name != "" && len([]rune(name)) <= 255 &&
		!strings.ContainsAny(name, "!#&()*,.:;<>?@[]^") && !strings.ContainsFunc(name, unicode.IsSpace)
}
