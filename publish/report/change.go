package report

import (
	"fmt"
	"strings"

	"github.com/pagewright/pagewright/publish/changes"
	"github.com/pagewright/pagewright/publish/workflow"
	"github.com/pagewright/pagewright/render/storage"
)

// Change is what the readers of a page would see changed.
type Change struct {
	Hunks      []changes.Hunk
	MarkupOnly bool     // the text that readers see stays
	Beginning  []string // of a new page
	More       bool     // there is more than that
	Files      Changed
	Labels     Changed
	OldLinks   []storage.Link // that are no more
	NewLinks   []storage.Link
	From, To   string // titles of the pages above, of a page that moves; "" where it is not known

	Document string                    // address of the document, "" where nobody knows
	Lines    func(from, to int) string `json:"-"` // address of lines of it
}

// Changed names what is added, changed and dropped.
type Changed struct{ Added, Changed, Dropped []string }

func (c Changed) isEmpty() bool { return len(c.Added)+len(c.Changed)+len(c.Dropped) == 0 }

// words tells it in one line, each name as show writes it.
func (c Changed) words(show func(string) string) string {
	var parts []string
	for _, part := range []struct {
		word  string
		names []string
	}{{"added", c.Added}, {"changed", c.Changed}, {"dropped", c.Dropped}} {
		if len(part.names) > 0 {
			var shown []string
			for _, name := range part.names {
				shown = append(shown, show(name))
			}
			parts = append(parts, part.word+" "+strings.Join(shown, ", "))
		}
	}
	return strings.Join(parts, "; ")
}

// besideText tells what changes besides the text, a line each.
func (c Change) besideText(show func(string) string) []string {
	var lines []string
	if c.From != "" || c.To != "" {
		lines = append(lines, moved(show, c.From, c.To))
	}
	if !c.Files.isEmpty() {
		lines = append(lines, "pictures and files: "+c.Files.words(show))
	}
	if !c.Labels.isEmpty() {
		lines = append(lines, "labels: "+c.Labels.words(show))
	}
	if c.MarkupOnly {
		if len(c.OldLinks)+len(c.NewLinks) == 0 {
			return append(lines, "the words stay, their markup changes")
		}
		lines = append(lines, "the words stay, links change:")
	}
	return append(append(lines, linksIn(c.OldLinks, "no more: ", show)...), linksIn(c.NewLinks, "new: ", show)...)
}

// mostLinks is how many links of a page are told.
const mostLinks = 10

func linksIn(links []storage.Link, before string, show func(string) string) []string {
	var lines []string
	for i, link := range links {
		if i == mostLinks {
			return append(lines, fmt.Sprintf("%sand %d more links", before, len(links)-i))
		}
		lines = append(lines, fmt.Sprintf("link %s%s to %s", before, show(link.Text), show(link.To)))
	}
	return lines
}

func moved(show func(string) string, from, to string) string {
	text := "moves"
	if from != "" {
		text += " from below " + show(from)
	}
	if to != "" {
		text += " to below " + show(to)
	}
	return text
}

// lines is the change as the lines of a log.
func (c Change) lines() []workflow.Line {
	var lines []workflow.Line
	say := func(piece workflow.Styled) { lines = append(lines, workflow.Line{piece}) }
	for _, text := range c.besideText(func(name string) string { return fmt.Sprintf("%q", name) }) {
		say(workflow.Plain(text))
	}
	for i, hunk := range c.Hunks {
		if i > 0 {
			say(workflow.Faint("…"))
		}
		for _, line := range hunk.Lines {
			lines = append(lines, lineOf(line))
		}
	}
	for _, line := range c.Beginning {
		say(workflow.Good("+ " + line))
	}
	if c.More {
		say(workflow.Faint("…"))
	}
	return lines
}

func lineOf(line changes.Line) workflow.Line {
	sign := signs[line.Kind] + " "
	switch whole := marked(line, "[-%s-]", "{+%s+}", func(text string) string { return text }); line.Kind {
	case changes.Removed:
		return workflow.Line{workflow.Bad(sign + whole)}
	case changes.Added:
		return workflow.Line{workflow.Good(sign + whole)}
	case changes.Same:
		return workflow.Line{workflow.Plain(sign + whole)}
	}
	pieces := workflow.Line{workflow.Changed(sign)}
	for _, part := range line.Parts {
		switch part.Kind {
		case changes.Removed:
			pieces = append(pieces, workflow.Bad("[-"+part.Text+"-]"))
		case changes.Same:
			pieces = append(pieces, workflow.Plain(part.Text))
		default:
			pieces = append(pieces, workflow.Good("{+"+part.Text+"+}"))
		}
	}
	return pieces
}

var signs = map[changes.Kind]string{changes.Same: " ", changes.Removed: "-", changes.Added: "+", changes.Changed: "~"}

// marked writes a line with the parts that change in it in their own formats.
func marked(line changes.Line, removed, added string, escape func(string) string) string {
	var b strings.Builder
	for _, part := range line.Parts {
		switch {
		case line.Kind != changes.Changed || part.Kind == changes.Same:
			b.WriteString(escape(part.Text))
		case part.Kind == changes.Removed:
			fmt.Fprintf(&b, removed, escape(part.Text))
		default:
			fmt.Fprintf(&b, added, escape(part.Text))
		}
	}
	return b.String()
}
