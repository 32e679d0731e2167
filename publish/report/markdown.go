package report

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode"
)

// maxSummaryRows keeps the summary readable; the report file holds everything.
const maxSummaryRows = 200

func writeTable(b *strings.Builder, head string, rows []string) {
	if len(rows) == 0 {
		return
	}
	b.WriteString(head)
	for _, row := range rows[:min(len(rows), maxSummaryRows)] {
		b.WriteString(row + "\n")
	}
	b.WriteString("\n")
	writeMore(b, len(rows))
}

func writeMore(b *strings.Builder, all int) {
	if more := all - maxSummaryRows; more > 0 {
		fmt.Fprintf(b, "… and %d more; the setting `report` writes them all to a file.\n\n", more)
	}
}

// unmentioned keeps GitHub from telling people that a comment mentions them: it looks for names after the text was read, so
// that no escape helps.
const unmentioned = "&#8203;"

var markdownEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "#", `\#`, "&", "&amp;", "~", `\~`, "@", "@"+unmentioned, "|", `\|`, "$", `\$`, "!", `\!`)

func escapeMarkdown(text string) string { return markdownEscapes.Replace(text) }

// escapeCell returns text that stays in its cell of a table, on one line.
func escapeCell(text string) string { return escapeMarkdown(oneLine(text)) }

// codeCell shows text as code in a cell of a table.
func codeCell(text string) string {
	text = strings.ReplaceAll(oneLine(text), "|", `\|`)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		text = " " + text + " "
	}
	return fence + text + fence
}

// escapeURL returns an address that ends where its brackets do.
func escapeURL(address string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C", "\\", "%5C", "`", "%60").Replace(oneLine(address))
}

// blockMarker is what begins a list, a rule or a heading's underline.
var blockMarker = regexp.MustCompile(`^(\d*)([-+=.)])`)

// quoted returns the lines of a text inside a quote.
func quoted(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = inLine(line)
	}
	return strings.Join(lines, "\n> ")
}

// noLineEnds makes spaces of line ends and control characters.
func noLineEnds(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text)
}

// oneLine makes one space of every run of white space and control characters.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// indent keeps the blanks at the beginning of a line.
func indent(text string) string {
	blanks := text[:len(text)-len(strings.TrimLeft(text, " \t"))]
	return strings.Repeat("&nbsp;", len(strings.ReplaceAll(blanks, "\t", "    ")))
}

func link(text, address string) string { return fmt.Sprintf("[%s](<%s>)", text, escapeURL(address)) }

// escapeHTML returns text for a line of HTML in Markdown.
func escapeHTML(text string) string {
	return strings.ReplaceAll(html.EscapeString(oneLine(text)), "@", "@"+unmentioned)
}

// inLine returns text for a line of Markdown of its own.
func inLine(text string) string {
	return blockMarker.ReplaceAllString(escapeCell(text), `$1\$2`)
}
