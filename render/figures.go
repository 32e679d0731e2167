package render

import (
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
)

func init() { writesBlock(gfm.Figure, writeFigure) }

// writeFigure writes an image with the text beside it as its caption, or both as paragraphs where it can have none.
func writeFigure(r *renderer, n *gfm.Node) {
	image, caption := captioned(n)
	if image == nil || r.o.Editor != CloudEditor {
		writePart(r, n)
		return
	}
	before := r.align(n)
	outer := image
	for !outer.Parent.IsBlock() {
		outer = outer.Parent
	}
	r.caption = caption
	r.paragraph(outer, outer.NextSibling, loose)
	r.caption, r.alignment = "", before
}

// captioned returns the only image of a figure and the text of all else in it; nil if there are several, or more than text.
func captioned(figure *gfm.Node) (image *gfm.Node, caption string) {
	isPlain := true
	figure.Descend(func(n *gfm.Node) bool {
		switch {
		case n.Is(gfm.Image) && image == nil:
			image = n
		case n.IsText() || n.Is(gfm.Paragraph) || n.Is(gfm.Div):
		case n.IsBlock() || n.Is(gfm.Image), n.Is(gfm.Link) && !holds(n, gfm.Image), n.Is(gfm.WikiLink), n.Is(gfm.Reference):
			isPlain = false
		}
		if n.Get("id") != "" && !n.Is(gfm.Image) {
			isPlain = false
		}
		return isPlain
	})
	if !isPlain || image == nil {
		return nil, ""
	}
	caption = gfm.Collect(figure, func(n *gfm.Node) (string, bool) { return "", n.Is(gfm.Image) })
	return image, strings.Join(strings.Fields(caption), " ")
}

func holds(n *gfm.Node, tag *gfm.Tag) bool {
	found := false
	n.Descend(func(c *gfm.Node) bool {
		found = found || c.Is(tag)
		return !found
	})
	return found
}
