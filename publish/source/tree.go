package source

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"math"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source/nav"
	"github.com/pagewright/pagewright/render"
)

// Page is one page to be: a document, or a folder that has none.
type Page struct {
	Tree      string    // name of the tree that it is a page of
	Source    string    // path of the document in the workspace; a folder without an index document ends in "/"
	Docs      string    // the entry of the docs setting that it belongs to
	Title     string    // that it asks for; others may ask for the same
	ParentRef string    // the front matter's parent where it is no page of this tree: an id, title or URL
	Document  *Document // nil for a folder without an index document
	Parent    *Page     // nil at the top of the tree
	Children  []*Page
	Broken    bool // an error at this document keeps it from being published
	HasTitle  bool // its heading became the title and is not to be repeated

	position      float64 // among its siblings, by the files of site generators; +Inf where they say nothing
	plain         string  // the title without those files, for a page that has its own of them
	folder        string  // the folder that the page stands for; "" for others
	plainTitle    string  // without title-prefix and title-suffix
	navless       bool    // the setting nav leaves the files and keys of site generators alone
	movedByOthers bool    // the words of another tool name its parent
	detached      bool    // what its document says of pages in Confluence is left aside
}

// PageID is the page in Confluence that the front matter names; "" where it names none.
func (p *Page) PageID() string {
	if p.Document == nil || p.detached {
		return ""
	}
	return p.Document.FrontMatter.PageID
}

// PageIDWords returns where the document names its page, and the words to correct if they are wrong.
func (p *Page) PageIDWords() (where, words string) {
	if of := p.Document.FrontMatter.PageIDWords; of != "" {
		return "line " + of, of
	}
	return "front matter", "page-id"
}

// BoundTo reports whether the front matter names this page in Confluence.
func (p *Page) BoundTo(id string) bool {
	return id != "" && p.PageID() == id
}

// StaysPut reports whether the page is bound by page-id and the document names no parent.
func (p *Page) StaysPut(id string) bool {
	return p.BoundTo(id) && p.Document.FrontMatter.Parent == "" && p.ParentRef == "" && !p.movedByOthers
}

// Detach leaves aside what documents say of pages in Confluence: ids, and parents that are none of the documents.
func (t *Tree) Detach() {
	for page := range t.All() {
		page.ParentRef, page.detached = "", true
	}
}

// Tree is what the docs folders become: pages below pages.
type Tree struct {
	Name     string // "" for the only one
	Top      []*Page
	Docs     []string       // the entries of the docs setting, relative to the workspace
	Excluded []Excluded     // documents that are there and are not to be published, in the order of their paths
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

// ReadTree reads the documents that the settings name and lays them out as pages. Problems belong to documents and let the
// others go on; an error concerns the settings.
func ReadTree(workspace *Workspace, s settings.Settings, workingDir string) (*Tree, []render.Problem, error) {
	reader := &treeReader{
		workspace: workspace,
		settings:  s,
		filter:    newFilter(s, workspace.bases(workingDir, s.FileDir)),
		tree:      &Tree{Name: s.Tree, bySource: map[string]*Page{}, byFolder: map[string]*Page{}},
	}
	for _, entry := range s.Docs {
		rel, err := workspace.Rel(workingDir, entry)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: docs: %w", settings.ErrUsage, err)
		}
		workspace.allowNamed(rel)
		reader.tree.Docs = append(reader.tree.Docs, rel)
	}
	reader.tree.Dialects, reader.tree.Note = workspace.dialects(s, reader.tree.Docs)
	for _, entry := range reader.tree.Docs {
		if err := reader.readEntry(entry); err != nil {
			return nil, nil, err
		}
	}
	reader.problems = append(reader.problems, reader.filter.unmatched()...)
	reader.settleNavTitles()
	reader.followParents()
	reader.refuseSharedPageIDs()
	reader.warnOfLookalikes()
	reader.tree.Top = reader.tree.withoutEmptyFolders(reader.tree.Top)
	if len(reader.tree.bySource) == 0 && !slices.ContainsFunc(reader.problems, func(p render.Problem) bool { return p.Severity == render.Error }) {
		return nil, reader.problems, fmt.Errorf("%w: docs: %s in %s", settings.ErrUsage, reader.whyNothing(), strings.Join(s.Docs, ", "))
	}
	slices.SortFunc(reader.tree.Excluded, func(a, b Excluded) int { return strings.Compare(a.Source, b.Source) })
	return reader.tree, reader.problems, nil
}

