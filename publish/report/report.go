// Package report says what a run found and did: as lines and annotations while it goes, and at its end as the job
// summary, the outputs and the report file. Problems and outcomes enter; what a CI host shows leaves.
package report

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/title"
	"github.com/pagewright/pagewright/publish/workflow"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
)

// Report is what a run did. Its JSON form, which the setting report writes to a file, is described by
// docs/report.schema.json.
type Report struct {
	Mode      settings.Mode
	Commit    string // that the documents are of, "" where nobody knows
	Space     string // its key
	APIRoot   string
	Route     string // host kind, root and why
	URL       string // of the page where readers begin: the topmost one, or the parent page if there are several
	ParentURL string
	Counts    map[plan.Action]int
	Pages     []Page
	Problems  []Problem
	Error     string // what ended the run before its end
	Unplanned string // why a plan only checked
	Workspace string // the folder that the paths are relative to

	about    About
	begun    time.Time
	ended    time.Time
	found    map[Problem]bool // what Problems holds
	noted    map[string]bool  // what has been told of no document
	told     []told
	failures failures
	host     workflow.Speaker
	settings settings.Settings
	end      End
	trees    []tree // that are published, where they have names
	tops     int    // topmost pages of the first tree told so far
	unfiled  bool   // a file that was asked for could not be written
}

// told is an annotation, and the name of its rule in files for code hosts.
type told struct {
	workflow.Annotation
	rule string
}

// About is what a report says of the program that makes it, and what it touches.
type About struct {
	Version, Commit string           // of Pagewright
	Now             func() time.Time // nil: time.Now
	Stdout          io.Writer        // for files named -; nil: os.Stdout
}

// Page is what happened to one page.
type Page struct {
	Tree   string // its name, where the run has named ones
	Source string
	ID     string
	Title  string
	URL    string
	Action plan.Action
	Reason string

	why    string // the reason as tables tell it, where that is shorter
	change *Change
}

// Problem is something in a document that its author should look at.
type Problem struct {
	Path     string `json:"path"`
	Line     int    `json:"line,omitempty"`   // from 1
	Column   int    `json:"column,omitempty"` // from 1
	Severity string `json:"severity"`         // error or warning
	Rule     string `json:"rule"`
	Message  string `json:"message"`
}

// End is how a run ended before its end. The zero value is that of a run that did not.
type End struct {
	Err     error
	Title   string // of its annotation
	Details string // Markdown for the summary
	Code    int    // exit code
	Warning bool   // nothing failed, but people should know
}

// Exit codes of a command.
const (
	ExitDone    = 0
	ExitFailed  = 1 // some page or document failed
	ExitUsage   = 2 // wrong usage or settings
	ExitNoWayIn = 3 // address, credential or scope
	ExitChanges = 4 // a plan was asked whether there are changes, and there are
)

// New begins the report of a run.
func New(s settings.Settings, host workflow.Speaker, about About) *Report {
	if about.Now == nil {
		about.Now = time.Now
	}
	if about.Stdout == nil {
		about.Stdout = os.Stdout
	}
	r := &Report{
		Mode: s.Mode, Counts: map[plan.Action]int{}, Pages: []Page{}, Problems: []Problem{},
		about: about, begun: about.Now(), found: map[Problem]bool{}, noted: map[string]bool{}, host: host, settings: s,
	}
	r.trees, r.Space = treesOf(s)
	for _, action := range plan.Actions {
		r.Counts[action] = 0
	}
	return r
}

// OnlyChecks tells why a plan is a check.
func (r *Report) OnlyChecks(why string) {
	r.Mode, r.Unplanned = settings.Check, why
	r.annotate(workflow.Annotation{Level: workflow.Notice, Title: "Checked, not planned", Message: why})
}

// ExitCode is the code with which the command ends.
func (r *Report) ExitCode() int {
	switch {
	case r.end.Err != nil && !r.end.Warning:
		return r.end.Code
	case r.failed() || r.unfiled || r.settings.FailOn == "warning" && r.number("warning") > 0:
		return ExitFailed
	}
	return ExitDone
}

