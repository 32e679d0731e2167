package render

import (
	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

func init() { writesBlock(gfm.Preformatted, writePreformatted) }

// writePreformatted writes preformatted HTML: as code, or, where it has links or marks, which code cannot have, as a paragraph
// with its line breaks and blanks.
func writePreformatted(r *renderer, n *gfm.Node) {
	if !n.HasVisible() {
		r.noteAnchorsIn(n)
		return
	}
	if !hasMarks(n) {
		r.noteAnchorsIn(n)
		r.code(codeBlock{n, htmlLanguage(n), gfm.TextOf(n)})
		return
	}
	r.place(editor.Paragraph)
	name := "p"
	if r.o.Editor == LegacyEditor {
		name = "pre"
	}
	r.startBlock(name)
	r.verbatim = true
	r.content(n.FirstChild, nil)
	r.verbatim = false
	r.w.End()
}

// hasMarks reports whether there is anything in an element that code cannot have.
func hasMarks(n *gfm.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch _, leads := c.Lookup("href"); {
		case c.IsText():
		case c.Is(gfm.Image), c.Is(gfm.Link) && leads && c.HasVisible():
			return true
		case !c.Is(gfm.Link) && !c.Is(gfm.Code) && marksOf[c.Tag.Index] != nil && c.HasVisible(), hasMarks(c):
			return true
		}
	}
	return false
}
