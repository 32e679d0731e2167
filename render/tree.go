package render

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/gomarkdown/markdown/ast"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A document is written in two languages at once: Markdown, and HTML that may
// open in one block and close in another. GitHub shows what a browser makes
// of both together, so that is what is rendered here: the Markdown is written
// as HTML, the author's own HTML goes in between after it has passed html.go,
// and an HTML parser makes one tree of it, in which everything is closed.

// origin is what an element of the tree remembers of where it came from.
type origin struct {
	line int    // in the document, from 1
	text string // as in the source, to find the exact line by
}

// originAttr holds an element's index into the tree's origins. Raw HTML
// cannot set it: html.go lets only known attributes through.
const originAttr = "data-origin"

// tree is a document as GitHub would show it.
type tree struct {
	root    *nethtml.Node
	notes   *nethtml.Node // the list of footnotes, in root; nil if there are none
	origins []origin
}

func (t *tree) origin(n *nethtml.Node) origin {
	i, err := strconv.Atoi(attr(n, originAttr))
	if err != nil {
		return origin{}
	}
	return t.origins[i]
}

// buildTree makes the tree. FirstLine is the line of the document at which
// the Markdown begins.
func buildTree(m markdown, firstLine int) (*tree, []Problem) {
	b := newTreeBuilder(m, firstLine)
	root, notes, err := b.build()
	if err != nil {
		// Only HTML can nest that deep: GitHub's sanitizer gives up on it too.
		b = newTreeBuilder(m, firstLine)
		b.gate.closed = true
		b.report(1, RuleNesting, "the HTML in this document is nested too deeply and is shown as text: close its elements")
		root, notes, err = b.build()
	}
	if err != nil {
		root = &nethtml.Node{Type: nethtml.ElementNode, Data: "div", DataAtom: atom.Div}
		root.AppendChild(&nethtml.Node{Type: nethtml.TextNode, Data: verbatim([]byte(strings.Join(m.positions.source, "\n")))})
		b.report(1, RuleNesting, "the document is nested too deeply and is shown as plain text")
	}
	return &tree{root, notes, b.origins}, b.problems
}

type treeBuilder struct {
	markdown
	out      bytes.Buffer
	origins  []origin
	problems []Problem
	offset   int // of the Markdown's line 1 in the document
	line     int // of what is being written, in the Markdown
	gate     gate
	em       emphasis
	inLink   int
	strip    string // a marker that the next text begins with and that is not shown
	box      string // the state of the task that the next paragraph begins
}

func newTreeBuilder(m markdown, firstLine int) *treeBuilder {
	b := &treeBuilder{markdown: m, offset: firstLine - 1, line: 1}
	b.gate.b = b
	return b
}

func (b *treeBuilder) build() (root, notes *nethtml.Node, err error) {
	b.blocks(b.root, false)
	root, err = b.parsed("div", atom.Div)
	if err != nil || len(b.footnotes) == 0 {
		return root, nil, err
	}
	notes, err = b.notes()
	if err != nil {
		return nil, nil, err
	}
	root.AppendChild(&nethtml.Node{Type: nethtml.ElementNode, Data: "hr", DataAtom: atom.Hr})
	root.AppendChild(notes)
	return root, notes, nil
}

// parsed gives an element that holds what has been written.
func (b *treeBuilder) parsed(name string, a atom.Atom) (*nethtml.Node, error) {
	element := &nethtml.Node{Type: nethtml.ElementNode, Data: name, DataAtom: a}
	children, err := parseHTML(&b.out)
	for _, child := range children {
		element.AppendChild(child)
	}
	b.out.Reset()
	return element, err
}

func parseHTML(source *bytes.Buffer) (nodes []*nethtml.Node, err error) {
	defer func() {
		if found := recover(); found != nil {
			err = errors.New(fmt.Sprint(found))
		}
	}()
	return nethtml.ParseFragment(source, &nethtml.Node{Type: nethtml.ElementNode, Data: "body", DataAtom: atom.Body})
}

func (b *treeBuilder) report(line int, rule, message string) {
	b.problems = append(b.problems, Problem{Line: b.documentLine(line), Rule: rule, Message: message})
}

// documentLine gives the line in the document of a line in the Markdown. One
// beyond its end comes from an entity such as &#10;, which counts as a line.
func (b *treeBuilder) documentLine(line int) int {
	return min(line, len(b.positions.source)) + b.offset
}

