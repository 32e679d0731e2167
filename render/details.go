package render

import "golang.org/x/net/html"

// details writes <details> as an expand macro. Its title is plain text.
func (r *renderer) details(n *html.Node) {
	r.w.Line()
	r.w.StartMacro("expand")
	summary := child(n, "summary")
	if summary != nil && hasInk(summary) {
		r.w.Parameter("title", shownText(summary))
	}
	r.w.StartRichBody()
	r.flow(n, loose)
	r.w.End()
	r.w.End()
}

// summary writes a <summary> that is not the title of an expand macro.
func (r *renderer) summary(n *html.Node) {
	if !is(n.Parent, "details") || child(n.Parent, "summary") != n {
		r.flow(n, loose)
		return
	}
	r.noteAnchorsIn(n)
}

func child(n *html.Node, name string) *html.Node {
	for c := range n.ChildNodes() {
		if is(c, name) {
			return c
		}
	}
	return nil
}
