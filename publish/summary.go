package publish

import (
	"fmt"
	"strings"
)

// maxSummaryRows keeps the summary readable; the report file holds everything.
const maxSummaryRows = 200

// Markdown is the report as a CI host's job summary shows it.
func (r *Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## Pagewright: %s\n\n", r.headline())
	if r.Error != "" {
		fmt.Fprintf(&b, "> [!CAUTION]\n> %s\n\n", strings.ReplaceAll(escapeMarkdown(r.Error), "\n", "\n> "))
	}
	if r.URL != "" {
		fmt.Fprintf(&b, "Below <%s>. The way in: %s.\n\n", r.URL, escapeMarkdown(r.Route))
	}
	b.WriteString(scopeTable(r.err, r.operations))
	r.writePages(&b)
	r.writeProblems(&b)
	return b.String()
}

func (r *Report) headline() string {
	if r.err != nil && len(r.Pages) == 0 {
		return "failed"
	}
	if r.Mode == Check {
		return "documents checked, " + count(len(r.Problems), "problem", "problems")
	}
	return r.line()
}

func (r *Report) writePages(b *strings.Builder) {
	var rows []string
	for _, page := range r.Pages {
		if page.Action == Unchanged {
			continue
		}
		title := escapeCell(page.Title)
		if page.URL != "" {
			title = fmt.Sprintf("[%s](<%s>)", title, page.URL)
		}
		rows = append(rows, fmt.Sprintf("| %s | %s | `%s` | %s |", r.word(page.Action), title, strings.ReplaceAll(page.Source, "|", `\|`), escapeCell(page.Reason)))
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
		rows = append(rows, fmt.Sprintf("| %s | `%s` | %s |", problem.Severity, strings.ReplaceAll(place, "|", `\|`), escapeCell(problem.Message)))
	}
	if len(rows) > 0 {
		b.WriteString("### Problems in documents\n\n")
	}
	writeTable(b, "| | place | what |\n|---|---|---|\n", rows)
}

func writeTable(b *strings.Builder, head string, rows []string) {
	if len(rows) == 0 {
		return
	}
	b.WriteString(head)
	for _, row := range rows[:min(len(rows), maxSummaryRows)] {
		b.WriteString(row + "\n")
	}
	b.WriteString("\n")
	if more := len(rows) - maxSummaryRows; more > 0 {
		fmt.Fprintf(b, "… and %d more; the setting `report` writes them all to a file.\n\n", more)
	}
}

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "#", `\#`, "&", "&amp;", "~", `\~`)

func escapeMarkdown(text string) string { return markdownEscapes.Replace(text) }

func escapeCell(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(escapeMarkdown(text)), " "), "|", `\|`)
}
