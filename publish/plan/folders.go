package plan

import (
	"fmt"
	"strings"

	"github.com/pagewright/pagewright/publish/source"
)

// giveFolderPages gives documents that now stand for their folders the pages that these had without one.
func (m *planner) giveFolderPages() {
	m.pair("it stands for the same folder",
		func(page *Page) string {
			if page.Rendered.Document == nil {
				return ""
			}
			return page.Rendered.Folder()
		},
		func(gone *Page) string {
			if !isFolder(gone) {
				return ""
			}
			return source.FolderOf(gone.Source)
		})
}

// followFolders gives folders that have no page yet the one that they had with another document, or else those of folders that
// are gone and whose pages now lie in them: first where there are most of these.
func (m *planner) followFolders() {
	m.pair("it stands for the same folder", func(page *Page) string { return page.Rendered.Folder() }, func(gone *Page) string { return source.FolderOf(gone.Source) })
	gone := m.goneFolders()
	pages := map[movedFolder]int{}
	var met []movedFolder
	count := func(page *Page) {
		moved, is := m.movedFrom(page)
		if !is || gone[moved.from] == nil {
			return
		}
		if pages[moved] == 0 {
			met = append(met, moved)
		}
		pages[moved]++
	}
	for _, page := range m.documents() {
		count(page)
	}
	for {
		var most movedFolder
		for _, moved := range met {
			if pages[moved] > pages[most] && m.isNew(moved.to) && !m.taken[gone[moved.from]] {
				most = moved
			}
		}
		if most.to == nil {
			return
		}
		m.take(most.to, gone[most.from], fmt.Sprintf("%d of its pages were below that one", pages[most]))
		count(most.to) // it may be one of a folder that was renamed too
	}
}

// goneFolders returns the pages of folders that are no more, by the folders.
func (m *planner) goneFolders() map[string]*Page {
	gone := map[string]*Page{}
	for _, old := range m.gone {
		if folder := source.FolderOf(old.Source); folder != "" && m.isFree(old) {
			gone[folder] = old
		}
	}
	for _, page := range m.documents() {
		delete(gone, page.Rendered.Folder())
	}
	return gone
}

// movedFolder is a folder that may be another one now.
type movedFolder struct {
	from string
	to   *Page
}

// movedFrom tells from which folder into which new one without a document a page was moved; ok is false for one that was not.
func (m *planner) movedFrom(page *Page) (moved movedFolder, ok bool) {
	above := m.above(page)
	if page.renamed == "" || above == nil || above.Rendered.Document != nil {
		return moved, false
	}
	return movedFolder{source.FolderAbove(page.renamed), above}, true
}

// above returns the page that a document's page lies below in the tree of documents, nil at its top.
func (m *planner) above(page *Page) *Page {
	if page.Rendered.Parent == nil {
		return nil
	}
	return m.plan.bySource[page.Rendered.Parent.Source]
}

// isFolder reports whether a page was that of a folder without a document.
func isFolder(gone *Page) bool { return strings.HasSuffix(gone.Source, "/") }

// RenamesFolder reports whether a folder, or a document without text, gets the page of another one. Once it is written, nothing
// on the page tells which one that was.
func (p *Page) RenamesFolder() bool {
	return p.renamed != "" && (p.Rendered.Document == nil || p.Rendered.Blank)
}
