package render

import (
	"cmp"
	"slices"
)

// Severity says how bad a Problem is.
type Severity int

const (
	// Warning: the page is published, but something on it is not as the
	// author meant it.
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

// Problem is something in a document that its author should know: what was
// found, and what to do about it.
type Problem struct {
	Path     string // of the document, as given to Parse
	Line     int    // from 1; 0 means the document as a whole
	Severity Severity
	Rule     string // one of the Rule constants
	Message  string // one sentence or two, without path and line
}

func sortByLine(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
}

// The rules a Problem can come from.
const (
	RuleFrontMatter  = "front-matter"  // YAML that cannot be read, or a value of the wrong type
	RuleEncoding     = "encoding"      // bytes or characters that cannot be published
	RuleNesting      = "nesting"       // lists, quotes or HTML nested too deeply
	RuleHTML         = "html"          // raw HTML that leaves something unseen
	RuleDeadLink     = "dead-link"     // a link to something that is not there
	RuleDeadAnchor   = "dead-anchor"   // a link to a heading that is not there
	RuleUnsafeLink   = "unsafe-link"   // a link with a scheme that may run something
	RuleMissingImage = "missing-image" // an image that is not there or cannot be shown
)
