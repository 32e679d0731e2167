package publish

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/workflow"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/storage"
)

// Report is what a run did, and tells it to the CI host as it goes. Its JSON form is what the setting report writes to
// a file.
type Report struct {
	Mode     settings.Mode  `json:"mode"`
	APIRoot  string         `json:"api-root,omitempty"`
	Route    string         `json:"route,omitempty"` // host kind, root and why
	URL      string         `json:"url,omitempty"`   // of the parent page
	Counts   map[Action]int `json:"counts"`
	Pages    []PageResult   `json:"pages"`
	Problems []Problem      `json:"problems"`
	Error    string         `json:"error,omitempty"` // what ended the run before its end

	Entrance  string `json:"-"` // address of the page where readers begin: the topmost one, or the parent page if there are several
	Workspace string `json:"-"` // the folder that the paths are relative to

	host       workflow.Host
	operations []confluence.Operation // that the settings may need
	failOn     string
	file       string
	err        error
}

// PageResult is what happened to one page.
type PageResult struct {
	Source string `json:"source"`
	ID     string `json:"id"`
	Title  string `json:"title"`
	URL    string `json:"url"`
	Action Action `json:"action"`
	Reason string `json:"reason,omitempty"`
}

// Problem is something in a document that its author should look at.
type Problem struct {
	Path     string `json:"path"`
	Line     int    `json:"line,omitempty"` // from 1
	Severity string `json:"severity"`       // error or warning
	Rule     string `json:"rule"`
	Message  string `json:"message"`
}

// Exit codes of a command.
const (
	ExitDone    = 0
	ExitFailed  = 1 // some page or document failed
	ExitUsage   = 2 // wrong usage or settings
	ExitNoWayIn = 3 // address, credential or scope
)

func newReport(s settings.Settings, host workflow.Host) *Report {
	return &Report{
		Mode:       s.Mode,
		Counts:     map[Action]int{Created: 0, Updated: 0, Moved: 0, Unchanged: 0, Archived: 0, Deleted: 0, Failed: 0},
		Pages:      []PageResult{},
		Problems:   []Problem{},
		host:       host,
		operations: operations(s),
		failOn:     s.FailOn,
		file:       s.Report,
	}
}

// ExitCode is the code with which the command ends.
func (r *Report) ExitCode() int {
	switch {
	case r.err != nil:
		return ExitCode(r.err)
	case r.Counts[Failed] > 0 || r.number("error") > 0 || r.failOn == "warning" && r.number("warning") > 0:
		return ExitFailed
	}
	return ExitDone
}

// ExitCode is the code for an error that ended a command.
func ExitCode(err error) int {
	if refusal, ok := errors.AsType[*confluence.Error](err); ok && refusal.NoWayIn() {
		return ExitNoWayIn
	}
	if errors.Is(err, settings.ErrUsage) {
		return ExitUsage
	}
	return ExitFailed
}

func (r *Report) problems(found []render.Problem) {
	for _, problem := range found {
		severity, level := "warning", workflow.Warning
		if problem.Severity == render.Error {
			severity, level = "error", workflow.Error
		}
		r.Problems = append(r.Problems, Problem{Path: problem.Path, Line: problem.Line, Severity: severity, Rule: problem.Rule, Message: problem.Message})
		r.host.Annotate(workflow.Annotation{Level: level, Title: ruleTitle(problem.Rule), File: problem.Path, Line: problem.Line, Message: problem.Message})
	}
}

// excluded names the documents that are there and are not published, but for those that include and exclude leave out.
func (r *Report) excluded(documents []source.Excluded) {
	for _, document := range documents {
		if !document.Filtered {
			r.host.Log("not published: %s (%s)", document.Source, document.Reason)
		}
	}
}

