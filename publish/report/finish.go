package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// Finish reports the end of the run: what failed, each cause once, what broke it off, the summary, the outputs, the report
// file.
func (r *Report) Finish(end End) {
	r.end = end
	r.tellFailures()
	slices.SortStableFunc(r.Pages, func(a, b Page) int { return strings.Compare(a.Source, b.Source) })
	slices.SortStableFunc(r.Problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Severity, b.Severity), strings.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if r.Mode != settings.Check && end.Err == nil || len(r.Pages) > 0 {
		r.host.Log("%s", r.line())
	}
	r.ended = r.about.Now()
	r.writeFiles()
	r.warn("the job summary", r.host.Summary(r.Markdown()))
	r.warn("the outputs", r.outputs())
}

func (r *Report) tellFailures() {
	r.failures.follow()
	for _, cause := range r.failures.causes {
		switch {
		case !cause.inDocument:
			r.annotate(cause.annotation())
		case len(cause.following) > 0:
			r.host.Log("%s failed. %s", cause.first.Page.Source, cause.consequences())
		}
	}
	if r.end.Err != nil {
		r.Error = r.end.Err.Error()
		told := r.end.Annotation()
		if n := r.failures.notReached; n > 0 {
			told.Message += fmt.Sprintf("\nThe run ended before the turn of %s.", count(n, "page", "pages"))
		}
		r.annotate(told)
	}
	if n := r.number("warning"); r.ExitCode() == ExitFailed && !r.failed() {
		r.annotate(workflow.Annotation{Level: workflow.Error, Title: "Warnings make the run fail", Message: fmt.Sprintf("There is no error, but %s, and fail-on is set to warning.", count(n, "warning", "warnings"))})
	}
}

func (r *Report) warn(what string, err error) {
	if err != nil {
		r.annotate(workflow.Annotation{Level: workflow.Warning, Title: "Report incomplete", Message: fmt.Sprintf("%s could not be written: %v", what, err)})
	}
}
