package source

import (
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
)

// folder is a folder of documents while the tree is laid out.
type folder struct {
	path    string
	index   string
	files   []string
	folders map[string]*folder
}

// place puts a file into the folder it lies in, making the folders between. Of several index documents the first in rank
// stands for the folder.
func (f *folder) place(file string) {
	rel := file
	if f.path != "." {
		rel = strings.TrimPrefix(file, f.path+"/")
	}
	at := f
	for name := range strings.SplitSeq(path.Dir(rel), "/") {
		if name == "." {
			continue
		}
		if at.folders[name] == nil {
			if at.folders == nil {
				at.folders = map[string]*folder{}
			}
			at.folders[name] = &folder{path: path.Join(at.path, name)}
		}
		at = at.folders[name]
	}
	switch {
	case !isIndex(file):
		at.files = append(at.files, file)
	case at.index == "":
		at.index = file
	case indexRank(file) < indexRank(at.index):
		at.files, at.index = append(at.files, at.index), file
	default:
		at.files = append(at.files, file)
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

// pages turns a folder into its page with its children below it; the topmost folder needs no page of its own, nor does a
// folder whose index document is not to be published.
func (r *treeReader) pages(f *folder, docs string, top bool) []*Page {
	page := &Page{Tree: r.tree.Name, Source: f.path + "/", Docs: docs}
	if f.index != "" {
		page = r.document(f.index, docs)
	}
	children := r.children(f, docs)
	if page == nil || f.index == "" && top {
		return children
	}
	if page.Document == nil {
		r.decorate(page, r.navTitle(page, f.path, path.Base(f.path)))
	}
	page.position = r.positionOf(page.Source, f.path)
	for _, child := range children {
		child.Parent = page
	}
	page.Children = children
	page.folder = f.path
	r.tree.bySource[page.Source] = page
	r.tree.byFolder[f.path] = page
	return []*Page{page}
}

func (r *treeReader) children(f *folder, docs string) []*Page {
	f.takeFolderNotes()
	var children []*Page
	for _, file := range f.files {
		if page := r.document(file, docs); page != nil {
			children = append(children, page)
			r.tree.bySource[file] = page
			page.position = r.positionOf(file, "")
		}
	}
	for _, sub := range f.folders {
		children = append(children, r.pages(sub, docs, false)...)
	}
	r.sort(f.path, children)
	slices.SortFunc(children, inOrder)
	return children
}

// document returns the page of one document; nil where it is not to be published.
func (r *treeReader) document(file, docs string) *Page {
	document, problems, err := r.readings[file].document, r.readings[file].problems, r.readings[file].err
	if refusal, refused := errors.AsType[*Refusal](err); refused {
		r.exclude(Excluded{Source: file, Reason: refusal.Reason})
		return nil
	}
	if held := r.heldBack(document, docs); held != nil {
		r.exclude(*held)
		r.problems = append(r.problems, withoutErrors(problems)...)
		return nil
	}
	r.problems = append(r.problems, problems...)
	page := &Page{Tree: r.tree.Name, Source: file, Docs: docs, Document: document}
	page.Broken = slices.ContainsFunc(problems, func(p render.Problem) bool { return p.Severity == render.Error })
	r.title(page)
	if err != nil {
		r.fail(page, "", problem.Unreadable, err.Error()) // it stays in the tree, for its page is no orphan
	}
	return page
}
