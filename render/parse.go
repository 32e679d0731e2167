package render

import (
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/problem"
)

// Parse reads a document as GitHub does, and reports, once, what it has of another tool's Markdown. It never fails: what cannot be
// read is a Problem and is left out or shown as text. Bad front matter is an Error.
func Parse(path string, source []byte) (*Document, []Problem) {
	return Markdown{Hint: true}.Parse(path, source)
}

// Parse reads a document.
func (m Markdown) Parse(path string, source []byte) (*Document, []Problem) {
	d := &Document{Path: path}
	whole, problems := clean(source)
	text, matter := readMatter(whole)
	d.offset = strings.Count(whole[:len(whole)-len(text)], "\n")
	tree, found := gfm.Parse(text, m.options(path))
	d.tree = tree
	for _, p := range found {
		p.Line += d.offset
		problems = append(problems, p)
	}
	headers := commentHeaders(text, d.offset, tree.Comments)
	matter.takeEnvelope(tree.Comments, d.offset)
	matter.takeOthers(headers)
	matter.setColumns(whole)
	problems = append(problems, matter.problems...)
	d.FrontMatter = matter.matter
	d.HeldBack = heldBack(matter.matter, matter.held, headers)
	d.index()
	for i := range problems {
		problems[i].Path = path
	}
	problem.Sort(problems)
	return d, problems
}
