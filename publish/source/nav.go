package source

import (
	"math"
	"path"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/source/nav"
	"github.com/pagewright/pagewright/publish/title"
)

// readNav reads what site generators are told of the order and the titles of the documents below a folder.
func (r *treeReader) readNav(top string) {
	r.nav = nil
	if r.settings.Nav == "none" {
		return
	}
	found, problems := nav.Read(r.workspace.FS(), top)
	r.nav = found
	r.problems = append(r.problems, problems...)
}

// positionOf returns where a document stands by those files; folder is the one that it stands for, or "".
func (r *treeReader) positionOf(source, folder string) float64 {
	if folder != "" {
		if at, ok := r.nav.Position(folder); ok {
			return at
		}
	}
	name := strings.TrimSuffix(source, "/")
	if at, ok := r.nav.Position(name); ok {
		return at
	}
	if folder != "" {
		name = folder
	}
	if at, ok := r.nav.Rest(path.Dir(name)); ok {
		return at
	}
	return math.Inf(1)
}

// sort gives the pages in a folder places one behind the other where a site generator sorts what it does not list.
func (r *treeReader) sort(folder string, pages []*Page) {
	sorting, ok := r.nav.Sorting(folder)
	if !ok {
		return
	}
	key := func(p *Page) string {
		switch {
		case sorting.ByTitle:
			return p.plainTitle
		case p.folder != "":
			return path.Base(p.folder)
		}
		return path.Base(p.Source)
	}
	sorted := slices.SortedStableFunc(slices.Values(pages), func(a, b *Page) int { return sorting.Compare(key(a), key(b)) })
	for i, page := range sorted {
		page.position = min(page.position, behindAll) + float64(i)/float64(len(pages))
	}
}

// behindAll is where the pages stand that no file of a site generator lists, if their folder is sorted.
const behindAll = 1 << 40

// navTitle returns the title that site generators are told, for a page without one of its own.
func (r *treeReader) navTitle(page *Page, name, plain string) string {
	if r.settings.Nav == "none" {
		page.navless = true
	}
	told := title.Clean(r.nav.Title(name))
	if told == "" {
		return plain
	}
	page.plain = plain
	return told
}
