package report

import (
	"fmt"
	"strings"

	"github.com/pagewright/pagewright/publish/changes"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/title"
)

// longestChange is how many bytes of Markdown one page's change may have.
const longestChange = 12_000

// writePlanned shows what a plan would do: a folded part for each page, with what its readers would see changed. What does
// not fit into the room, in bytes, is told without that.
func (r *Report) writePlanned(b *strings.Builder, room int) {
	shown, short := 0, 0
	for _, page := range r.Pages {
		if page.Action == plan.Unchanged {
			continue
		}
		if shown++; shown > maxSummaryRows {
			continue
		}
		details := ""
		if page.change != nil {
			details = page.details()
		}
		if len(details) > room {
			details = ""
			short++
		}
		room -= len(details)
		line := fmt.Sprintf("<b>%s</b> %s <code>%s</code>", r.word(page.Action), escapeHTML(title.Shown(page.Title)), escapeHTML(withTree(page.Source, page.Tree)))
		if page.Reason != "" {
			line += ": " + escapeHTML(firstLine(page.Reason))
		}
		if details == "" {
			fmt.Fprintf(b, "<p>%s</p>\n\n", line)
			continue
		}
		fmt.Fprintf(b, "<details><summary>%s</summary>\n\n%s</details>\n\n", line, details)
	}
	if short > 0 {
		fmt.Fprintf(b, "There is no room here for the changes of %s; the log has them.\n\n", count(short, "page", "pages"))
	}
	writeMore(b, shown)
}

// details is what a page's folded part holds.
func (p Page) details() string {
	c := p.change
	var b strings.Builder
	var links []string
	if strings.HasPrefix(p.URL, "http") {
		links = append(links, link("page", p.URL))
	}
	if c.Document != "" {
		links = append(links, link("document", c.Document))
	}
	if len(links) > 0 {
		b.WriteString(strings.Join(links, " · ") + "\n\n")
	}
	for _, line := range c.besideText(codeCell) {
		b.WriteString("- " + line + "\n")
	}
	b.WriteString("\n")
	for i, hunk := range c.Hunks {
		text := hunkMarkdown(c, hunk)
		if b.Len()+len(text) > longestChange {
			fmt.Fprintf(&b, "… and %s more; the log has them.\n\n", count(len(c.Hunks)-i, "change", "changes"))
			break
		}
		b.WriteString(text)
	}
	var beginning []string
	for _, line := range c.Beginning {
		beginning = append(beginning, indent(line)+inLine(line))
	}
	if c.More {
		beginning = append(beginning, "…")
	}
	writeQuote(&b, beginning)
	return b.String()
}

func hunkMarkdown(c *Change, hunk changes.Hunk) string {
	var b strings.Builder
	if hunk.From > 0 && c.Document != "" {
		name := fmt.Sprintf("line %d", hunk.From)
		if hunk.To > hunk.From {
			name = fmt.Sprintf("lines %d to %d", hunk.From, hunk.To)
		}
		b.WriteString(link(name, c.Lines(hunk.From, hunk.To)) + "\n\n")
	}
	var lines []string
	for _, line := range hunk.Lines {
		text := indent(line.Parts[0].Text) + marked(line, "<del>%s</del>", "<ins><b>%s</b></ins>", func(text string) string { return escapeMarkdown(noLineEnds(text)) })
		text = strings.ReplaceAll(text, "</del><ins>", "</del> <ins>")
		switch line.Kind {
		case changes.Removed:
			text = "<del>" + text + "</del>"
		case changes.Added:
			text = "<ins><b>" + text + "</b></ins>"
		}
		lines = append(lines, text)
	}
	writeQuote(&b, lines)
	return b.String()
}

func writeQuote(b *strings.Builder, lines []string) {
	if len(lines) > 0 {
		b.WriteString("> " + strings.Join(lines, "<br>\n> ") + "\n\n")
	}
}