// Changes reports whether a plan without failures would change a page.
func (r *Report) Changes() bool {
	return r.Mode == settings.Plan && r.ExitCode() == ExitDone && len(r.Pages) > r.Counts[plan.Unchanged]
}

// failed reports whether there was an error.
func (r *Report) failed() bool {
	return r.end.Err != nil && !r.end.Warning || r.Counts[plan.Failed] > 0 || r.number("error") > 0
}

// Found reports problems of documents, each once: a plan may be made several times.
func (r *Report) Found(problems []render.Problem) {
	for _, p := range problems {
		severity, level := "warning", workflow.Warning
		if p.Severity == render.Error {
			severity, level = "error", workflow.Error
		}
		told := Problem{Path: p.Path, Line: p.Line, Column: p.Column, Severity: severity, Rule: p.Rule, Message: p.Message}
		if r.found[told] {
			continue
		}
		r.found[told] = true
		r.Problems = append(r.Problems, told)
		r.tell(p.Rule, workflow.Annotation{Level: level, Title: titleOf(p.Rule), File: p.Path, Line: p.Line, Column: p.Column, Message: p.Message})
	}
}

// annotate shows what concerns no rule for documents, and keeps it for the files under a name made of its title.
func (r *Report) annotate(a workflow.Annotation) {
	r.tell(cmp.Or(strings.ReplaceAll(strings.ToLower(a.Title), " ", "-"), "pagewright"), a)
}

func (r *Report) tell(rule string, a workflow.Annotation) {
	r.told = append(r.told, told{a, rule})
	r.host.Annotate(a)
}

