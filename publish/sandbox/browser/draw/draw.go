// Package draw turns a page's storage body into HTML that is safe to show.
//
// What enters is the storage format (confluence.atlassian.com/doc/confluence-storage-format-790796544.html) and a
// [Site] that answers what the body points at. What leaves is a [Drawing]. It never fails, and it lives by one rule:
// nothing is passed through. The body is parsed into a tree; each element that is known is written anew by the
// function that knows it, with attributes made from checked values; of everything else only the text is written,
// escaped. No input can bring its own element, attribute, URL scheme or style into the page.
package draw

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/markup"
)

// Drawing is a body as HTML.
type Drawing struct {
	HTML template.HTML
	// Styles holds one rule for each colour and size that the body asked for. It belongs into a style element: the
	// body has no style attributes, so that a Content-Security-Policy can forbid them.
	Styles template.CSS
}

// Site answers what a body points at. An empty space key means the space of the page that is drawn, an empty title the
// page itself.
type Site interface {
	Page(spaceKey, title string) (Page, bool)
	Children(pageID string) []Page // in the order of the page tree
	Space(key string) (Link, bool)
	File(spaceKey, title, name string) (File, bool)
	Files() []File // attachments of the page that is drawn
	User(id string) (name string, known bool)
}

// Link is something with a name that a browser can open.
type Link struct{ Name, URL string }

// Page is a page that a body points at.
type Page struct {
	ID string
	Link
	// Legacy is what the ids on a page of the legacy editor begin with; "" for pages of the new editor.
	Legacy string
}

// File is an attachment.
type File struct {
	Link
	Size int64 // bytes
}

// Body draws a storage body. A body that is not well-formed is drawn up to its first fault; there the fault is named
// and the rest follows as text.
func Body(storage string, site Site) Drawing {
	root, fault := parse(storage)
	d := &drawer{site: site, ids: map[*node]string{}, anchors: map[string]bool{"top": true}}
	if self, ok := site.Page("", ""); ok {
		d.legacy = self.Legacy
	}
	d.collectAnchors(root)
	d.children(root)
	if fault != nil {
		d.fault(fault, storage[fault.At:])
	}
	return Drawing{
		HTML:   template.HTML(d.html), // safe: every byte went through the writer
		Styles: template.CSS(d.styles.String()),
	}
}

type drawer struct {
	writer
	site     Site
	styles   styles
	headings []heading
	ids      map[*node]string // of the headings
	anchors  map[string]bool  // all ids that a link can lead to
	legacy   string           // what ids begin with
	inLink   bool
	inTitle  bool          // inside a heading
	listed   int           // entries of tables of contents and lists of pages
	coloured time.Duration // that highlighting took
}

// mostListed bounds what a body can make of a few words: each of its lists may hold all headings, or all pages.
const mostListed = 20_000

func (d *drawer) fault(f *markup.Fault, rest string) {
	d.open("div", class("fault"), role("alert"))
	d.element("p", fmt.Sprintf("This body is not well-formed at row %d, column %d: %s. The rest is shown as text.",
		f.Row, f.Column, strings.TrimSuffix(f.Detail, ".")))
	d.element("pre", rest)
	d.close("div")
}
