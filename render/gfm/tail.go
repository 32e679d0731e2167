package gfm

import (
	"strings"
)

// tail is what is left of a line once its beginning has been taken off.
type tail struct {
	text   string
	column int  // of the text, from 0
	pad    int  // columns of a tab in front of the text of which some have been taken off
	lazy   bool // some of what should have been taken off was not there
}

func (t tail) isBlank() bool { return strings.Trim(t.text, " \t") == "" }

// String gives the tail with the rest of such a tab as spaces.
func (t tail) String() string { return strings.Repeat(" ", t.pad) + t.text }

func (t tail) bytes() []byte { return []byte(t.String()) }

// indent gives the columns of white space in front of the tail.
func (t tail) indent() int {
	column := t.column
	for i := 0; i < len(t.text) && (t.text[i] == ' ' || t.text[i] == '\t'); i++ {
		column = nextColumn(column, t.text[i])
	}
	return column - t.column + t.pad
}

// skip takes white space off, up to a number of columns.
func (t tail) skip(columns int) tail {
	taken := min(t.pad, columns)
	t.pad -= taken
	columns -= taken
	for columns > 0 && t.text != "" && (t.text[0] == ' ' || t.text[0] == '\t') {
		next := nextColumn(t.column, t.text[0])
		columns -= next - t.column
		t.column, t.text = next, t.text[1:]
	}
	t.pad += max(-columns, 0)
	return t
}

// drop takes characters off that are no white space.
func (t tail) drop(count int) tail {
	return tail{text: t.text[count:], column: t.column + count, lazy: t.lazy}
}