// open writes a start tag. Attributes come as name, value, name, value; those
// with an empty value are left out, but for a link's destination.
func (b *treeBuilder) open(tag string, attrs ...string) {
	b.out.WriteString("<" + tag)
	for i := 0; i < len(attrs); i += 2 {
		if attrs[i+1] != "" || attrs[i] == "href" {
			b.out.WriteString(" " + attrs[i] + `="` + html.EscapeString(attrs[i+1]) + `"`)
		}
	}
	b.out.WriteByte('>')
}

func (b *treeBuilder) close(tag string) { b.out.WriteString("</" + tag + ">") }

func (b *treeBuilder) text(s string) { b.out.WriteString(html.EscapeString(s)) }

// from makes an origin and returns its index as an attribute's value.
func (b *treeBuilder) from(o origin) string {
	o.line = b.documentLine(o.line)
	b.origins = append(b.origins, o)
	return strconv.Itoa(len(b.origins) - 1)
}

// blocks writes a container's blocks. In a tight list item a paragraph is
// only its text.
func (b *treeBuilder) blocks(parent ast.Node, tight bool) {
	places := b.positions.linesOf(parent)
	for i, child := range parent.GetChildren() {
		b.line = places[i].line
		b.gate.hiding = false
		b.block(child, tight)
		b.out.WriteByte('\n')
	}
}

func (b *treeBuilder) block(n ast.Node, tight bool) {
	switch n := n.(type) {
	case *ast.Paragraph:
		b.paragraph(n, tight)
	case *ast.Heading:
		b.open(fmt.Sprintf("h%d", n.Level), originAttr, b.from(origin{line: b.line}))
		b.inlines(n)
		b.close(fmt.Sprintf("h%d", n.Level))
	case *ast.BlockQuote:
		b.quote(n)
	case *ast.List:
		b.list(n)
	case *ast.CodeBlock:
		b.code(n)
	case *ast.HorizontalRule:
		b.open("hr")
	case *ast.HTMLBlock:
		b.gate.block(verbatim(n.Literal), b.line)
	case *ast.Table:
		b.table(n)
	case *ast.ReferenceDefinition, *footnote:
	default:
		b.blocks(n, tight)
	}
}

func (b *treeBuilder) inlines(parent ast.Node) {
	for _, child := range parent.GetChildren() {
		b.inline(child)
	}
}

func (b *treeBuilder) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		b.linked(b.stripped(shown(n.Literal)))
		b.line += bytes.Count(n.Literal, []byte{'\n'})
	case *ast.Hardbreak:
		b.open("br")
		b.line++
	case *ast.Code:
		b.open("code")
		b.text(verbatim(n.Literal))
		b.close("code")
	case *ast.Emph:
		b.emphasis("em", &b.em.em, n)
	case *ast.Strong:
		b.emphasis("strong", &b.em.strong, n)
	case *ast.Del:
		b.emphasis("del", &b.em.del, n)
	case *ast.Link:
		destination := address(n.Destination)
		b.open("a", "href", destination, originAttr, b.from(origin{line: b.line, text: destination}))
		b.inLink++
		b.inlines(n)
		b.inLink--
		b.close("a")
	case *ast.Image:
		source := address(n.Destination)
		b.open("img", "src", source, "alt", plainText(n), "title", shown(n.Title),
			originAttr, b.from(origin{line: b.line, text: source}))
	case *footnoteReference:
		b.reference(n)
	case *ast.HTMLSpan:
		b.gate.span(verbatim(n.Literal), b.line)
		b.line += bytes.Count(n.Literal, []byte{'\n'})
	default:
		if leaf := n.AsLeaf(); leaf != nil {
			b.text(shown(leaf.Literal))
		}
		b.inlines(n)
	}
}

func (b *treeBuilder) stripped(text string) string {
	if b.strip != "" {
		text = strings.TrimLeft(strings.TrimPrefix(text, b.strip), " \t\n")
		b.strip = ""
	}
	return text
}

// plainText is the text of an image's description.
func plainText(n ast.Node) string {
	var s strings.Builder
	ast.WalkFunc(n, func(n ast.Node, entering bool) ast.WalkStatus {
		switch n := n.(type) {
		case *ast.Text:
			s.WriteString(shown(n.Literal))
		case *ast.Code:
			s.WriteString(verbatim(n.Literal))
		case *ast.Hardbreak:
			s.WriteByte(' ')
		}
		return ast.GoToNext
	})
	return s.String()
}

// attr gives an element's attribute, "" if it has none.
func attr(n *nethtml.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
