// Package source reads the documents that are to be published: it opens the checkout, lays its documents out as a tree of
// pages, and has them rendered. Settings and a folder enter; a [Tree] and its [RenderedPage] values leave. It asks neither
// Confluence nor the CI host.
package source

import (
	"iter"
	"slices"

	"github.com/pagewright/pagewright/render"
)

// Excluded is a document that is there and is not to be published. A page that was published from it earlier stays as it
// is.
type Excluded struct {
	Source   string // path in the workspace
	Line     int    // of the words that hold it back; 0 where there are none
	Reason   string
	Filtered bool // include or exclude leave it out
}

// Tree is what the docs folders become: pages below pages.
type Tree struct {
	Name     string // "" for the only one
	Top      []*Page
	Docs     []string       // the entries of the docs setting, relative to the workspace
	Excluded []Excluded     // documents that are there and are not to be published, in the order of their paths
	Included []Included     // files whose text is on pages of others
	Dialects render.Dialect // that the documents are read in
	Note     string         // what the user should know of them; "" is nothing

	names    names
	bySource map[string]*Page
	byFolder map[string]*Page // the page that stands for a folder
}

// Page returns the page of a document or folder, nil where there is none.
func (t *Tree) Page(source string) *Page { return t.bySource[source] }

// Len returns the number of pages.
func (t *Tree) Len() int { return len(t.bySource) }

// All returns every page, parents before their children, siblings in their order.
func (t *Tree) All() iter.Seq[*Page] {
	return func(yield func(*Page) bool) { walk(t.Top, yield) }
}

func walk(pages []*Page, yield func(*Page) bool) bool {
	for _, page := range pages {
		if !yield(page) || !walk(page.Children, yield) {
			return false
		}
	}
	return true
}

func (t *Tree) pageOf(file string) *Page {
	if page := t.bySource[file]; page != nil {
		return page
	}
	return t.byFolder[file]
}

// isDocument reports whether a file is one by its name.
func (t *Tree) isDocument(name string) bool {
	return isMarkdown(name) || t.Dialects&render.Docusaurus != 0 && isMDX(name)
}

// Detach leaves aside what documents say of pages in Confluence: ids, and parents that are none of the documents.
func (t *Tree) Detach() {
	for page := range t.All() {
		page.ParentRef, page.detached = "", true
	}
}

// place takes the pages that have another parent now from their places to those below it.
func (t *Tree) place(all []*Page, moved map[*Page]bool) {
	isMoved := func(p *Page) bool { return moved[p] }
	t.Top = slices.DeleteFunc(t.Top, isMoved)
	for _, page := range all {
		page.Children = slices.DeleteFunc(page.Children, isMoved)
	}
	unsorted := map[*Page]bool{}
	for _, page := range all {
		switch {
		case !moved[page]:
		case page.Parent == nil:
			t.Top = append(t.Top, page)
		default:
			page.Parent.Children = append(page.Parent.Children, page)
			unsorted[page.Parent] = true
		}
	}
	for parent := range unsorted {
		slices.SortStableFunc(parent.Children, inOrder)
	}
}

// withoutEmptyFolders leaves out the folders without a document of their own whose documents all went to other parents, or
// are not published.
func (t *Tree) withoutEmptyFolders(pages []*Page) []*Page {
	return slices.DeleteFunc(pages, func(page *Page) bool {
		page.Children = t.withoutEmptyFolders(page.Children)
		if page.Document != nil || len(page.Children) > 0 {
			return false
		}
		delete(t.bySource, page.Source)
		delete(t.byFolder, page.folder)
		return true
	})
}
