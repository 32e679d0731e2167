package preview

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
)

// changeLine tells a publication after a change in one line.
func changeLine(at time.Time, took time.Duration, changed string, report *report.Report) string {
	var parts []string
	for _, action := range plan.Actions {
		if n := report.Counts[action]; n > 0 && action != plan.Unchanged {
			word := "pages"
			if n == 1 {
				word = "page"
			}
			if len(parts) > 0 {
				word = ""
			}
			parts = append(parts, strings.Join(strings.Fields(fmt.Sprintf("%d %s %s", n, word, action)), " "))
		}
	}
	did := strings.Join(parts, ", ")
	switch {
	case report.Error != "":
		did = "not published"
	case did == "":
		did = "no page changed"
	}
	return fmt.Sprintf("%s %s: %s in %.1f s", at.Format(time.TimeOnly), changed, did, took.Seconds())
}

// shortNames names what changed, from the working directory: documents first, and not more than two.
func shortNames(changed []string, workingDir string) string {
	isDocument := func(name string) bool { return strings.EqualFold(filepath.Ext(name), ".md") }
	slices.SortStableFunc(changed, func(a, b string) int {
		switch {
		case isDocument(a) == isDocument(b):
			return 0
		case isDocument(a):
			return -1
		}
		return 1
	})
	var names []string
	for _, name := range changed {
		if short, err := filepath.Rel(workingDir, name); err == nil && filepath.IsLocal(short) {
			name = short
		}
		names = append(names, strings.ReplaceAll(filepath.ToSlash(name), "\n", " "))
	}
	switch len(names) {
	case 0:
		return "folders"
	case 1, 2:
		return strings.Join(names, " and ")
	}
	return fmt.Sprintf("%s and %d more files", names[0], len(names)-1)
}
