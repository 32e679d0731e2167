package render

import "golang.org/x/net/html"

// details writes <details> as an expand macro. Its title is plain text.
func (r *renderer) details(n *html.Node) {
	r.w.Line()
	r.w.StartMacro("expand")
	summary := child(n, "summary")
	if summary != nil && hasInk(summary) {
		r.w.Parameter("title", describedText(summary))
		r.reportLost(summary)
	}
	r.w.StartRichBody()
	r.flow(n, loose)
	r.w.End()
	r.w.End()
}

// reportLost reports what of a summary a title cannot have.
func (r *renderer) reportLost(summary *html.Node) {
	for c := range summary.Descendants() {
		if is(c, "img") {
			r.report(c, RuleHTML, "of an image in <summary> only the description is shown, since the title of an expandable section is plain text: move the image below </summary>")
		}
		if is(c, "a") && attr(c, "href") != "" && hasInk(c) || is(c, reference) {
			r.report(c, RuleHTML, "of a link in <summary> only the text is shown, since the title of an expandable section is plain text: move the link below </summary>")
		}
	}
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
