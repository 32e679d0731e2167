package report_test

import (
	"strings"
	"testing"

	"github.com/gomarkdown/markdown"
	"github.com/gomarkdown/markdown/parser"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

// hostile is text that would leave a table's cell, a code span or its line if it were written as it is.
const hostile = "a`b``c|d\r\n## heading\n<img src=x onerror=1> <!-- [x](javascript:1) \u2028 **bold** @team $x$"

func TestSummaryKeepsTextInItsPlace(t *testing.T) {
	t.Parallel()
	told := report.Report{
		Mode: settings.Publish, ParentURL: "https://example.com/a>b|c", Route: hostile,
		Pages: []report.Page{
			{Source: hostile, Title: hostile, URL: "https://example.com/x> y|z", Action: plan.Created, Reason: hostile},
			{Source: "docs/b.md", Title: "Plain", Action: plan.Updated},
		},
		Problems: []report.Problem{{Path: hostile, Line: 3, Severity: "warning", Message: hostile}},
		Error:    hostile + "\n\n# more",
	}
	checkSummary(t, told.Markdown(), 3)
}

// checkSummary wants the rows of the tables to be whole, and nothing but the headings and tables of a summary.
func checkSummary(t *testing.T, summary string, rows int) {
	t.Helper()
	got := 0
	for line := range strings.Lines(summary) {
		if cells := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"); strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| |") {
			if got++; cells != 5 && cells != 4 {
				t.Errorf("a row of %d borders: %s", cells, line)
			}
		}
	}
	if got != rows {
		t.Errorf("%d rows, want %d:\n%s", got, rows, summary)
	}
	page := string(markdown.ToHTML([]byte(summary), parser.NewCommonMarkWithExtensions(parser.Tables), nil))
	for _, mark := range []string{"<img", "<!--", "<strong", `href="javascript:`, "<h1"} {
		if strings.Contains(page, mark) {
			t.Errorf("the summary shows %s:\n%s", mark, page)
		}
	}
	if n := strings.Count(page, "<h2"); n != 1 {
		t.Errorf("%d headings of the second level:\n%s", n, page)
	}
}

func FuzzSummary(f *testing.F) {
	f.Add(hostile, hostile)
	f.Add("docs/a.md", "A page")
	f.Add("````", "\\|")
	f.Fuzz(func(t *testing.T, name, text string) {
		told := report.Report{
			Mode:     settings.Publish,
			Pages:    []report.Page{{Source: name, Title: text, URL: name, Action: plan.Created, Reason: text}},
			Problems: []report.Problem{{Path: name, Severity: "error", Message: text}},
			Error:    text,
		}
		checkSummary(t, told.Markdown(), 2)
	})
}
