package render

import (
	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

func init() {
	for level := 1; level <= 6; level++ {
		writesBlock(gfm.HeadingTag(level), writeHeading)
	}
}

func writeHeading(r *renderer, n *gfm.Node) {
	switch {
	case !n.HasVisible():
	case n == r.doc.title && r.o.OmitHeading:
		r.headingImages(n)
	case !r.mayHold(editor.Heading):
		r.weakHeading(n)
	default:
		r.place(editor.Heading)
		before := r.align(n)
		r.startBlock(n.Tag.Name, r.alignAttr()...)
		r.content(n.FirstChild, nil)
		r.w.End()
		r.alignment = before
	}
}

// weakHeading writes a heading where there can be none: as a paragraph in bold, with an anchor.
func (r *renderer) weakHeading(n *gfm.Node) {
	if index, found := r.doc.weak[n]; found && r.doc.anchors.headings[index].macro != "" {
		r.anchors = append(r.anchors, r.doc.anchors.headings[index].macro)
	}
	r.boldLine(n)
}

// boldLine writes what is in an element as a paragraph in bold.
func (r *renderer) boldLine(n *gfm.Node) {
	r.begin(mark{name: "strong"})
	r.place(editor.Paragraph)
	r.startBlock("p")
	r.content(n.FirstChild, nil)
	r.w.End()
	r.finish()
}

// boldText writes a text as a paragraph in bold.
func (r *renderer) boldText(text string) {
	r.place(editor.Paragraph)
	r.startBlock("p")
	r.w.Element("strong", text)
	r.w.End()
}

// headingImages keeps the images, such as badges, of a heading that is left out, since the page's title cannot show them.
func (r *renderer) headingImages(n *gfm.Node) {
	var images []*gfm.Node
	n.Descend(func(c *gfm.Node) bool {
		if c.Is(gfm.Image) && c.Get("alt") != r.doc.Heading {
			images = append(images, c)
		}
		return true
	})
	if len(images) == 0 {
		return
	}
	r.startBlock("p", r.alignAttr()...)
	r.beginContent()
	for _, image := range images {
		if image.Parent.Is(gfm.Link) {
			image = image.Parent
		}
		r.inlineNode(image)
	}
	r.closeMarks(0)
	r.w.End()
}
