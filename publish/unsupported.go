package publish

import (
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
)

// tellLooks warns, once for all documents, of what is asked for and the Confluence at hand cannot do.
func (d *docs) tellLooks(can confluence.Capabilities, told *report.Report) {
	warn := func(isAsked func(*source.RenderedPage) bool, rule, message string) {
		if slices.ContainsFunc(d.rendered, isAsked) {
			told.Found([]render.Problem{{Severity: render.Warning, Rule: rule, Message: rule + ": " + message}})
		}
	}
	if !can.MinorEdits {
		warn(func(page *source.RenderedPage) bool { return page.MinorEdit }, problem.MinorEdit, "API v2 has no word for it, so watchers are told of every version: set api-root to v1, or leave it out")
	}
	if !can.NewEditor {
		warn(func(page *source.RenderedPage) bool { return page.Width != "" }, problem.PageWidth, "pages of Confluence Data Center have no width of their own: leave it out")
	}
}
