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
	text, problems := clean(source)
	text, found := d.takeFrontMatter(text)
	problems = append(problems, found...)
	d.tree, found = gfm.Parse(text, m.options(path))
	for _, p := range found {
		p.Line += d.offset
		problems = append(problems, p)
	}
	d.index()
	for i := range problems {
		problems[i].Path = path
	}
	problem.Sort(problems)
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
			d.offset = strings.Count(text[:len(text)-len(below)], "\n")
			text = below
		}
	}
	headers := commentHeaders(text, d.offset+1)
	matter.takeOthers(headers)
	d.FrontMatter = matter.matter
	d.HeldBack = heldBack(matter.matter, matter.held, headers)
	return text, matter.problems
}