func (r *treeReader) whyNothing() string {
	if len(r.tree.Excluded) == 0 {
		return "no Markdown files (*.md)"
	}
	for _, document := range r.tree.Excluded {
		if !document.Filtered {
			return fmt.Sprintf("no document is to be published (%s: %s)", document.Source, document.Reason)
		}
	}
	return "include and exclude leave no document"
}

type treeReader struct {
	workspace *Workspace
	settings  settings.Settings
	filter    *filter
	tree      *Tree
	readings  map[string]reading // documents of the entry that is laid out, by path
	problems  []render.Problem
	nav       *nav.Nav // of the entry of docs that is being read; nil where nobody wants it
}

// folder is a folder of documents while the tree is laid out.
type folder struct {
	path    string
	index   string
	files   []string
	folders map[string]*folder
}

func (r *treeReader) readEntry(entry string) error {
	files, top, err := r.find(entry)
	if err != nil {
		return fmt.Errorf("%w: docs: %w", settings.ErrUsage, err)
	}
	r.readNav(top)
	root := &folder{path: top}
	files = slices.DeleteFunc(files, func(file string) bool { return !r.isWanted(file, top) || r.isUnreadMDX(file) })
	for _, file := range files {
		root.place(file)
	}
	r.readings = r.readAll(files)
	r.tree.Top = append(r.tree.Top, r.pages(root, entry, true)...)
	return nil
}

// find returns the documents of one entry of the docs setting, sorted, and the folder that is their top.
func (r *treeReader) find(entry string) (files []string, top string, err error) {
	if isGlob(entry) {
		top = path.Clean(literalPrefix(entry))
		matches, err := doublestar.Glob(r.workspace.FS(), entry, doublestar.WithFailOnIOErrors(), doublestar.WithNoFollow())
		if err != nil {
			return nil, "", fmt.Errorf("%q: %w", entry, err)
		}
		matchesGlob := func(name string) bool { return doublestar.MatchUnvalidated(entry, name) }
		if _, err := r.documentsIn(top, func(link string) {
			r.leaveOutLinked(link, func(document string) bool { return matchesGlob(document) || matchesGlob(link) })
		}); err != nil {
			return nil, "", err
		}
		for _, match := range matches {
			if r.workspace.isLinkedFolder(match) {
				continue
			}
			below, err := r.documentsIn(match, nil)
			if err != nil {
				return nil, "", err
			}
			files = append(files, below...)
		}
		slices.Sort(files)
		return slices.Compact(files), top, nil
	}
	isWanted := func(document string) bool { return r.filter.leavesOut(document, entry) == "" }
	files, err = r.documentsIn(entry, func(link string) { r.leaveOutLinked(link, isWanted) })
	if len(files) == 1 && files[0] == entry {
		return files, path.Dir(entry), err
	}
	return files, entry, err
}

// documentsIn returns the documents in a folder, or the one of that name. Symbolic links in it are documents too, or are
// told to onLink, which may be nil.
func (r *treeReader) documentsIn(top string, onLink func(link string)) (files []string, err error) {
	err = fs.WalkDir(r.workspace.FS(), top, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return r.workspace.explain(name, err)
		case entry.IsDir():
			if name != top && ignoredFolder(entry.Name()) {
				return fs.SkipDir
			}
		case (r.tree.isDocument(name) || isMDX(name)) && (name == top || !strings.HasPrefix(entry.Name(), ".")):
			files = append(files, name)
		case onLink != nil && entry.Type()&fs.ModeSymlink != 0 && !ignoredFolder(entry.Name()):
			onLink(name)
		}
		return nil
	})
	return files, err
}

func ignoredFolder(name string) bool {
	return strings.HasPrefix(name, ".") || name == "node_modules"
}

func isMarkdown(name string) bool {
	extension := strings.ToLower(path.Ext(name))
	return extension == ".md" || extension == ".markdown"
}

func isIndex(name string) bool {
	return indexRank(name) > 0
}

// indexRank orders the documents that may stand for their folder: index.md, Hugo's _index.md, README.md; 0 for others.
func indexRank(name string) int {
	return 1 + slices.Index([]string{"index", "_index", "readme"}, strings.ToLower(strings.TrimSuffix(path.Base(name), path.Ext(name))))
}

