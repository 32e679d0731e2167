package browser

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pagewright/pagewright/publish/sandbox/browser/draw"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// site answers what the body of one page points at.
type site struct {
	*Handler
	space store.Space
	page  store.Page
}

func (s site) resolve(spaceKey, title string) (store.Space, store.Page, bool) {
	space := s.space
	if spaceKey != "" {
		other, err := s.store.SpaceByKey(spaceKey)
		if err != nil {
			return space, store.Page{}, false
		}
		space = other
	}
	if title == "" {
		return space, s.page, space.ID == s.space.ID
	}
	page, err := s.store.PageByTitle(space.ID, title)
	return space, page, err == nil
}

func (s site) Page(spaceKey, title string) (draw.Page, bool) {
	space, page, ok := s.resolve(spaceKey, title)
	return s.link(space, page), ok
}

func (s site) link(space store.Space, page store.Page) draw.Page {
	linked := draw.Page{ID: page.ID, Link: draw.Link{Name: page.Title, URL: s.pageURL(space.Key, page)}}
	if page.Editor == store.LegacyEditor {
		linked.Legacy = legacyPrefix(page.Title)
	}
	return linked
}

// legacyPrefix is what the legacy editor puts in front of the ids on a page: the title without white space and hyphens,
// and "id-" before it when it does not begin with a letter.
func legacyPrefix(title string) string {
	prefix := strings.ReplaceAll(strings.Join(strings.Fields(title), ""), "-", "") + "-"
	if first, _ := utf8.DecodeRuneInString(prefix); !unicode.IsLetter(first) {
		return "id-" + prefix
	}
	return prefix
}

func (s site) Children(pageID string) []draw.Page {
	space, _, ok := s.find(pageID)
	if !ok {
		return nil
	}
	var list []draw.Page
	for _, page := range s.store.Children(pageID) {
		list = append(list, s.link(space, page))
	}
	return list
}

func (s site) Space(key string) (draw.Link, bool) {
	space, err := s.store.SpaceByKey(key)
	return draw.Link{Name: space.Name, URL: s.spaceURL(space.Key) + "/overview"}, err == nil
}

func (s site) File(spaceKey, title, name string) (draw.File, bool) {
	_, page, ok := s.resolve(spaceKey, title)
	if !ok {
		return draw.File{}, false
	}
	a, err := s.store.AttachmentByName(page.ID, name)
	if err != nil {
		return draw.File{}, false
	}
	return s.file(a), true
}

func (s site) file(a store.Attachment) draw.File {
	return draw.File{Link: draw.Link{Name: a.Title, URL: s.fileURL(a)}, Size: a.Version().FileSize}
}

func (s site) Files() []draw.File {
	var list []draw.File
	for _, a := range s.store.Attachments(s.page.ID) {
		list = append(list, s.file(a))
	}
	return list
}

func (s site) User(id string) (string, bool) {
	user, ok := s.user(id)
	return user.DisplayName, ok
}
