package store

import (
	"cmp"
	"slices"
	"time"
)

// Type tells what a piece of content is.
type Type string

// The types that stand in a tree of pages.
const (
	PageType   Type = "page"
	FolderType Type = "folder"
)

// Status of a page or folder.
type Status string

// A purged page is not in the store any more, so it has no status of its own.
const (
	Current  Status = "current"
	Draft    Status = "draft"    // never published
	Archived Status = "archived" // out of the tree, keeps its title and its parent
	Trashed  Status = "trashed"  // free title, no parent
)

// Editor is the editor that a page was made for; it decides what the server adds to a body.
type Editor string

// Pages of Cloud's v2 are made for the new editor; Data Center has the legacy one only.
const (
	NewEditor    Editor = "v2"
	LegacyEditor Editor = ""
)

// Page is a page or a folder.
type Page struct {
	ID          string
	Type        Type
	Subtype     string // "live" for a live doc, else ""
	Title       string
	SpaceID     string
	ParentID    string // a page or a folder; "" at the root of the space, and for a trashed page
	Position    int    // among its siblings, from 0; NoPosition where it was never ordered
	Status      Status
	Editor      Editor
	AuthorID    string
	OwnerID     string
	LastOwnerID string
	CreatedAt   time.Time
	Versions    []Version // oldest first, at least one; the last is the current one
	Draft       *Version  // unpublished changes of a published page, nil if there are none; its number is 1
	Labels      []Label   // in order of addition
}

// Version is one state of a page.
type Version struct {
	Number    int // from 1
	Title     string
	Body      string // storage format, as the server keeps it; "" for a folder
	Message   string
	AuthorID  string
	CreatedAt time.Time
	MinorEdit bool

	sent sentBody
}

// Version returns the page's current version.
func (p Page) Version() Version { return p.Versions[len(p.Versions)-1] }

// Body returns the current storage body.
func (p Page) Body() string { return p.Version().Body }

// VersionNumber returns the version with this number.
func (p Page) VersionNumber(n int) (Version, bool) {
	i := slices.IndexFunc(p.Versions, func(v Version) bool { return v.Number == n })
	if i < 0 {
		return Version{}, false
	}
	return p.Versions[i], true
}

// Page returns the page or folder with this id, whatever its status.
func (s *Store) Page(id string) (Page, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if page, ok := s.pages[id]; ok {
		return *page, nil
	}
	return Page{}, notFound("page", id)
}

// Pages lists the pages and folders of a space, of every status, in order of their creation. With "" it lists those of
// all spaces.
func (s *Store) Pages(spaceID string) []Page {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var list []Page
	for _, id := range s.pageOrder {
		if page := s.pages[id]; spaceID == "" || page.SpaceID == spaceID {
			list = append(list, *page)
		}
	}
	return list
}

// PageByTitle returns the current or archived page (not folder) that holds a title in a space, without regard to case.
func (s *Store) PageByTitle(spaceID, title string) (Page, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if id, ok := s.titles[newTitleKey(spaceID, PageType, title)]; ok {
		return *s.pages[id], nil
	}
	return Page{}, notFound("page titled", title)
}

// Roots lists the current pages and folders at the root of a space, in order: the homepage, and pages outside its tree.
func (s *Store) Roots(spaceID string) []Page { return s.Children(spaceID) }

// Children lists the current pages and folders right below a page or folder, in order.
func (s *Store) Children(id string) []Page {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.childrenOf(id)
}

func (s *Store) childrenOf(id string) []Page {
	list := make([]Page, 0, len(s.children[id]))
	for _, child := range s.children[id] {
		list = append(list, *s.pages[child])
	}
	return list
}

// Ancestors lists what is above a page, from the root of the space down to its parent.
func (s *Store) Ancestors(id string) []Page {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.ancestorsOf(id)
}

func (s *Store) ancestorsOf(id string) []Page {
	var list []Page
	for page := s.pages[id]; page != nil && page.ParentID != ""; page = s.pages[page.ParentID] {
		parent, ok := s.pages[page.ParentID]
		if !ok {
			break
		}
		list = append(list, *parent)
	}
	slices.Reverse(list)
	return list
}

// Descendant is a page or folder below another one; Depth 1 is a child.
type Descendant struct {
	Page
	Depth int
}

// Descendants lists the current pages and folders below a page or folder down to a depth (0: all), each parent before its children.
func (s *Store) Descendants(id string, depth int) []Descendant {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var list []Descendant
	var walk func(id string, level int)
	walk = func(id string, level int) {
		for _, child := range s.childrenOf(id) {
			list = append(list, Descendant{child, level})
			if depth == 0 || level < depth {
				walk(child.ID, level+1)
			}
		}
	}
	walk(id, 1)
	return list
}

// History lists the versions of a page, oldest first.
func (s *Store) History(id string) ([]Version, error) {
	page, err := s.Page(id)
	return page.Versions, err
}

// compareIDs orders ids by age: they are growing numbers.
func compareIDs(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}
