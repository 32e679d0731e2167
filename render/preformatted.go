package render

import (
	"slices"
	"strings"

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

// verbatimText writes text of which every line break and blank is seen. What has no other mark is marked as code.
func (r *renderer) verbatimText(s string) {
	isMarked := slices.ContainsFunc(r.marks, func(m mark) bool { return m.link == nil })
	first := true
	for line := range strings.SplitSeq(s, "\n") {
		if !first {
			r.lineBreak()
		}
		first = false
		if line == "" || !r.started && strings.TrimSpace(line) == "" {
			continue
		}
		if r.o.Editor == LegacyEditor {
			r.visible()
			r.w.Text(line)
			continue
		}
		if !isMarked {
			r.begin(mark{name: "code"})
		}
		r.visible()
		r.w.Text(blanks.Replace(line))
		if !isMarked {
			r.finish()
		}
	}
}

// blanks keeps runs of blanks, and those at the start of a line.
var blanks = strings.NewReplacer("  ", " \u00A0", "\t", "\u00A0\u00A0\u00A0\u00A0")
