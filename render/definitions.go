package render

import "golang.org/x/net/html"

// term writes the term of a definition list as a paragraph in bold: the new
// editor has no definition lists.
func (r *renderer) term(n *html.Node) {
	r.wraps = append(r.wraps, &html.Node{Type: html.ElementNode, Data: "strong"})
	r.flow(n, loose)
	r.wraps = r.wraps[:len(r.wraps)-1]
}
