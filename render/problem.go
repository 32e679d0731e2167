package render

import "github.com/pagewright/pagewright/render/problem"

// Problem is something in a document that its author should know.
type Problem = problem.Problem

// Severity says how bad a Problem is.
type Severity = problem.Severity

// The severities.
const (
	Warning = problem.Warning
	Error   = problem.Error
)

// The rules a Problem can come from; problem.Rules explains them.
const (
	RuleFrontMatter  = problem.FrontMatter
	RuleEncoding     = problem.Encoding
	RuleNesting      = problem.Nesting
	RuleHTML         = problem.HTML
	RuleDeadLink     = problem.DeadLink
	RuleDeadAnchor   = problem.DeadAnchor
	RuleUnsafeLink   = problem.UnsafeLink
	RuleMissingImage = problem.MissingImage
	RuleMacro        = problem.Macro
	RuleDiagram      = problem.Diagram
	RuleDialect      = problem.Dialect
)
