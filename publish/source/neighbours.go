package source

import (
	"path/filepath"
	"slices"

	"github.com/pagewright/pagewright/render"
)

// pageOf returns the page of a file or folder: of the document's own tree, else of the first other tree that has one.
func (l *linkResolver) pageOf(file string) *Page {
	if page := l.tree.pageOf(file); page != nil {
		return page
	}
	for _, other := range l.neighbours {
		if page := other.Tree.pageOf(l.fileIn(other.Workspace, file)); page != nil {
			return page
		}
	}
	return nil
}

// fileIn returns the path that a file of the document's workspace, or one outside of it, has in another workspace.
func (l *linkResolver) fileIn(other *Workspace, file string) string {
	if other.Dir == l.workspace.Dir {
		return file
	}
	rel, err := filepath.Rel(other.Dir, filepath.Join(l.workspace.Dir, filepath.FromSlash(file)))
	if err != nil {
		return ""
	}
	return filepath.ToSlash(rel)
}

// refTo names a page as the document's page refers to it.
func (l *linkResolver) refTo(page *Page) PageRef {
	if page.Tree == l.page.Tree {
		return PageRef{Source: page.Source}
	}
	return PageRef{Tree: page.Tree, Source: page.Source}
}

// spaceOf returns the key of the space of a page, "" where it is that of the document's own page.
func (l *linkResolver) spaceOf(page *Page) string {
	at := slices.IndexFunc(l.neighbours, func(other Neighbour) bool { return other.Tree.Name == page.Tree })
	if page.Tree == l.page.Tree || at < 0 || l.neighbours[at].Space == l.space {
		return ""
	}
	return l.neighbours[at].Space
}

// toPage is the target of a link to a page.
func (l *linkResolver) toPage(page *Page, fragment string) (target render.PageTarget, isPublished bool) {
	ref := l.refTo(page)
	if fragment != "" { // of the own page too: it may be about to get the title
		l.anchored[ref] = true
	}
	title, ok := l.title(ref)
	if !ok {
		return target, false
	}
	target = render.PageTarget{SpaceKey: l.spaceOf(page), Title: title, Fragment: fragment, OmitsHeading: page.HasTitle}
	if page.Document != nil {
		target.Anchors = page.Document.Anchors
	}
	return target, true
}
