package gfm

import (
	"bytes"
	"html"
	"regexp"

	"github.com/gomarkdown/markdown/ast"
	"github.com/gomarkdown/markdown/parser"
)

// The elements of links and images. Those of Markdown always have the attributes href, or src and alt.
var (
	Link  = element(Tag{Name: "a"})
	Image = element(Tag{Name: "img", Void: true, Visible: true})
)

func init() {
	builds(buildLink)
	builds(buildImage)
}

func buildLink(b *builder, n *ast.Link) {
	bare := b.passLinkStart(n)
	attrs := []Attr{{"href", b.leaf.guarded.address(n.Destination)}}
	if text, ok := ast.GetFirstChild(n).(*ast.Text); bare && ok && (b.leaf.guarded.any || bytes.IndexByte(text.Literal, '&') >= 0) {
		address := b.leaf.guarded.verbatim(text.Literal)
		if b.leaf.cursor < len(b.leaf.text) && b.leaf.text[b.leaf.cursor] == '<' { // there, unlike without brackets, references count
			address = characterReference.ReplaceAllStringFunc(address, html.UnescapeString)
		}
		if address != string(text.Literal) {
			text.Literal = []byte(address)
			attrs[0].Value = encodedAddress(address)
		}
	}
	if len(n.Title) > 0 {
		attrs = append(attrs, Attr{"title", b.leaf.guarded.shown(n.Title)})
	}
	if b.markup == nil && b.inRawLink() {
		b.failed = true
		return
	}
	b.open(Link, b.leaf.offset(), attrs...)
	b.leaf.inLink++
	b.leaf.isAddress = bare
	b.children(n)
	b.leaf.isAddress = false
	b.leaf.inLink--
	b.close(Link)
	if !bare {
		b.leaf.passTarget()
	}
}

// bracketInLabel finds what the label of a definition cannot have: a bracket without a backslash.
var bracketInLabel = regexp.MustCompile(`^(?:[^\\\[\]]|\\.)*[\[\]]`)

// linkTo resolves a label that gomarkdown finds, if it must not do so by itself: a reference to a footnote is no link, and the label of
// a definition has no stand-ins.
func (b *builder) linkTo(label string) (*parser.Reference, bool) {
	if b.footnotes && len(label) > 1 && label[0] == '^' {
		return nil, true
	}
	if !b.leaf.guarded.any || findStandIn([]byte(label)) < 0 {
		return nil, false
	}
	label = b.leaf.guarded.verbatim([]byte(label))
	if bracketInLabel.MatchString(label) {
		return nil, true
	}
	var read ast.Paragraph
	b.Inline(&read, []byte("["+label+"]"))
	if len(read.Children) == 1 {
		if link, is := read.Children[0].(*ast.Link); is {
			return &parser.Reference{Link: string(link.Destination), Title: string(link.Title)}, true
		}
	}
	return nil, true
}

// passLinkStart goes to where a link begins. It reports whether the link is only an address.
func (b *builder) passLinkStart(n *ast.Link) (bare bool) {
	text, isText := ast.GetFirstChild(n).(*ast.Text)
	isText = isText && len(n.Children) == 1
	l := &b.leaf
	var address []byte
	if isText {
		address = text.Literal
	}
	if isText && l.guarded.any {
		address = []byte(l.guarded.verbatim(address))
	}
	for l.cursor < len(l.text) {
		switch rest := l.text[l.cursor:]; {
		case rest[0] == '[':
			return false
		case rest[0] == '<', isText && bytes.HasPrefix(rest, address):
			return true
		case !isDelimiter(rest[0]):
			if at := bytes.Index(rest[:min(len(rest), len(address)+maxEntity)], address); isText && at >= 0 && bytes.IndexByte(rest[:at], '[') < 0 {
				l.cursor += at // behind what is left of an entity
				return true
			}
			l.passTo("[<")
			return l.cursor < len(l.text) && l.text[l.cursor] == '<'
		}
		l.cursor++
	}
	return true
}

func buildImage(b *builder, n *ast.Image) {
	b.leaf.passTo("!")
	pos := b.leaf.offset()
	attrs := []Attr{{"src", b.leaf.guarded.address(n.Destination)}, {"alt", b.described(n)}}
	if len(n.Title) > 0 {
		attrs = append(attrs, Attr{"title", b.leaf.guarded.shown(n.Title)})
	}
	if !isDark(attrs[0].Value) {
		b.open(Image, pos, attrs...)
	}
	b.leaf.passTarget()
}

// described returns the text of an image's description.
func (b *builder) described(image ast.Node) string {
	var text []byte
	ast.WalkFunc(image, func(n ast.Node, entering bool) ast.WalkStatus {
		switch n := n.(type) {
		case *ast.Text:
			text = append(text, b.withoutReferences(n.Literal)...)
			b.leaf.passText(n.Literal)
		case *ast.Code:
			text = append(text, b.leaf.guarded.verbatim(n.Literal)...)
			b.leaf.passCode()
		case *ast.Hardbreak:
			text = append(text, ' ')
		case *ast.Image, *ast.Link:
			if !entering && n != image {
				b.leaf.passTarget()
			}
		}
		return ast.GoToNext
	})
	return string(text)
}
