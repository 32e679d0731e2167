package gfm

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// canonical writes a tree as lines, one for each block of text, in a form that leaves out what nobody sees: runs of white
// space, the places that only hold others, marks in the same mark, attributes without meaning.
func canonical(root *Node) []string {
	var c canonicalForm
	c.children(root)
	c.endLine()
	return c.lines
}

type canonicalForm struct {
	lines []string
	path  []string // of the blocks around
	marks []*Node  // the inline elements around, outermost first
	line  strings.Builder
}

func (c *canonicalForm) children(n *Node) {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.node(child)
	}
}

func (c *canonicalForm) endLine() {
	text := strings.Join(strings.Fields(c.line.String()), " ")
	c.line.Reset()
	text = strings.ReplaceAll(strings.ReplaceAll(text, " ⏎", "⏎"), "⏎ ", "⏎")
	if text = strings.Trim(text, "⏎ "); text != "" {
		c.add(text)
	}
}

func (c *canonicalForm) add(text string) {
	c.lines = append(c.lines, strings.Join(c.path, ">")+"|"+text)
}

func (c *canonicalForm) node(n *Node) {
	switch {
	case n.IsText():
		c.line.WriteString(n.Text)
	case n.Is(Break):
		c.line.WriteString("⏎")
	case n.Is(Rule):
		c.endLine()
		c.add("rule")
	case n.Is(Image):
		if n.Get("src")+n.Get("alt") != "" {
			fmt.Fprintf(&c.line, "image[%s|%s|%s]", target(n.Get("src")), squeezed(n.Get("alt")), squeezed(n.Get("title")))
		}
	case n.Is(Box):
		c.line.WriteString("box[" + n.Get("state") + "] ")
	case n.Is(Reference):
		c.line.WriteString("note[" + n.Get("note") + "]")
	case n.Is(Backlink), n.Is(ColumnGroup):
	case n.Is(Formula), n.Is(Macro):
		c.line.WriteString(n.Get("raw") + TextOf(n))
	case n.Is(FormulaBlock):
		c.endLine()
		c.add(fmt.Sprintf("code[math]%q", TextOf(n)))
	case n.Is(Contents), n.Is(MacroBlock):
		c.endLine()
		c.path = append(c.path, "p")
		c.line.WriteString(n.Get("raw") + TextOf(n))
		c.endLine()
		c.path = c.path[:len(c.path)-1]
	case n.Is(CodeBlock), n.Is(Preformatted):
		c.endLine()
		language := ""
		if info := strings.Fields(n.Get("info")); len(info) > 0 {
			language = info[0]
		}
		c.add(fmt.Sprintf("code[%s]%q", language, strings.TrimSuffix(TextOf(n), "\n")))
	case n.Is(Div):
		c.endLine()
		c.children(n)
		c.endLine()
	case n.Tag.Block, slices.Contains([]*Tag{Caption, TableHead, TableBody, TableRow, TableCell, HeaderCell}, n.Tag):
		c.block(n)
	case n.Is(Span), !n.HasVisible():
		c.children(n)
	case holdsBlock(n): // its blocks are in it each by themselves
		c.marks = append(c.marks, n)
		c.children(n)
		c.marks = c.marks[:len(c.marks)-1]
	default:
		c.inline(n)
	}
}

func holdsBlock(n *Node) bool {
	found := false
	n.Descend(func(n *Node) bool {
		found = found || n.IsBlock()
		return !found
	})
	return found
}

func (c *canonicalForm) inline(n *Node) {
	name := n.Tag.Name
	if n.Is(Link) {
		href, leads := n.Lookup("href")
		if !leads {
			c.children(n)
			return
		}
		name += "[" + target(href) + "|" + squeezed(n.Get("title")) + "]"
	} else if slices.ContainsFunc(c.marks, func(m *Node) bool { return m.Tag == n.Tag }) {
		c.children(n)
		return
	}
	c.marks = append(c.marks, n)
	c.line.WriteString(name + "(")
	c.children(n)
	c.line.WriteString(")")
	c.marks = c.marks[:len(c.marks)-1]
}

