package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Label is a label on a page or an attachment.
type Label struct {
	Prefix string // "global", "my", "team" or "system"
	Name   string // lower case
}

// LabelID returns the number Confluence keeps a label under, the same wherever it is used.
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

// AddLabels adds labels and gives all that are there then. Names are folded to lower case, and spaces and commas part
// them; one with a character that Confluence does not allow in labels is LabelInvalid, a long one LabelTooLong.
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

// RemoveLabel removes the label with this name, and tells whether there was one. Of several with different prefixes the
// personal one goes first.
func (s *Store) RemoveLabel(id, name string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	have, err := s.labelsOf(id)
	if err != nil {
		return false, err
	}
	name = strings.ToLower(name)
	i := slices.Index(*have, Label{"my", name})
	if i < 0 {
		i = slices.IndexFunc(*have, func(l Label) bool { return l.Name == name })
	}
	if i < 0 {
		return false, nil
	}
	*have = slices.Delete(slices.Clone(*have), i, i+1)
	s.labelsChanged(id)
	return true, nil
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
		names := strings.FieldsFunc(l.Name, func(r rune) bool { return r == ' ' || r == ',' })
		if len(names) == 0 {
			return nil, &Error{Rule: LabelInvalid, What: l.Name}
		}
		for _, name := range names {
			l.Name = strings.ToLower(name)
			if err := checkLabel(l.Name); err != nil {
				return nil, err
			}
			if !slices.Contains(folded, l) {
				folded = append(folded, l)
			}
		}
	}
	return folded, nil
}

// checkLabel knows what github.com/mozilla/markfluence docs/confluence/labels.md has measured.
func checkLabel(name string) error {
	if strings.ContainsAny(name, "!#&()*.:;<>?@[]^") || strings.ContainsFunc(name, unicode.IsSpace) {
		return &Error{Rule: LabelInvalid, What: name}
	}
	if len(utf16.Encode([]rune(name))) > 255 {
		return &Error{Rule: LabelTooLong, What: name}
	}
	return nil
}