func (r *treeReader) isWanted(file, top string) bool {
	if _, twice := r.tree.bySource[file]; twice {
		return false
	}
	if r.nav.IsContents(file) {
		r.exclude(Excluded{Source: file, Reason: "it is a site generator's table of contents; nav: none publishes it"})
		return false
	}
	if reason := r.filter.leavesOut(file, top); reason != "" {
		r.exclude(Excluded{Source: file, Reason: reason, Filtered: true})
		return false
	}
	return true
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
	slices.SortFunc(children, inOrder)
	return children
}

// inOrder puts pages with an order in front, then goes by the files of site generators, then by name, index documents by that of their folder.
func inOrder(a, b *Page) int {
	return cmp.Or(cmp.Compare(a.Order(), b.Order()), cmp.Compare(a.place(), b.place()), cmp.Compare(a.name(), b.name()), cmp.Compare(a.Source, b.Source))
}

// Unordered comes behind every order that front matter gives.
const Unordered = math.MaxInt

func (p *Page) Order() int {
	if p.Document == nil || p.Document.FrontMatter.Order == nil {
		return Unordered
	}
	return *p.Document.FrontMatter.Order
}

// name is the file's name without its extension, or the folder's for a page that stands for a folder.
func (p *Page) name() string {
	if p.Document == nil || isIndex(p.Source) {
		return path.Base(path.Dir(p.Source))
	}
	return strings.TrimSuffix(path.Base(p.Source), path.Ext(p.Source))
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
		r.fail(page, "", "unreadable", err.Error()) // it stays in the tree, for its page is no orphan
	}
	return page
}

// followParents moves documents whose front matter names a parent among the other documents, by path or title. What
// names none of them is left to be looked up in Confluence.
func (r *treeReader) followParents() {
	byTitle := titled{}
	for page := range r.tree.All() {
		byTitle.add(page)
	}
	all := slices.Collect(r.tree.All())
	moved := map[*Page]bool{}
	for _, page := range all {
		if page.Document == nil {
			continue
		}
		if page.Document.FrontMatter.Parent == "" {
			if parent := r.tree.othersParent(page, byTitle); parent != nil {
				page.Parent, page.movedByOthers, moved[page] = parent, true, true
			}
			continue
		}
		ref := page.Document.FrontMatter.Parent
		parent := r.named(page, ref)
		if parent == nil {
			found := byTitle.named(ref, page)
			if len(found) > 1 {
				r.fail(page, "parent", "parent-ambiguous", fmt.Sprintf("parent %q is the title of %s and of %s: name one of them by its path", ref, found[0].Source, found[1].Source))
				continue
			}
			if len(found) == 1 {
				parent = found[0]
			}
		}
		if parent == nil && isMarkdown(ref) {
			r.fail(page, "parent", "parent-missing", fmt.Sprintf("parent %q is none of the documents: name it by its path from this document, from its docs folder, or, with / in front, from the repository", ref))
			continue
		}
		if parent == nil {
			page.ParentRef, page.Parent, moved[page] = ref, nil, true
			continue
		}
		if parent == page || parent.below(page) {
			r.fail(page, "parent", "parent-loop", fmt.Sprintf("parent %q is the page itself or lies below it", ref))
			continue
		}
		page.Parent, moved[page] = parent, true
	}
	r.tree.place(all, moved)
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

// named returns the document that a path in front matter names: from the document, from its docs folder, or from the
// repository.
func (r *treeReader) named(page *Page, ref string) *Page {
	for _, file := range []string{path.Join(path.Dir(page.Source), ref), path.Join(literalPrefix(page.Docs), ref), path.Clean(strings.TrimPrefix(ref, "/"))} {
		if parent := r.tree.bySource[file]; parent != nil {
			return parent
		}
	}
	return nil
}

func (p *Page) below(other *Page) bool {
	for at := p.Parent; at != nil; at = at.Parent {
		if at == other {
			return true
		}
	}
	return false
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

// fail reports what keeps a page from being published.
func (r *treeReader) fail(page *Page, key, rule, message string) {
	page.Broken = true
	r.problems = append(r.problems, render.Problem{Path: page.Source, Line: page.LineOf(key), Severity: render.Error, Rule: rule, Message: message})
}

// LineOf returns the line of a key of the front matter, or of the heading that stands for the key title; 0 where there is
// none.
func (p *Page) LineOf(key string) int {
	if p.Document == nil {
		return 0
	}
	if line := p.Document.FrontMatter.Lines[key]; line > 0 || key != "title" || !p.HasTitle {
		return line
	}
	return p.Document.HeadingLine
}
