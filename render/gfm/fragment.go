package gfm

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/pagewright/pagewright/render/problem"
)

// fragment builds, through an HTML parser, from a block of the document on until no raw HTML is open. It returns the index of
// the next block.
func (b *builder) fragment(root *Node, from int) (next int) {
	before := b.save()
	b.markup = newMarkup()
	next = from
	for next < len(b.roots) && (next == from || len(b.markup.raw) > 0) {
		b.child(b.roots[next], 0, next)
		b.markup.endLine()
		next++
	}
	if b.take(root) == nil {
		return next
	}
	b.current = root
	// Only HTML can nest that deep: GitHub's sanitizer gives up on it too.
	b.restore(before)
	b.closed = true
	b.report(b.src.start(b.line), problem.Nesting, "the HTML from here on is nested too deeply and is shown as text: close its elements")
	for i := from; i < next; i++ {
		b.current = root
		b.child(b.roots[i], 0, i)
	}
	b.closed = false
	return next
}

// take ends the markup and adds what it says to a node.
func (b *builder) take(parent *Node) error {
	m := b.markup
	b.markup = nil
	nodes, err := parseHTML(&m.out)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		b.adopt(parent, n, m)
	}
	return nil
}

func parseHTML(source *bytes.Buffer) (nodes []*html.Node, err error) {
	defer func() {
		if found := recover(); found != nil {
			err = errors.New(fmt.Sprint(found))
		}
	}()
	return html.ParseFragment(source, &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
}

// adopt adds what the HTML parser made. An element that it had to close and open again comes several times.
func (b *builder) adopt(parent *Node, n *html.Node, m *markup) {
	if n.Type == html.TextNode {
		text := b.node(nil, -1)
		text.Text = n.Data
		parent.Append(text)
		return
	}
	into := parent
	if len(n.Attr) > 0 {
		number, _ := strconv.Atoi(n.Attr[0].Val)
		made := m.nodes[number]
		into = b.node(made.Tag, made.Pos, made.Attr...)
		b.comesFrom(into, b.included[made])
		parent.Append(into)
	} else if tag := named[n.Data]; tag != nil {
		into = b.node(tag, -1)
		parent.Append(into)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.adopt(into, c, m)
	}
}
