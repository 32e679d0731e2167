package changes

import "strings"

// Kind says what becomes of a line, or of a part of one.
type Kind int

// The kinds. A line that is Changed has parts of the other kinds.
const (
	Same Kind = iota
	Removed
	Added
	Changed
)

// Part is a piece of a line.
type Part struct {
	Kind Kind
	Text string
}

// Line is one line that a reader sees.
type Line struct {
	Kind  Kind
	Parts []Part
}

// Text is the line as it will be, or as it was if it is removed.
func (l Line) Text() string {
	var b strings.Builder
	for _, part := range l.Parts {
		if part.Kind != Removed || l.Kind == Removed {
			b.WriteString(part.Text)
		}
	}
	return b.String()
}

func whole(kind Kind, text string) Line { return Line{kind, []Part{{kind, text}}} }
