package report

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// Finish tells the end of the run: what failed, each cause once, what broke it off, the summary, the outputs, the report
// file.
func (r *Report) Finish(end End) {
	r.end = end
	r.tellFailures()
	slices.SortStableFunc(r.Pages, func(a, b Page) int { return strings.Compare(a.Source, b.Source) })
	slices.SortStableFunc(r.Problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Severity, b.Severity), strings.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line))
	})
	if r.Mode != settings.Check && end.Err == nil || len(r.Pages) > 0 {
		r.host.Log("%s", r.line())
	}
	r.warn("the job summary", r.host.Summary(r.Markdown()))
	r.warn("the outputs", r.outputs())
	if r.file != "" {
		r.warn("the report", r.writeFile())
	}
}

func (r *Report) tellFailures() {
	r.failures.follow()
	for _, cause := range r.failures.causes {
		switch {
		case !cause.inDocument:
			r.host.Annotate(cause.annotation())
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
		r.host.Annotate(told)
	}
	if n := r.number("warning"); r.ExitCode() == ExitFailed && !r.failed() {
		r.host.Annotate(workflow.Annotation{Level: workflow.Error, Title: "Warnings make the run fail", Message: fmt.Sprintf("There is no error, but %s, and fail-on is set to warning.", count(n, "warning", "warnings"))})
	}
}

func (r *Report) outputs() error {
	var failures []error
	counts := maps.Clone(r.Counts)
	if r.end.Err != nil && !r.end.Warning {
		counts[plan.Failed] = max(counts[plan.Failed], 1)
	}
	for _, action := range slices.Sorted(maps.Keys(counts)) {
		failures = append(failures, r.host.Output(string(action), strconv.Itoa(counts[action])))
	}
	brief := slices.Clone(r.Pages)
	for i := range brief {
		brief[i].Reason = "" // the runner takes outputs of 1 MB; the report has it all
	}
	pages, err := json.Marshal(brief)
	failures = append(failures, err, r.host.Output("pages", string(pages)), r.host.Output("url", r.URL), r.host.Output("api-root", r.APIRoot), r.host.Output("report", r.file))
	return errors.Join(failures...)
}

// writeFile writes the report beside its place and renames it, so that a link in the checkout is replaced and not followed.
func (r *Report) writeFile() error {
	content, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(r.file), 0o755); err != nil {
		return err
	}
	beside, err := os.CreateTemp(filepath.Dir(r.file), ".report-*")
	if err != nil {
		return err
	}
	_, err = beside.WriteString(r.host.Redactor().Text(string(content)) + "\n")
	err = errors.Join(err, beside.Chmod(0o644), beside.Close())
	if err == nil {
		err = os.Rename(beside.Name(), r.file)
	}
	if err != nil {
		_ = os.Remove(beside.Name())
	}
	return err
}

func (r *Report) warn(what string, err error) {
	if err != nil {
		r.host.Annotate(workflow.Annotation{Level: workflow.Warning, Title: "Report incomplete", Message: fmt.Sprintf("%s could not be written: %v", what, err)})
	}
}
