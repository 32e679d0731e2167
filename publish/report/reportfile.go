package report

import (
	"encoding/json"
	"time"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/settings"
)

// format is the version of docs/report.schema.json. A change that a reader of reports would stumble over makes a new one.
const format = 1

// document is a report as JSON.
type document struct {
	Format    int                 `json:"format"`
	Tool      tool                `json:"tool"`
	Mode      settings.Mode       `json:"mode"`
	Commit    string              `json:"commit,omitempty"`
	Space     string              `json:"space,omitempty"`
	Trees     []tree              `json:"trees,omitempty"`
	Started   time.Time           `json:"started"`
	Finished  time.Time           `json:"finished"`
	Seconds   float64             `json:"seconds"`
	ExitCode  int                 `json:"exit-code"`
	APIRoot   string              `json:"api-root,omitempty"`
	Route     string              `json:"route,omitempty"`
	URL       string              `json:"url,omitempty"`
	ParentURL string              `json:"parent-url,omitempty"`
	Counts    map[plan.Action]int `json:"counts"`
	Errors    int                 `json:"errors"`
	Warnings  int                 `json:"warnings"`
	Pages     []pageEntry         `json:"pages"`
	Problems  []Problem           `json:"problems"`
	Error     string              `json:"error,omitempty"`
}

type tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Commit  string `json:"commit"`
}

type pageEntry struct {
	Tree   string `json:"tree,omitempty"`
	Source string `json:"source"`
	ID     string `json:"id"`
	Title  string `json:"title"`
	URL    string `json:"url"`
	Action string `json:"action"`
	Reason string `json:"reason,omitempty"`
}

// MarshalJSON returns the report as docs/report.schema.json describes it.
func (r *Report) MarshalJSON() ([]byte, error) {
	return json.Marshal(document{
		Format: format, Tool: tool{"pagewright", r.about.Version, r.about.Commit},
		Mode: r.Mode, Commit: r.Commit, Space: r.Space, Trees: r.trees,
		Started: r.begun.UTC(), Finished: r.ended.UTC(), Seconds: r.ended.Sub(r.begun).Round(time.Millisecond).Seconds(), ExitCode: r.ExitCode(),
		APIRoot: r.APIRoot, Route: r.Route, URL: r.URL, ParentURL: r.ParentURL,
		Counts: r.Counts, Errors: r.errors(), Warnings: r.number("warning"),
		Pages: r.entries(), Problems: r.Problems, Error: r.Error,
	})
}

func (r *Report) entries() []pageEntry {
	entries := []pageEntry{}
	for _, page := range r.Pages {
		entries = append(entries, pageEntry{page.Tree, page.Source, page.ID, page.Title, page.URL, r.actionOf(page), page.Reason})
	}
	return entries
}

// toDo is what a plan calls the actions, which nobody has done yet.
var toDo = map[plan.Action]string{plan.Created: "create", plan.Updated: "update", plan.Moved: "move", plan.Archived: "archive", plan.Deleted: "delete"}

func (r *Report) actionOf(page Page) string {
	if word, ok := toDo[page.Action]; ok && r.Mode == settings.Plan {
		return word
	}
	return string(page.Action)
}

// errors counts what is told as an error: those of documents, each cause of pages that failed, and what ended the run.
func (r *Report) errors() int {
	n := r.number("error") + r.failures.told()
	if r.end.Err != nil && !r.end.Warning {
		n++
	}
	return n
}
