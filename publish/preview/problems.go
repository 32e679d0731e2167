package preview

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox/browser"
)

// problems is what the last publication found in the documents, by the id of the page.
type problems struct {
	byPage atomic.Pointer[map[string][]browser.Problem]
	read   func(workspace, name string, lines map[int]string) // nil: readLines
}

func (p *problems) of(pageID string) []browser.Problem {
	if all := p.byPage.Load(); all != nil {
		return (*all)[pageID]
	}
	return nil
}

// take keeps the problems of a publication. Those of documents without a page are shown on the home page.
func (p *problems) take(report *report.Report, home string) {
	ids := map[string]string{}
	for _, page := range report.Pages {
		ids[page.Source] = page.ID
	}
	wanted := map[string]map[int]string{} // lines, by file and number
	for _, problem := range report.Problems {
		if wanted[problem.Path] == nil {
			wanted[problem.Path] = map[int]string{}
		}
		wanted[problem.Path][problem.Line] = ""
	}
	read := p.read
	if read == nil {
		read = readLines
	}
	for name, lines := range wanted {
		read(report.Workspace, filepath.FromSlash(name), lines)
	}
	all := map[string][]browser.Problem{}
	for _, problem := range report.Problems {
		severity := browser.Warning
		if problem.Severity == "error" {
			severity = browser.Error
		}
		id := cmp.Or(ids[problem.Path], home)
		all[id] = append(all[id], browser.Problem{
			Source: problem.Path, Line: problem.Line, Severity: severity, Message: problem.Message, Text: wanted[problem.Path][problem.Line],
		})
	}
	p.byPage.Store(&all)
}

// readLines fills in the lines of a regular file in the workspace that are asked for by their numbers, from 1: what a
// document is found not to be is a problem of it, too.
func readLines(workspace, name string, lines map[int]string) {
	root, err := os.OpenRoot(workspace)
	if err != nil {
		return
	}
	defer func() { _ = root.Close() }()
	if info, err := root.Stat(name); err != nil || !info.Mode().IsRegular() {
		return
	}
	content, err := root.ReadFile(name)
	if err != nil {
		return
	}
	n := 0
	for text := range strings.Lines(string(content)) {
		n++
		if _, asked := lines[n]; asked {
			lines[n] = strings.TrimSpace(text)
		}
	}
}
