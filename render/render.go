package render

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/pagewright/pagewright/render/storage"
)

// Editor is the editor that a page is made for. It decides the names of code
// languages and of the anchors of headings.
type Editor int

const (
	CloudEditor  Editor = iota // the new editor
	LegacyEditor               // Data Center, and old pages in the cloud
	editors                    // how many there are
)

// Options say how a document is rendered.
type Options struct {
	// OmitHeading leaves out the heading that Document.Heading comes from;
	// links to it then lead to the top of the page.
	OmitHeading bool
	Editor      Editor
	// Resolver says what links and images stand for. Without one, relative
	// destinations are kept as they are written.
	Resolver Resolver
}

// Result is a rendered document.
type Result struct {
	Body        string // in storage format
	Attachments []Attachment
	Problems    []Problem // in the order of their lines
}

// Attachment is a file that the body needs on its page. Each file is named
// once, in the order of first use.
type Attachment struct {
	Path string // as the Resolver gave it
	Name string // of the file on the page
}

// Render writes the document's body.
func (d *Document) Render(o Options) Result {
	r := renderer{doc: d, o: o, inForce: map[string]bool{}, reported: map[*html.Node]bool{}}
	r.flow(d.root, loose)
	r.flushAnchorsBefore()
	sortByLine(r.problems)
	return Result{Body: r.withTop(r.w.String()), Attachments: r.attachments, Problems: r.problems}
}

// renderer writes one body.
type renderer struct {
	doc *Document
	o   Options
	w   storage.Writer

	attachments []Attachment
	problems    []Problem
	reported    map[*html.Node]bool // elements whose problem has been reported

	align   string          // of the paragraphs being written: "center", "right" or ""
	inForce map[string]bool // the marks being written
	inLink  bool
	wraps   []*html.Node // inline elements around the blocks being written
	anchors []string     // to be set where something visible comes next
	tasks   int          // how many tasks there are so far
	boxed   bool         // the task being written has its box
	needTop bool         // a link leads to the top of the page

	// of the inline content being written
	space   bool // white space is due before what comes next
	blank   bool // nothing, or white space, was written last
	started bool // something visible has been written
	breaks  int  // line breaks due before what comes next
}

// block writes a block.
func (r *renderer) block(n *html.Node) {
	r.noteAnchors(n)
	switch n.Data {
	case "p":
		r.aligned(n, func() { r.flow(n, loose) })
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.heading(n)
	case "ul", "ol":
		r.list(n)
	case "li": // one that has no list around it
		r.plainList(n, []*html.Node{n})
	case "pre":
		r.code(n)
	case "blockquote":
		r.quote(n)
	case "hr":
		r.rule()
	case "table":
		r.table(n)
	case "details":
		r.details(n)
	case "summary":
		r.summary(n)
	case "dt":
		r.term(n)
	default: // div, and dl and dd, which the new editor has no elements for
		r.aligned(n, func() { r.flow(n, loose) })
	}
}

var blockElements = set(`p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre blockquote hr table details summary div`)

func isBlock(n *html.Node) bool { return n.Type == html.ElementNode && blockElements[n.Data] }

// holdsBlock reports whether there is a block inside an inline element.
func holdsBlock(n *html.Node) bool {
	if is(n, hidden) {
		return false
	}
	for c := range n.ChildNodes() {
		if isBlock(c) || holdsBlock(c) {
			return true
		}
	}
	return false
}

// inline writes inline content.
func (r *renderer) inline(n *html.Node) {
	if n.Type == html.TextNode {
		r.text(n.Data)
		return
	}
	r.element(n, func() {
		for c := range n.ChildNodes() {
			r.inline(c)
		}
	})
}

// element writes an inline element around its content.
func (r *renderer) element(n *html.Node, content func()) {
	r.noteAnchors(n)
	switch {
	case n.Data == hidden:
	case n.Data == "br":
		r.lineBreak()
	case n.Data == "img":
		r.image(n)
	case n.Data == "input":
		r.box(n)
	case !hasInk(n):
		content()
	case n.Data == reference:
		r.reference(n)
	case n.Data == wayBack:
		r.wayBack(n, content)
	case n.Data == "a":
		r.link(n, content)
	case marks[n.Data] != "":
		r.mark(n, content)
	case isBlock(n): // where only inline content can be
		r.text(" ")
		content()
		r.text(" ")
	default:
		content()
	}
}

func (r *renderer) report(n *html.Node, rule, message string) {
	if r.reported[n] {
		return
	}
	r.reported[n] = true
	o := r.doc.origin(n)
	line := o.line
	if line > 0 {
		line = refine(r.doc.lines, line-r.doc.offset, o.text) + r.doc.offset
	}
	r.problems = append(r.problems, Problem{Path: r.doc.Path, Line: line, Rule: rule, Message: message})
}

func (r *renderer) attach(file FileTarget) {
	a := Attachment{Path: file.Path, Name: file.Name}
	if !slices.Contains(r.attachments, a) {
		r.attachments = append(r.attachments, a)
	}
}

// is reports whether a node is an element of this name.
func is(n *html.Node, name string) bool { return n.Type == html.ElementNode && n.Data == name }

// isInk reports whether a node by itself is something to see.
func isInk(n *html.Node) bool {
	if n.Type == html.TextNode {
		return strings.Trim(n.Data, whiteSpace) != ""
	}
	switch n.Data {
	case "img", "hr", "input":
		return true
	}
	return attr(n, codeAttr) != ""
}

// hasInk reports whether there is something to see in a node.
func hasInk(n *html.Node) bool {
	if is(n, hidden) {
		return false
	}
	if isInk(n) {
		return true
	}
	for c := range n.ChildNodes() {
		if hasInk(c) {
			return true
		}
	}
	return false
}

// inked gives the children in which there is something to see.
func inked(n *html.Node) func(yield func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		for c := range n.ChildNodes() {
			if hasInk(c) && !yield(c) {
				return
			}
		}
	}
}

func within(n *html.Node, name string) bool {
	for a := range n.Ancestors() {
		if a.Data == name {
			return true
		}
	}
	return false
}

func inCode(n *html.Node) bool {
	return slices.ContainsFunc([]string{"pre", "code", "tt"}, func(name string) bool { return within(n, name) })
}

// textOf gives the text in a node, without that of images.
func textOf(n *html.Node) string { return collect(n, nil) }

// shownText gives the text in a node, or, if there is none, its images' text,
// as plain text that has no footnotes.
func shownText(n *html.Node) string {
	if text := strings.Join(strings.Fields(collect(n, textParts{reference: empty})), " "); text != "" {
		return text
	}
	return describedText(n)
}

// describedText is shownText with the text of images among the other.
func describedText(n *html.Node) string {
	described := func(n *html.Node) string { return " " + attr(n, "alt") + " " }
	return strings.Join(strings.Fields(collect(n, textParts{reference: empty, "img": described})), " ")
}

// textParts says which text some elements have, by their names.
type textParts map[string]func(*html.Node) string

func empty(*html.Node) string { return "" }

func collect(n *html.Node, parts textParts) string {
	var s strings.Builder
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			s.WriteString(n.Data)
		case is(n, hidden):
			return
		case n.Data == "br":
			s.WriteByte('\n')
		case parts[n.Data] != nil:
			s.WriteString(parts[n.Data](n))
			return
		}
		for c := range n.ChildNodes() {
			visit(c)
		}
	}
	visit(n)
	return s.String()
}
