package browser

import (
	"slices"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// wholeTree is up to how many pages a sidebar holds; in a larger space it holds the way to the page that is shown, and
// at most widest pages of each level on it.
const (
	wholeTree = 500
	widest    = 200
)

// branch is a page in the tree with what is below it.
type branch struct {
	Title   string
	URL     string
	ID      string
	Folder  bool
	Current bool
	Open    bool // on the way to the page that is shown
	More    bool // there are pages below that are not in this tree
	Below   []branch
	Left    int // siblings after this one that are left out
}

type treeBuilder struct {
	*Handler
	key     string
	current string
	way     []string // ids from the root of the space to the page that is shown
	whole   bool
	left    int // pages that may still be added when the tree is whole
}

// tree is a space's pages. The homepage is the space's overview, so what is below it stands at the root.
func (h *Handler) tree(space store.Space, current string) []branch {
	t := &treeBuilder{Handler: h, key: space.Key, current: current, way: []string{current}, whole: true, left: wholeTree}
	for _, a := range h.store.Ancestors(current) {
		t.way = append(t.way, a.ID)
	}
	branches := t.roots(space)
	if t.left < 0 {
		t.whole = false
		branches = t.roots(space)
	}
	return branches
}

func (t *treeBuilder) roots(space store.Space) []branch {
	var list []branch
	for _, p := range t.store.Roots(space.ID) {
		if p.ID == space.HomepageID {
			list = append(list, t.below(p.ID)...)
		} else {
			list = append(list, t.branch(p))
		}
	}
	return list
}

func (t *treeBuilder) below(id string) []branch {
	pages := t.store.Children(id)
	pages, left := t.near(pages)
	list := make([]branch, 0, len(pages))
	for _, p := range pages {
		if t.whole && t.left < 0 {
			break
		}
		list = append(list, t.branch(p))
	}
	if left > 0 && len(list) > 0 {
		list[len(list)-1].Left = left
	}
	return list
}

// near leaves out the pages of a long level that are far from the way.
func (t *treeBuilder) near(pages []store.Page) (kept []store.Page, left int) {
	if t.whole || len(pages) <= widest {
		return pages, 0
	}
	at := max(slices.IndexFunc(pages, func(p store.Page) bool { return slices.Contains(t.way, p.ID) }), 0)
	from := min(max(at-widest/2, 0), len(pages)-widest)
	return pages[from : from+widest], len(pages) - widest
}

func (t *treeBuilder) branch(p store.Page) branch {
	t.left--
	b := branch{
		Title: p.Title, URL: t.pageURL(t.key, p), ID: p.ID, Folder: p.Type == store.FolderType,
		Current: p.ID == t.current, Open: slices.Contains(t.way, p.ID),
	}
	if t.whole || b.Open {
		b.Below = t.below(p.ID)
	} else {
		b.More = len(t.store.Children(p.ID)) > 0
	}
	return b
}