func (c *canonicalForm) block(n *Node) {
	c.endLine()
	name := n.Tag.Name
	switch {
	case n.Is(Alert):
		name += " " + n.Get("kind")
	case n.Is(OrderedList) && n.Get("start") != "" && n.Get("start") != "1":
		name += " " + n.Get("start")
	case n.Get("align") != "":
		name += " " + strings.ToLower(n.Get("align"))
	}
	c.path = append(c.path, name)
	before := len(c.lines)
	c.children(n)
	c.endLine()
	if len(c.lines) == before && slices.Contains([]*Tag{Item, TableCell, HeaderCell}, n.Tag) {
		c.add("nothing")
	}
	c.path = c.path[:len(c.path)-1]
}

func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }

func target(address string) string {
	if decoded, err := url.PathUnescape(address); err == nil {
		return decoded
	}
	return address
}

// treeOf makes a tree of HTML as cmark-gfm writes it. What GitHub shows and cmark-gfm does not know is put in here.
func treeOf(nodes []*html.Node) *Node {
	root := &Node{Tag: Div}
	for _, n := range nodes {
		addHTML(root, n)
	}
	return root
}

func addHTML(parent *Node, n *html.Node) {
	if n.Type == html.TextNode {
		parent.Append(&Node{Text: n.Data})
		return
	}
	attrs := map[string]string{}
	for _, a := range n.Attr {
		attrs[a.Key] = a.Val
	}
	if n.Type != html.ElementNode || unseen[n.Data] || lost[n.Data] || n.Data == "img" && strings.HasSuffix(attrs["src"], darkOnly) {
		return
	}
	into := &Node{Tag: named[n.Data]}
	switch {
	case n.Data == "input" && attrs["type"] == "checkbox":
		state := "incomplete"
		if _, checked := attrs["checked"]; checked {
			state = "complete"
		}
		parent.Append(&Node{Tag: Box, Attr: []Attr{{"state", state}}})
		return
	case attrs["class"] == "footnote-ref" && n.Data == "sup" && n.FirstChild != nil && n.FirstChild.FirstChild != nil:
		parent.Append(&Node{Tag: Reference, Attr: []Attr{{"note", n.FirstChild.FirstChild.Data}}})
		return
	case attrs["class"] == "footnote-backref":
		return
	case attrs["class"] == "footnotes":
		parent.Append(&Node{Tag: Rule})
	case n.Data == "pre":
		if code := n.FirstChild; code != nil && code.Data == "code" && code.NextSibling == nil {
			into.Tag = CodeBlock
			for _, a := range code.Attr {
				if language, found := strings.CutPrefix(a.Val, "language-"); found && a.Key == "class" {
					into.Attr = []Attr{{"info", language}}
				}
			}
		}
	}
	if into.Tag == nil {
		into = parent
	} else {
		for _, a := range n.Attr {
			if passingAttributes[a.Key] {
				into.Attr = append(into.Attr, Attr{a.Key, a.Val})
			}
		}
		if n.Data == "center" {
			into.Attr = append(into.Attr, Attr{"align", "center"})
		}
		parent.Append(into)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		addHTML(into, c)
	}
	switch {
	case into.Is(Quote) && parent.Parent == nil:
		findAlert(into)
	case into.Is(Item) && into.FirstChild.Is(Box):
		boxInParagraph(into)
	}
}

// boxInParagraph puts the box of a task into its paragraph: cmark-gfm writes it in front.
func boxInParagraph(item *Node) {
	for c := item.FirstChild.NextSibling; c != nil; c = c.NextSibling {
		if c.Is(Paragraph) {
			box := item.FirstChild
			item.FirstChild = box.NextSibling
			box.Parent, box.NextSibling = c, c.FirstChild
			c.FirstChild = box
			return
		} else if !c.IsSpace() {
			return
		}
	}
}

// findAlert makes an alert of a quote that is one.
func findAlert(quote *Node) {
	p := quote.FirstChild
	for p != nil && p.IsSpace() {
		p = p.NextSibling
	}
	if p == nil || !p.Is(Paragraph) || p.FirstChild == nil || !p.FirstChild.IsText() {
		return
	}
	first, rest, more := strings.Cut(p.FirstChild.Text, "\n")
	kind := strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(first), "[!"), "]"))
	next := p.NextSibling
	for next != nil && next.IsSpace() {
		next = next.NextSibling
	}
	follows := p.FirstChild.NextSibling
	if !alertKinds[kind] || !strings.HasPrefix(first, "[!") || !more && (next == nil || follows != nil) && !follows.Is(Break) {
		return
	}
	p.FirstChild.Text = rest
	quote.Tag = Alert
	quote.Attr = []Attr{{"kind", kind}}
}
