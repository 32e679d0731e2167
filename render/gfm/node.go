package gfm

import "strings"

// Node is an element or a text of a document's tree. A tree does not change once it has been parsed.
type Node struct {
	Tag  *Tag   // nil of a text
	Text string // of a text
	Attr []Attr // of an element
	Pos  int    // offset in the source of what the node comes from, -1 if there is none

	Parent, FirstChild, LastChild, NextSibling *Node
}

// Attr is an attribute of an element. Raw HTML sets only those that rawhtml.go lets through.
type Attr struct{ Name, Value string }

// Is reports whether there is a node and it is an element with this tag.
func (n *Node) Is(tag *Tag) bool { return n != nil && n.Tag == tag }

// IsText reports whether a node is a text.
func (n *Node) IsText() bool { return n.Tag == nil }

// IsBlock reports whether a node is an element that stands on lines of its own.
func (n *Node) IsBlock() bool { return n.Tag != nil && n.Tag.Block }

// Get returns the value of an attribute, "" if the element has none of that name.
func (n *Node) Get(name string) string {
	value, _ := n.Lookup(name)
	return value
}

// Lookup returns the value of an attribute, and whether the element has it.
func (n *Node) Lookup(name string) (value string, found bool) {
	for i := range n.Attr {
		if n.Attr[i].Name == name {
			return n.Attr[i].Value, true
		}
	}
	return "", false
}

// Child returns the first child with this tag, nil if there is none.
func (n *Node) Child(tag *Tag) *Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Tag == tag {
			return c
		}
	}
	return nil
}

// Within reports whether a node is inside an element with this tag.
func (n *Node) Within(tag *Tag) bool {
	for a := n.Parent; a != nil; a = a.Parent {
		if a.Tag == tag {
			return true
		}
	}
	return false
}

// Descend calls visit for everything inside a node, in the order of the document. Where visit returns false, what is inside
// that node is left out.
func (n *Node) Descend(visit func(*Node) bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if visit(c) {
			c.Descend(visit)
		}
	}
}

// Append adds a last child.
func (n *Node) Append(child *Node) {
	child.Parent = n
	if n.LastChild == nil {
		n.FirstChild = child
	} else {
		n.LastChild.NextSibling = child
	}
	n.LastChild = child
}

// whiteSpace is what HTML takes for it.
const whiteSpace = " \t\n\r\f"

// IsSpace reports whether a node is a text of nothing but white space.
func (n *Node) IsSpace() bool {
	if n.Tag != nil {
		return false
	}
	for i := 0; i < len(n.Text); i++ {
		if !isSpace(n.Text[i]) {
			return false
		}
	}
	return true
}

// IsVisible reports whether a node by itself is something to see.
func (n *Node) IsVisible() bool {
	if n.Tag == nil {
		return !n.IsSpace()
	}
	return n.Tag.Visible
}

// HasVisible reports whether there is something to see in a node.
func (n *Node) HasVisible() bool {
	if n.IsVisible() {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.HasVisible() {
			return true
		}
	}
	return false
}

func isSpace(c byte) bool { return c <= ' ' && strings.IndexByte(whiteSpace, c) >= 0 }
