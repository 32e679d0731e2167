package render

import (
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/problem"
)

// Parse reads a document. It never fails: what cannot be read is a Problem and is left out or shown as text. Bad front matter is
// an Error.
func Parse(path string, source []byte) (*Document, []Problem) {
	d := &Document{Path: path}
	text, problems := clean(source)
	text, found := d.takeFrontMatter(text)
	problems = append(problems, found...)
	d.tree, found = gfm.Parse(text)
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
	if yaml, below, found := cutFrontMatter(text); found {
		if read, ok := readFrontMatter(yaml); ok {
			matter = read
			d.offset = strings.Count(text[:len(text)-len(below)], "\n")
			text = below
		}
	}
	d.FrontMatter = matter.matter
	d.HeldBack = heldBack(matter.matter, matter.held, commentHeaders(text, d.offset+1))
	return text, matter.problems
}
