package report

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"github.com/pagewright/pagewright/publish/plan"
)

// outputs hands the results to the steps that follow. They are there whatever broke the run off; then at least one thing
// failed.
func (r *Report) outputs() error {
	var failures []error
	put := func(name, value string) { failures = append(failures, r.host.Output(name, value)) }
	for _, action := range plan.Actions {
		n := r.Counts[action]
		if action == plan.Failed && (r.end.Err != nil && !r.end.Warning || r.unfiled) {
			n = max(n, 1)
		}
		put(string(action), strconv.Itoa(n))
	}
	put("errors", strconv.Itoa(r.errors()))
	put("warnings", strconv.Itoa(r.number("warning")))
	pages, err := r.brief(mostPages)
	failures = append(failures, err)
	put("pages", pages)
	put("url", r.URL)
	put("parent-url", r.ParentURL)
	put("api-root", r.APIRoot)
	put("report", r.settings.Report)
	put("summary", r.settings.Summary)
	return errors.Join(failures...)
}

// mostPages is how many bytes the output pages may have: a step that takes it into its environment can have 128 KiB for
// name and value (MAX_ARG_STRLEN of Linux, man execve).
const mostPages = 120_000

// brief is the pages without reasons as JSON, cut to fit: what changed goes before what is unchanged.
func (r *Report) brief(limit int) (string, error) {
	entries := r.entries()
	for i := range entries {
		entries[i].Reason = ""
	}
	size := 2
	keep := map[int]json.RawMessage{}
	for _, unchanged := range []bool{false, true} {
		for i, entry := range entries {
			if (entry.Action == string(plan.Unchanged)) != unchanged {
				continue
			}
			encoded, err := json.Marshal(entry)
			if err != nil {
				return "", err
			}
			if size+len(encoded)+1 > limit {
				continue
			}
			size += len(encoded) + 1
			keep[i] = encoded
		}
	}
	list := []json.RawMessage{}
	for i := range entries {
		if entry, kept := keep[i]; kept {
			list = append(list, entry)
		}
	}
	if missing := len(entries) - len(list); missing > 0 {
		r.host.Log("The output pages is cut to what a step can take: it lacks %s; the setting report writes them all to a file.", count(missing, "page", "pages"))
	}
	encoded, err := json.Marshal(slices.Clip(list))
	return string(encoded), err
}
