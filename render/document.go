// Package render turns a Markdown document into a page body in Confluence's
// storage format. What GitHub shows of a document is what the page shows.
//
// Bytes enter (Parse), a body, its attachments and what its author should
// know leave (Document.Render). There is no network, no file and no clock
// here: what a link or an image stands for is the Resolver's knowledge. The
// same document with the same options always gives the same body, and every
// input gives a body that is well-formed.
//
// The way of a document through the files of this package:
//
//	source.go, frontmatter.go   bytes → clean text and front matter
//	protect.go                  what gomarkdown must not see
//	markdown.go, position.go    text → gomarkdown's tree, with lines
//	tablesyntax.go,             what that tree lacks of GitHub's Markdown
//	footnotesyntax.go,
//	strikethrough.go
//	tree.go, html.go            Markdown and raw HTML → one tree, as GitHub shows it
//	render.go                   that tree → storage format
//	one file per construct      both halves of it: how its Markdown enters the
//	                            tree, and how the tree's element is written
//
// A new macro gets a file of its own and a line in the switch of render.go.
package render

import "golang.org/x/net/html"

// Document is a parsed document. It does not change after Parse, so it can be
// rendered many times, and by many goroutines at once.
type Document struct {
	Path        string // as the caller names it, with slashes
	FrontMatter FrontMatter
	Heading     string    // plain text of the first heading that is not in a quote, list or table; "" if there is none
	HeadingLine int       // of the document, from 1; 0 if there is no such heading
	HeldBack    *HeldBack // nil: nothing keeps it from being published

	*tree
	lines      []string // of the Markdown
	offset     int      // lines of front matter
	headings   []heading
	title      *html.Node              // the heading that Heading comes from
	titleIndex int                     // in headings
	places     map[string]place        // by fragment
	macros     map[*html.Node][]string // the anchors to set at an element
	ids        []string                // the anchors the document sets itself, in order

	footnotes []footnoteLinks // in the order of their numbers
}

// Parse reads a document. It never fails: what cannot be read is a Problem
// and is left out or shown as text. Bad front matter is an Error.
func Parse(path string, source []byte) (*Document, []Problem) {
	d := &Document{Path: path}
	text, problems := clean(source)
	text, found := d.takeFrontMatter(text)
	problems = append(problems, found...)

	m := parseMarkdown(protect(text))
	if m.tooDeep > 0 {
		problems = append(problems, Problem{Line: m.tooDeep + d.offset, Rule: RuleNesting,
			Message: "lists and quotes are nested too deeply here, so the rest of this one is a single paragraph: nest less"})
	}
	d.lines = m.positions.source
	d.tree, found = buildTree(m, d.offset+1)
	problems = append(problems, found...)
	d.index()
	for i := range problems {
		problems[i].Path = path
	}
	sortByLine(problems)
	return d, problems
}

// takeFrontMatter also sees to what the comments below it say.
func (d *Document) takeFrontMatter(text string) (rest string, problems []Problem) {
	matter := matterReader{}
	if source, below, isTOML, found := cutFrontMatter(text); found {
		reading := readFrontMatter
		if isTOML {
			reading = readTOML
		}
		if read, ok := reading(source); ok {
			matter = read
			d.offset = lineAt(text, len(text)-len(below)) - 1
			text = below
		}
	}
	headers := commentHeaders(text, d.offset+1)
	matter.takeOthers(headers)
	d.FrontMatter = matter.matter
	d.HeldBack = heldBack(matter.matter, matter.held, headers)
	return text, matter.problems
}

// Anchors gives what a "#fragment" can name: the slugs of the headings in
// their order, then the anchors that the document sets itself.
func (d *Document) Anchors() []string {
	var all []string
	for _, h := range d.headings {
		all = append(all, h.slug)
	}
	return append(all, d.ids...)
}
