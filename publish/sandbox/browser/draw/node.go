package draw

import (
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/markup"
)

// node is an element, or text when it has no name. Names keep their prefix as it was written: "ac:link".
type node struct {
	name       string
	attributes []markup.Attribute
	text       string
	nodes      []*node
}

func (n *node) is(names ...string) bool { return slices.Contains(names, n.name) }

func (n *node) attribute(name string) string {
	for _, a := range n.attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

func (n *node) child(names ...string) *node {
	for _, c := range n.nodes {
		if c.is(names...) {
			return c
		}
	}
	return nil
}

func (n *node) blank() bool { return n.name == "" && strings.TrimSpace(n.text) == "" }

// parameter is the text of a macro's parameter; the default parameter's name is empty.
func (n *node) parameter(name string) string {
	if p := n.parameterNode(name); p != nil {
		return strings.TrimSpace(p.content())
	}
	return ""
}

func (n *node) parameterNode(name string) *node {
	for _, c := range n.nodes {
		if c.is("ac:parameter") && c.attribute("ac:name") == name {
			return c
		}
	}
	return nil
}

// content is all text below a node, as it stands in the source.
func (n *node) content() string {
	var b strings.Builder
	n.walk(func(m *node) bool {
		b.WriteString(m.text)
		return true
	})
	return b.String()
}

// label is the text that a reader sees of a node.
func (n *node) label() string {
	var b strings.Builder
	n.walk(func(m *node) bool {
		switch m.name {
		case "ac:parameter", "ac:task-id", "ac:task-status":
			return false
		case "ac:emoticon":
			b.WriteString(emoji(m))
		case "br":
			b.WriteByte(' ')
		case "ac:link":
			if m.child("ac:link-body", "ac:plain-text-link-body") == nil {
				b.WriteString(targetName(m))
			}
		}
		b.WriteString(m.text)
		return true
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// visible reports whether a reader sees anything of a node.
func (n *node) visible() bool {
	seen := n.label() != ""
	n.walk(func(m *node) bool {
		seen = seen || m.is("ac:image", "img")
		return !seen
	})
	return seen
}

// walk visits a node and all below it in document order, leaving out what is below a node for which visit is false.
func (n *node) walk(visit func(*node) bool) {
	if !visit(n) {
		return
	}
	for _, c := range n.nodes {
		c.walk(visit)
	}
}
