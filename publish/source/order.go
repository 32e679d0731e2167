package source

import (
	"math"
	"path"
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

// place is where a page stands among its siblings, by what site generators are told in its document or in files of theirs.
func (p *Page) place() float64 {
	if p.position < math.Inf(1) || p.Document == nil || p.navless || p.Document.FrontMatter.SidebarPosition == nil {
		return p.position
	}
	return *p.Document.FrontMatter.SidebarPosition
}

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

// settleNavTitles takes such titles only where no other page asks for the same.
func (r *treeReader) settleNavTitles() {
	count := map[string]int{}
	for page := range r.tree.All() {
		count[title.Fold(page.Title)]++
	}
	for page := range r.tree.All() {
		if page.plain != "" && count[title.Fold(page.Title)] > 1 {
			r.decorate(page, page.plain)
		}
	}
}

// takeFolderNotes makes documents that are called like a folder stand for it where it has no index document: guide.md
// beside guide/, or guide/guide.md in it.
func (f *folder) takeFolderNotes() {
	var left []string
	for _, file := range f.files {
		sub := f.folders[stem(file)]
		if sub == nil || sub.index != "" || sub.hasOwnNote() {
			left = append(left, file)
			continue
		}
		sub.index = file
	}
	f.files = left
	for _, sub := range f.folders {
		sub.takeOwnNote()
	}
}

func (f *folder) hasOwnNote() bool {
	for _, file := range f.files {
		if stem(file) == path.Base(f.path) {
			return true
		}
	}
	return false
}

func (f *folder) takeOwnNote() {
	if f.index != "" {
		return
	}
	for i, file := range f.files {
		if stem(file) == path.Base(f.path) {
			f.index, f.files = file, append(f.files[:i:i], f.files[i+1:]...)
			return
		}
	}
}

// stem is the name of a file without its extension.
func stem(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }
