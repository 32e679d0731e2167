package problem

// The names of the rules.
const (
	FrontMatter  = "front-matter"
	Encoding     = "encoding"
	Nesting      = "nesting"
	HTML         = "html"
	DeadLink     = "dead-link"
	DeadAnchor   = "dead-anchor"
	UnsafeLink   = "unsafe-link"
	MissingImage = "missing-image"
	Macro        = "macro"
	Diagram      = "diagram"
	Dialect      = "dialect"
)

// Rule is one kind of problem.
type Rule struct {
	Name        string
	Severity    Severity // the usual one: a problem may be worse
	Explanation string   // what is wrong, and what becomes of it on the page
}

// Rules are all rules, by which every problem of a document is found.
var Rules = []Rule{
	{FrontMatter, Error, "The front matter is not valid YAML, or one of its values has the wrong type."},
	{Encoding, Warning, "The document has bytes or characters that cannot be published. They are read as Windows-1252 or left out; where neither gives a text, that is an error."},
	{Nesting, Warning, "Lists, quotes or HTML are nested too deeply. The words stay, their form does not."},
	{HTML, Warning, "Raw HTML leaves something unseen: an element that a page cannot have, a tag that is none, a comment without an end."},
	{DeadLink, Warning, "A link leads to something that is not there, or nowhere. Its text stays."},
	{DeadAnchor, Warning, "A link leads to a heading that is not there. A link to another page leads to its top; in the same document the text stays."},
	{UnsafeLink, Warning, "A link has a scheme that may run something. Its text stays."},
	{MissingImage, Warning, "An image is not there or cannot be shown. Its description stays."},
	{Macro, Warning, "Raw storage format such as <ac:structured-macro> is shown as text, since macros: allow is not set. Where it is set, markup that is not well-formed is an error."},
	{Diagram, Warning, "A diagram could not be drawn. Its source stays."},
	{Dialect, Warning, "The document has Markdown of another tool: one that dialect does not name, which is shown as it is written, or a part of it that a page cannot have."},
}

// Find returns the rule with a name; found is false if there is none.
func Find(name string) (rule Rule, found bool) {
	for _, r := range Rules {
		if r.Name == name {
			return r, true
		}
	}
	return Rule{}, false
}
