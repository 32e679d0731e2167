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
// are gone and whose pages now lie in them.
func (m *planner) followFolders() {
	m.pair("it stands for the same folder", func(page *Page) string { return page.Rendered.Folder() }, func(gone *Page) string { return source.FolderOf(gone.Source) })
	gone := map[string]*Page{}
	for _, old := range m.gone {
		if folder := source.FolderOf(old.Source); folder != "" && m.isFree(old) {
			gone[folder] = old
		}
	}
	for len(gone) > 0 {
		moved, pages := m.folderWithMostPages(gone)
		if pages == 0 {
			return
		}
		m.take(moved.to, gone[moved.from], fmt.Sprintf("%d of its pages were below that one", pages))
		delete(gone, moved.from)
	}
}

// movedFolder is a folder that may be another one now.
type movedFolder struct {
	from string
	to   *Page
}

// folderWithMostPages returns which new folder has most pages of a folder that is gone, and how many.
func (m *planner) folderWithMostPages(gone map[string]*Page) (most movedFolder, pages int) {
	count := map[movedFolder]int{}
	for _, page := range m.documents() {
		above := m.above(page)
		from := source.FolderAbove(page.renamed)
		if page.renamed == "" || above == nil || above.Rendered.Document != nil || !m.isNew(above) || gone[from] == nil {
			continue
		}
		moved := movedFolder{from, above}
		count[moved]++
		if count[moved] > pages { // of several with as many, the first that comes so far
			most, pages = moved, count[moved]
		}
	}
	return most, pages
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
