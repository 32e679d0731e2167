package source

import (
	"path"
	"strings"

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

// PageRef names a page of a run.
type PageRef struct {
	Tree   string // its name; "" is the tree of the page that refers to it
	Source string
}

// Folder is the folder that the page stands for, "" for none.
func (p *Page) Folder() string { return p.folder }

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

// name is the file's name without its extension, or the folder's for a page that stands for a folder.
func (p *Page) name() string {
	if p.Document == nil || isIndex(p.Source) {
		return path.Base(path.Dir(p.Source))
	}
	return strings.TrimSuffix(path.Base(p.Source), path.Ext(p.Source))
}

func (p *Page) below(other *Page) bool {
	for at := p.Parent; at != nil; at = at.Parent {
		if at == other {
			return true
		}
	}
	return false
}

// Place returns the line and the column of a key of the front matter, or of the heading that stands for the key title; zeros
// where there is none.
func (p *Page) Place(key string) (line, column int) {
	if p.Document == nil {
		return 0, 0
	}
	if line, column = p.Document.FrontMatter.Place(key); line > 0 || key != "title" || !p.HasTitle {
		return line, column
	}
	return p.Document.HeadingLine, p.Document.HeadingColumn
}

// problem makes a problem of a key of the front matter.
func (p *Page) problem(key string, severity render.Severity, rule, message string) render.Problem {
	line, column := p.Place(key)
	return render.Problem{Path: p.Source, Line: line, Column: column, Severity: severity, Rule: rule, Message: message}
}