// ruleTitle makes "Dead link" of dead-link.
func ruleTitle(rule string) string {
	words := strings.ReplaceAll(rule, "-", " ")
	if words == "" {
		return words
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// reached tells the way in at the end of the run: requests may have moved the client to another API root.
func (r *Report) reached(route confluence.Route, standing *Standing) {
	r.APIRoot = route.Root
	r.Route = route.String()
	r.URL = standing.Parent.WebURL
	r.Entrance = cmp.Or(r.Entrance, r.URL)
}

// entered tells where readers begin, if there is one topmost page.
func (r *Report) entered(changes []*Change) {
	top := slices.DeleteFunc(slices.Clone(changes), func(c *Change) bool { return c.Draft == nil || c.Draft.Parent != nil })
	if len(top) == 1 && top[0].Page.WebURL != "" {
		r.Entrance = top[0].Page.WebURL
	}
}

func (r *Report) checked(drafts []*source.Draft) {
	for _, draft := range drafts {
		if draft.Failed {
			r.Counts[Failed]++
		}
	}
	r.host.Log("%s checked: %s, %s", count(len(drafts), "page", "pages"), count(r.number("error"), "error", "errors"), count(r.number("warning"), "warning", "warnings"))
}

func (r *Report) number(severity string) int {
	n := 0
	for _, problem := range r.Problems {
		if problem.Severity == severity {
			n++
		}
	}
	return n
}

func (r *Report) planned(ctx context.Context, client *confluence.Client, changes []*Change) error {
	for _, change := range changes {
		r.done(change)
		if err := r.diff(ctx, client, change); err != nil {
			return err
		}
	}
	return nil
}

func (r *Report) diff(ctx context.Context, client *confluence.Client, change *Change) error {
	if change.Page.ID == "" || !change.WriteBody || change.Action == Failed {
		return nil
	}
	page, err := client.Page(ctx, change.Page.ID)
	if err != nil {
		return err
	}
	for line := range strings.Lines(bodyDiff(page.Body, change.Draft.Body)) {
		r.host.Log("    %s", strings.TrimRight(line, "\n"))
	}
	return nil
}

// done reports one change that was carried out, planned, or has failed.
func (r *Report) done(change *Change) {
	r.Counts[change.Action]++
	r.Pages = append(r.Pages, PageResult{
		Source: change.Source, ID: change.Page.ID, Title: change.Title, URL: change.Page.WebURL, Action: change.Action, Reason: change.Reason,
	})
	if change.Err != nil && !errors.Is(change.Err, errBadDocument) {
		r.host.Annotate(workflow.Annotation{Level: workflow.Error, Title: change.headline(), File: change.Source, Message: fmt.Sprintf("%q: %v", change.Title, change.Err)})
		r.host.Log("%-10s  %s  (%s)", r.word(change.Action), change.Title, change.Source)
		return
	}
	for _, comment := range change.LostComments {
		r.host.Annotate(workflow.Annotation{Level: workflow.Notice, Title: "Inline comment without its text", File: change.Source, Message: fmt.Sprintf("%q: %s; the comment is still among the page's comments", change.Title, lost(comment))})
	}
	if change.Note != "" {
		r.host.Annotate(workflow.Annotation{Level: workflow.Notice, Title: "Page edited in Confluence", File: change.Source, Message: fmt.Sprintf("%q: %s", change.Title, change.Note)})
	}
	for _, file := range change.Upload {
		if file.Linked {
			r.host.Log("attached: %s, because %s links to it", file.Path, change.Source)
		}
	}
	if change.Action == Unchanged && change.Reason == "" {
		return // the last line counts them
	}
	line := fmt.Sprintf("%-10s  %s  (%s)", r.word(change.Action), change.Title, change.Source)
	if change.Reason != "" && change.Action != Created {
		line += ": " + change.Reason
	}
	r.host.Log("%s", line)
}

// lost says what a comment was about.
func lost(comment storage.Comment) string {
	if comment.Text == "" {
		return "somebody commented on something that is no longer on the page"
	}
	return fmt.Sprintf("somebody commented on “%s”, which the document no longer says", comment.Text)
}

// finish tells the end of the run: what broke it off, the summary, the outputs, the report file.
func (r *Report) finish(err error) {
	r.err = err
	if err != nil {
		r.Error = err.Error()
		r.host.Annotate(failure(err))
	}
	slices.SortStableFunc(r.Pages, func(a, b PageResult) int { return strings.Compare(a.Source, b.Source) })
	slices.SortStableFunc(r.Problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Severity, b.Severity), strings.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line))
	})
	if r.Mode != settings.Check && err == nil || len(r.Pages) > 0 {
		r.host.Log("%s", r.line())
	}
	r.warn("the job summary", r.host.Summary(r.Markdown()))
	r.warn("the outputs", r.outputs())
	if r.file != "" {
		r.warn("the report", r.writeFile())
	}
}

// failure is the one annotation of an error that ends a command.
func failure(err error) workflow.Annotation {
	annotation := workflow.Annotation{Level: workflow.Error, Title: "Pagewright failed", Message: err.Error()}
	if refusal, ok := errors.AsType[*confluence.Error](err); ok {
		annotation.Title = refusal.Title()
	} else if errors.Is(err, settings.ErrUsage) {
		annotation.Title = "Pagewright cannot start"
	}
	return annotation
}

func (r *Report) warn(what string, err error) {
	if err != nil {
		r.host.Annotate(workflow.Annotation{Level: workflow.Warning, Title: "Report incomplete", Message: fmt.Sprintf("%s could not be written: %v", what, err)})
	}
}

func (c *Change) headline() string {
	if c.Page.ID != "" {
		return "Page not brought up to date"
	}
	return "Page not published"
}

// word is what a page's line and the summary call an action: what was done, or, in a plan, what would be.
func (r *Report) word(action Action) string {
	if planned, ok := map[Action]string{Created: "to create", Updated: "to update", Moved: "to move", Archived: "to archive", Deleted: "to delete"}[action]; ok && r.Mode == settings.Plan {
		return planned
	}
	return string(action)
}

// line is the run in one line: what happened to how many pages.
func (r *Report) line() string {
	var parts []string
	for _, action := range []Action{Created, Updated, Moved, Unchanged, Archived, Deleted, Failed} {
		if n := r.Counts[action]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, r.word(action)))
		}
	}
	if len(parts) == 0 {
		return "no pages"
	}
	return count(len(r.Pages), "page", "pages") + ": " + strings.Join(parts, ", ")
}

func (r *Report) outputs() error {
	var failures []error
	for _, action := range slices.Sorted(maps.Keys(r.Counts)) {
		failures = append(failures, r.host.Output(string(action), strconv.Itoa(r.Counts[action])))
	}
	brief := slices.Clone(r.Pages)
	for i := range brief {
		brief[i].Reason = "" // the runner takes outputs of 1 MB; the report has it all
	}
	pages, err := json.Marshal(brief)
	failures = append(failures, err, r.host.Output("pages", string(pages)), r.host.Output("url", r.URL), r.host.Output("api-root", r.APIRoot), r.host.Output("report", r.file))
	return errors.Join(failures...)
}

func (r *Report) writeFile() error {
	content, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(r.file, []byte(r.host.Redactor().Text(string(content))+"\n"), 0o644)
}

// Fail tells an error that ended a command before there was a report.
func Fail(host workflow.Host, err error) { host.Annotate(failure(err)) }
