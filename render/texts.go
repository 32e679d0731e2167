package render

import (
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
)

// reading says what of an element is read as text besides its words.
type reading struct{ references, images bool }

// read returns the words in an element as they are shown, with emojis, and a line break for each <br>.
func read(n *gfm.Node, with reading) string {
	var all strings.Builder
	var visit func(n *gfm.Node, inCode bool)
	visit = func(n *gfm.Node, inCode bool) {
		switch {
		case n.IsText() && inCode:
			all.WriteString(n.Text)
		case n.IsText():
			all.WriteString(withEmojis(n.Text))
		case n.Is(gfm.Break):
			all.WriteByte('\n')
		case n.Is(gfm.Image) && with.images:
			all.WriteString(" " + n.Get("alt") + " ")
		case n.Is(gfm.Reference) && !with.references:
		case n.Is(gfm.Formula):
			all.WriteString(n.Get("raw"))
		default:
			inCode = inCode || n.Is(gfm.Code) || n.Is(gfm.CodeBlock) || n.Is(gfm.Preformatted)
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				visit(c, inCode)
			}
		}
	}
	visit(n, false)
	return all.String()
}

func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }

// anchorTextOf returns the text of a heading that Confluence makes its anchor of.
func anchorTextOf(n *gfm.Node) string { return read(n, reading{references: true}) }

// shownText returns the text of an element, or, if there is none, its images' text, as plain text that has no footnotes.
func shownText(n *gfm.Node) string {
	if text := squeezed(read(n, reading{})); text != "" {
		return text
	}
	return describedText(n)
}

// describedText is shownText with the text of images among the other.
func describedText(n *gfm.Node) string { return squeezed(read(n, reading{images: true})) }
