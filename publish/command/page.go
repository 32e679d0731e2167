package command

import (
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/pagewright/pagewright/publish/workflow"
)

// page is what help is written for: a width in characters, with colours or without.
type page struct {
	width    int
	coloured bool
}

// The widths of help: lines that are longer are hard to read.
const (
	standardWidth = 80
	leastWidth    = 50
	mostWidth     = 120
)

// page measures a terminal, by the variable COLUMNS where it is set.
func (i *invocation) page(out io.Writer) page {
	width, err := strconv.Atoi(i.process.Getenv("COLUMNS"))
	if file, is := out.(*os.File); err != nil && is {
		width, _, err = term.GetSize(int(file.Fd()))
	}
	if err != nil || width <= 0 {
		width = standardWidth
	}
	return page{min(max(width, leastWidth), mostWidth), workflow.Auto.On(out, i.process.Getenv)}
}

func (p page) bold(text string) string  { return p.dress(workflow.Bold(text)) }
func (p page) faint(text string) string { return p.dress(workflow.Faint(text)) }

func (p page) dress(text workflow.Styled) string {
	return workflow.Dress(func(text string) string { return text }, p.coloured, "%s", text)
}

// entry writes a name, and beside it, or below a long one, what it means. The note at its end is not broken.
func (p page) entry(b *strings.Builder, column int, name, meaning, note string) {
	const before, between = 2, 2
	indent := before + column + between
	room := p.width - indent
	lines := wrapped(meaning, room)
	if note != "" {
		last := len(lines) - 1
		shown := p.faint(note)
		switch {
		case utf8.RuneCountInString(lines[last])+1+len(note) <= room:
			lines[last] += " " + shown
		case len(note) <= room:
			lines = append(lines, shown)
		default:
			for _, line := range wrapped(note, room) {
				lines = append(lines, p.faint(line))
			}
		}
	}
	first := strings.Repeat(" ", before) + name
	if len(name) > column {
		b.WriteString(first + "\n")
		first = ""
	}
	b.WriteString(first + strings.Repeat(" ", indent-len(first)) + strings.Join(lines, "\n"+strings.Repeat(" ", indent)) + "\n")
}

func (p page) paragraph(b *strings.Builder, text string) {
	b.WriteString(strings.Join(wrapped(text, p.width), "\n") + "\n")
}

// wrapped cuts a text into lines between its words.
func wrapped(text string, width int) []string {
	lines := []string{""}
	for word := range strings.FieldsSeq(text) {
		last := len(lines) - 1
		switch {
		case lines[last] == "":
			lines[last] = word
		case utf8.RuneCountInString(lines[last])+1+utf8.RuneCountInString(word) <= width:
			lines[last] += " " + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
}