// titleOf makes "Dead link" of dead-link.
func titleOf(rule string) string {
	words := strings.ReplaceAll(rule, "-", " ")
	if words == "" {
		return words
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// Noted tells once what concerns no document.
func (r *Report) Noted(title, message string) {
	if r.noted[message] {
		return
	}
	r.noted[message] = true
	r.annotate(workflow.Annotation{Level: workflow.Notice, Title: title, Message: message})
}

// LeftOut names the documents that are there and are not published, but for those that include and exclude leave out.
func (r *Report) LeftOut(documents []source.Excluded) {
	for _, document := range documents {
		if !document.Filtered {
			r.host.Log("not published: %s (%s)", document.Source, document.Reason)
		}
	}
}

// Included names the files whose text is on the pages of documents.
func (r *Report) Included(files []source.Included) {
	for _, file := range files {
		r.host.Log("included: %s, by %s", file.File, firstOf(file.In))
	}
}

// Reached reports where the run went: the API root, how it was found, and the address of the parent page.
func (r *Report) Reached(apiRoot, route, parent string) {
	r.APIRoot, r.Route, r.ParentURL = apiRoot, route, parent
	if r.tops != 1 || r.URL == "" {
		r.URL = parent
	}
}

// Notice reports what concerns no single document or page.
func (r *Report) Notice(text string) {
	r.Noted("Pagewright", text)
}

// Checked reports the end of a check.
func (r *Report) Checked(pages []*source.RenderedPage) {
	failed := map[string]bool{}
	for _, problem := range r.Problems {
		if problem.Severity == "error" {
			failed[problem.Path] = true
		}
	}
	for _, page := range pages {
		if page.Failed || failed[page.Source] {
			r.Counts[plan.Failed]++
		}
	}
	r.host.Log("%s checked: %s, %s", count(len(pages), "page", "pages"), count(r.number("error"), "error", "errors"), count(r.number("warning"), "warning", "warnings"))
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

// Planned reports what would be done with one page, and what its readers would see changed.
func (r *Report) Planned(page *plan.Page, change Change) {
	action := page.Action
	if page.Err != nil {
		action = plan.Failed
	}
	r.Done(apply.Outcome{Page: page, Action: action, ID: page.Existing.ID, URL: page.Existing.WebURL, Err: page.Err, Notes: page.Notes, Warned: page.Warned, Linked: page.NewlyLinked()})
	r.Pages[len(r.Pages)-1].change = &change
	for _, line := range change.lines() {
		r.host.Log("    %s", line)
	}
}

// Done reports what became of one page.
func (r *Report) Done(o apply.Outcome) {
	page := o.Page
	r.Counts[o.Action]++
	told := Page{Tree: page.Tree, Source: page.Source, ID: o.ID, Title: page.Title, URL: o.URL, Action: o.Action, Reason: page.Reason}
	if page.Rendered != nil && page.Rendered.Parent == nil && (len(r.trees) == 0 || page.Tree == r.trees[0].Name) {
		r.enter(o.URL)
	}
	word := styled(o.Action, fmt.Sprintf("%-10s", r.word(o.Action)))
	line := fmt.Sprintf("  %s  (%s)", title.Shown(page.Title), withTree(page.Source, page.Tree))
	if o.Err != nil {
		why, isNew := r.failures.add(o)
		told.Reason, told.why = o.Err.Error(), why
		switch _, follows := errors.AsType[*plan.Consequence](o.Err); {
		case follows && isNew:
			r.host.Log("%s%s: %s", word, line, why)
		case isNew:
			r.host.Log("%s%s", word, line) // why is told at the end
		}
	} else {
		r.tellNotes(o)
		if o.Action != plan.Unchanged || page.Reason != "" { // the last line counts the others
			if page.Reason != "" && o.Action != plan.Created {
				line += ": " + page.Reason
			}
			r.host.Log("%s%s", word, line)
		}
	}
	r.Pages = append(r.Pages, told)
}

func (r *Report) tellNotes(o apply.Outcome) {
	page := o.Page
	for _, comment := range o.Lost {
		r.annotate(workflow.Annotation{Level: workflow.Notice, Title: "Inline comment without its text", File: page.Source,
			Message: fmt.Sprintf("%q: somebody commented on “%s”, which the document no longer says; the comment is in the page's list of resolved comments", page.Title, comment.Text)})
	}
	for _, note := range o.Notes {
		r.annotate(workflow.Annotation{Level: workflow.Notice, Title: "Page in Confluence", File: page.Source, Message: fmt.Sprintf("%q: %s", page.Title, note)})
	}
	for _, warned := range o.Warned {
		r.Found([]render.Problem{{Path: page.Source, Severity: render.Warning, Rule: problem.ConfluencePage, Message: fmt.Sprintf("%q: %s", page.Title, warned)}})
	}
	for _, file := range o.Linked {
		r.host.Log("attached: %s, because %s links to it", file.Path, page.Source)
	}
}

// enter notes where readers begin, if there is one topmost page.
func (r *Report) enter(address string) {
	r.tops++
	r.URL = r.ParentURL
	if r.tops == 1 && address != "" {
		r.URL = address
	}
}

// Annotation is the one annotation of an error that ends a command.
func (e End) Annotation() workflow.Annotation {
	level := workflow.Error
	if e.Warning {
		level = workflow.Warning
	}
	return workflow.Annotation{Level: level, Title: e.Title, Message: e.Err.Error()}
}

// word is what a page's line and the summary call an action: what was done, or, in a plan, what would be.
func (r *Report) word(action plan.Action) string {
	planned := map[plan.Action]string{plan.Created: "to create", plan.Updated: "to update", plan.Moved: "to move", plan.Archived: "to archive", plan.Deleted: "to delete"}
	if word, ok := planned[action]; ok && r.Mode == settings.Plan {
		return word
	}
	return string(action)
}

// line is the run in one line: what happened to how many pages.
func (r *Report) line() string {
	var parts []string
	for _, action := range plan.Actions {
		if n := r.Counts[action]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, r.word(action)))
		}
	}
	if len(parts) == 0 {
		return "no pages"
	}
	return count(len(r.Pages), "page", "pages") + ": " + strings.Join(parts, ", ")
}
