package gfm

import "strings"

// TextOf returns the text in a node, with a line break for each <br>; images have none.
func TextOf(n *Node) string {
	if only := n.FirstChild; only != nil && only == n.LastChild && only.IsText() {
		return only.Text
	}
	return Collect(n, nil)
}

// Collect returns the text in a node. What instead gives for an element stands for all that is in it.
func Collect(n *Node, instead func(*Node) (text string, found bool)) string {
	var all strings.Builder
	var visit func(*Node)
	visit = func(n *Node) {
		switch {
		case n.IsText():
			all.WriteString(n.Text)
			return
		case n.Tag == Break:
			all.WriteByte('\n')
		case instead != nil:
			if text, found := instead(n); found {
				all.WriteString(text)
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(n)
	return all.String()
}
