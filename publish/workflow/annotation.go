package workflow

import (
	"fmt"
	"strings"
)

// Level says how bad a problem is.
type Level int

// The levels, as all hosts know them.
const (
	Notice Level = iota
	Warning
	Error
)

func (l Level) String() string {
	return [...]string{"notice", "warning", "error"}[l]
}

func (l Level) style() style { return map[Level]style{Notice: blue, Warning: yellow, Error: red}[l] }

// Annotation is one problem, with its place.
type Annotation struct {
	Level   Level
	Title   string // a few words
	File    string // slash-separated, relative to the repository; "" if the problem has no file
	Line    int    // from 1; 0: the whole file
	Column  int    // from 1; 0: the whole line
	Message string
}

// String writes the annotation as compilers do, so that editors can jump to it: file:line:column: level: title: message.
func (a Annotation) String() string {
	return a.place() + a.text()
}

func (a Annotation) place() string {
	file := onOneLine(a.File)
	switch {
	case file == "":
		return ""
	case a.Line == 0:
		return file + ": "
	case a.Column == 0:
		return fmt.Sprintf("%s:%d: ", file, a.Line)
	}
	return fmt.Sprintf("%s:%d:%d: ", file, a.Line, a.Column)
}

// onOneLine keeps the name of a file from looking like another line of the log.
func onOneLine(text string) string { return strings.ReplaceAll(lineEnds.Replace(text), "\n", " ") }

func (a Annotation) text() string { return a.Level.String() + ": " + a.titled() }

// titled is the message behind its title.
func (a Annotation) titled() string {
	title := a.Title
	if title != "" {
		title += ": "
	}
	return title + strings.TrimSpace(a.Message)
}
