package preview

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/sandbox/browser"
)

// problems is what the last publication found in the documents, by the id of the page.
type problems struct {
	byPage atomic.Pointer[map[string][]browser.Problem]
}

func (p *problems) of(pageID string) []browser.Problem {
	if all := p.byPage.Load(); all != nil {
		return (*all)[pageID]
	}
	return nil
}

func (p *problems) take(report *publish.Report) {
	ids := map[string]string{}
	for _, page := range report.Pages {
		ids[page.Source] = page.ID
	}
	all := map[string][]browser.Problem{}
	for _, problem := range report.Problems {
		severity := browser.Warning
		if problem.Severity == "error" {
			severity = browser.Error
		}
		id := ids[problem.Path]
		all[id] = append(all[id], browser.Problem{
			Source: problem.Path, Line: problem.Line, Severity: severity, Message: problem.Message,
			Text: lineOf(report.Workspace, filepath.FromSlash(problem.Path), problem.Line),
		})
	}
	p.byPage.Store(&all)
}

// lineOf reads a line of a regular file in the workspace: what a document is found not to be is a problem of it, too.
func lineOf(workspace, name string, line int) string {
	if line < 1 {
		return ""
	}
	root, err := os.OpenRoot(workspace)
	if err != nil {
		return ""
	}
	defer func() { _ = root.Close() }()
	if info, err := root.Stat(name); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	content, err := root.ReadFile(name)
	if err != nil {
		return ""
	}
	n := 0
	for text := range strings.Lines(string(content)) {
		if n++; n == line {
			return strings.TrimSpace(text)
		}
	}
	return ""
}
