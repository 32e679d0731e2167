package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/title"
)

// Room for a summary, in bytes: GitHub shows none of more than 1 MiB, and takes comments of 65,536 characters.
const (
	summaryRoom = 900_000
	commentRoom = 60_000
)

// Markdown is the report as a CI host's job summary shows it.
func (r *Report) Markdown() string { return r.markdown(summaryRoom) }

func (r *Report) markdown(room int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## Pagewright: %s\n\n", r.headline())
	if r.Error != "" {
		fmt.Fprintf(&b, "> [!CAUTION]\n> %s\n\n", quoted(r.Error))
	}
	if r.Unplanned != "" {
		fmt.Fprintf(&b, "> [!NOTE]\n> %s\n\n", quoted(r.Unplanned))
	}
	if r.ParentURL != "" {
		fmt.Fprintf(&b, "Below <%s>. The way in: %s.\n\n", escapeURL(r.ParentURL), escapeCell(r.Route))
	}
	b.WriteString(r.end.Details)
	r.writeCauses(&b)
	var problems strings.Builder
	r.writeProblems(&problems)
	if r.Mode == settings.Plan {
		r.writePlanned(&b, room-b.Len()-problems.Len()-maxSummaryRows*roomForLine)
	} else {
		r.writePages(&b)
	}
	b.WriteString(problems.String())
	return b.String()
}

// roomForLine is what is kept for the line of a page, in bytes.
const roomForLine = 100

func (r *Report) headline() string {
	if r.end.Err != nil && len(r.Pages) == 0 {
		return "failed"
	}
	if r.Mode == settings.Check {
		return "documents checked, " + count(len(r.Problems), "problem", "problems")
	}
	return r.line()
}

// mostCauses is how many causes the summary tells at length; the table tells them all.
const mostCauses = 20

func (r *Report) writeCauses(b *strings.Builder) {
	told := 0
	for _, cause := range r.failures.causes {
		if cause.inDocument {
			continue
		}
		if told++; told > mostCauses {
			return
		}
		fmt.Fprintf(b, "> [!CAUTION]\n> %s: %s\n\n", codeCell(cause.first.Page.Source), quoted(cause.text()))
	}
}

func (r *Report) writePages(b *strings.Builder) {
	var rows []string
	for _, page := range r.Pages {
		if page.Action == plan.Unchanged {
			continue
		}
		title := escapeCell(title.Shown(page.Title))
		if strings.HasPrefix(page.URL, "http") {
			title = fmt.Sprintf("[%s](<%s>)", title, escapeURL(page.URL))
		}
		rows = append(rows, fmt.Sprintf("| %s | %s | %s | %s |", r.word(page.Action), title, codeCell(withTree(page.Source, page.Tree)), escapeCell(cmp.Or(page.why, page.Reason))))
	}
	writeTable(b, "| | page | document | why |\n|---|---|---|---|\n", rows)
}

func (r *Report) writeProblems(b *strings.Builder) {
	var rows []string
	for _, problem := range r.Problems {
		place := problem.Path
		if problem.Line > 0 {
			place = fmt.Sprintf("%s:%d", problem.Path, problem.Line)
		}
		if problem.Line > 0 && problem.Column > 0 {
			place += fmt.Sprintf(":%d", problem.Column)
		}
		rows = append(rows, fmt.Sprintf("| %s | %s | %s |", problem.Severity, codeCell(place), escapeCell(problem.Message)))
	}
	if len(rows) > 0 {
		b.WriteString("### Problems in documents\n\n")
	}
	writeTable(b, "| | place | what |\n|---|---|---|\n", rows)
}
