package store

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// maxTitle is counted in UTF-16 units, the characters of Confluence's Java.
const maxTitle = 255

// titleKey is what must be unique: pages and folders have title spaces of their own, and case does not count.
type titleKey struct {
	spaceID string
	kind    Type
	folded  string
}

func newTitleKey(spaceID string, kind Type, title string) titleKey {
	return titleKey{spaceID, kind, lowerCase(title)}
}

// lowerCase is Java's toLowerCase, which Confluence is assumed to use: İ becomes two characters, and is not i.
func lowerCase(text string) string {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return cases.Lower(language.Und).String(text)
		}
	}
	return strings.ToLower(text)
}

// cleanTitle trims a title and refuses one that is blank or too long.
func cleanTitle(title string) (string, error) {
	title = strings.TrimSpace(title)
	if title == "" {
		return "", &Error{Rule: TitleEmpty}
	}
	if len(utf16.Encode([]rune(title))) > maxTitle {
		return "", &Error{Rule: TitleTooLong, Title: title}
	}
	return title, nil
}

// checkTitle checks that a page may have this title in this space.
func (s *Store) checkTitle(spaceID string, kind Type, title, pageID string) error {
	holder, taken := s.titles[newTitleKey(spaceID, kind, title)]
	if !taken || holder == pageID {
		return nil
	}
	rule := TitleTaken
	if kind == FolderType {
		rule = FolderTitleTaken
	}
	return &Error{Rule: rule, Title: title, ID: holder, SpaceKey: s.spaces[spaceID].Key}
}

func (s *Store) holdTitle(page *Page) {
	s.titles[newTitleKey(page.SpaceID, page.Type, page.Title)] = page.ID
}

func (s *Store) freeTitle(page *Page) {
	key := newTitleKey(page.SpaceID, page.Type, page.Title)
	if s.titles[key] == page.ID {
		delete(s.titles, key)
	}
}
