package render

import (
	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

func init() {
	isContainer(gfm.Details, editor.Expand)
	writesBlock(gfm.Details, writeDetails)
	writesBlock(gfm.Summary, writeSummary)
}

// writeDetails writes <details> as an expand macro. Its title is plain text.
func writeDetails(r *renderer, n *gfm.Node) {
	title := ""
	if summary := n.Child(gfm.Summary); summary != nil && summary.HasVisible() {
		title = describedText(summary)
		r.reportLost(summary)
	}
	kind, found := r.placeExpand(n)
	if !found {
		r.weakDetails(n, title)
		return
	}
	r.push(frame{kind: kind, ends: 2, begin: func() {
		r.w.Line()
		r.w.StartMacro("expand")
		if title != "" {
			r.w.Parameter("title", title)
		}
		r.w.StartRichBody()
	}})
	r.flow(n, loose)
	r.pop()
}

// placeExpand makes sure that an expand may be written next. One in an expand or a cell holds less, so it is none if it has a
// table.
func (r *renderer) placeExpand(n *gfm.Node) (kind editor.Kind, found bool) {
	if r.place(editor.Expand) {
		return editor.Expand, true
	}
	if holdsTable(n) || !r.place(editor.NestedExpand) {
		return 0, false
	}
	return editor.NestedExpand, true
}

func holdsTable(n *gfm.Node) bool {
	found := false
	n.Descend(func(c *gfm.Node) bool {
		found = found || c.Is(gfm.Table)
		return !found
	})
	return found
}

// weakDetails writes <details> where there can be no expand: its title in bold, and what is in it.
func (r *renderer) weakDetails(n *gfm.Node, title string) {
	if title != "" {
		r.boldText(title)
	}
	r.push(frame{kind: editor.Expand, flat: true})
	r.flow(n, loose)
	r.pop()
}

// reportLost reports what of a summary a title cannot have.
func (r *renderer) reportLost(summary *gfm.Node) {
	summary.Descend(func(c *gfm.Node) bool {
		if c.Is(gfm.Image) {
			r.report(c, RuleHTML, "of an image in the title of an expandable section only the description is shown, since that is plain text: move the image below the title")
		}
		if c.Is(gfm.Link) && c.Get("href") != "" && c.HasVisible() || c.Is(gfm.Reference) || c.Is(gfm.WikiLink) {
			r.report(c, RuleHTML, "of a link in the title of an expandable section only the text is shown, since that is plain text: move the link below the title")
		}
		return true
	})
}

// writeSummary writes a <summary> that is not the title of an expand macro.
func writeSummary(r *renderer, n *gfm.Node) {
	if !n.Parent.Is(gfm.Details) || n.Parent.Child(gfm.Summary) != n {
		r.flow(n, loose)
		return
	}
	r.noteAnchorsIn(n)
}
