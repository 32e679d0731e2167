package workflow

import (
	"fmt"
	"io"
	"strings"
)

// Styled is a piece of a logged line that stands out where colours are shown; elsewhere it is its text.
type Styled struct {
	text string
	as   rune
}

// Line is a line in pieces.
type Line []Styled

func (s Styled) String() string { return s.text }

func (l Line) String() string {
	var b strings.Builder
	for _, piece := range l {
		b.WriteString(piece.text)
	}
	return b.String()
}

// Pieces stand out in a line's text between runes that are no characters (Unicode 3.4, D14), and that are taken out of all
// other text: what a document says has no colour.
const (
	asPlain rune = 0xFDD0 + iota
	asGood
	asBad
	asChanged
	asMoved
	asBold
	asFaint
	asEnd
)

var styles = map[rune]style{asPlain: plain, asGood: green, asBad: red, asChanged: yellow, asMoved: blue, asBold: bold, asFaint: faint}

// Plain is a piece without a style.
func Plain(text string) Styled { return Styled{text, asPlain} }

// Good is what was added, and what is well.
func Good(text string) Styled { return Styled{text, asGood} }

// Bad is what was taken away, and what failed.
func Bad(text string) Styled { return Styled{text, asBad} }

// Changed is what differs from what was.
func Changed(text string) Styled { return Styled{text, asChanged} }

// Moved is what stands elsewhere.
func Moved(text string) Styled { return Styled{text, asMoved} }

// Bold is a heading.
func Bold(text string) Styled { return Styled{text, asBold} }

// Faint is what need not be read.
func Faint(text string) Styled { return Styled{text, asFaint} }

// marked formats a text in which styled arguments stand between marks, and no other argument has any.
func marked(format string, args []any) string {
	safe := make([]any, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case Styled:
			safe[i] = between{Line{arg}}
		case Line:
			safe[i] = between{arg}
		default:
			safe[i] = unmarked{arg}
		}
	}
	return fmt.Sprintf(format, safe...)
}

// between formats pieces with their marks.
type between struct{ pieces Line }

func (b between) Format(state fmt.State, verb rune) {
	for _, piece := range b.pieces {
		_, _ = io.WriteString(state, string(piece.as)+withoutMarks(fmt.Sprintf(fmt.FormatString(state, verb), piece.text))+string(asEnd))
	}
}

// unmarked formats an argument without the marks that it may hold.
type unmarked struct{ arg any }

func (u unmarked) Format(state fmt.State, verb rune) {
	_, _ = io.WriteString(state, withoutMarks(fmt.Sprintf(fmt.FormatString(state, verb), u.arg)))
}

func isMark(r rune) bool { return asPlain <= r && r <= asEnd }

func withoutMarks(text string) string {
	return strings.Map(func(r rune) rune {
		if isMark(r) {
			return -1
		}
		return r
	}, text)
}

// dressed puts styles in place of the marks, each line on its own.
func dressed(text string, coloured bool) string {
	if !coloured {
		return withoutMarks(text)
	}
	var b strings.Builder
	now := plain
	for _, r := range text {
		switch {
		case r == asEnd && now != plain:
			b.WriteString(reset)
			now = plain
		case isMark(r) && r != asEnd:
			now = styles[r]
			b.WriteString(string(now))
		case r == '\n' && now != plain:
			b.WriteString(reset + "\n" + string(now))
		case r != asEnd:
			b.WriteRune(r)
		}
	}
	return b.String()
}
