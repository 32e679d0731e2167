// Package problem has the rules by which documents are checked, and the form in which a problem is told.
package problem

import (
	"cmp"
	"slices"
)

// Severity says how bad a Problem is.
type Severity int

const (
	// Warning: the page is published, but something on it is not as the author meant it.
	Warning Severity = iota
	// Error: what the author asked for cannot be done.
	Error
)

func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// Problem is something in a document that its author should know: what was found, and what to do about it.
type Problem struct {
	Path         string // of the document
	Line, Column int    // from 1, the column in characters; 0 means the document, or the line, as a whole
	Severity     Severity
	Rule         string // the name of one of Rules
	Message      string // one sentence or two, without path and line
}

// New makes a problem of a rule, as severe as the rule says.
func New(rule string, line, column int, message string) Problem {
	r, _ := Find(rule)
	return Problem{Line: line, Column: column, Severity: r.Severity, Rule: rule, Message: message}
}

// Sort sorts problems by their lines and columns.
func Sort(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) })
}
