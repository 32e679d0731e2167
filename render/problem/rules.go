package problem

// The names of the rules for what a document says.
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

// The names of the rules for what becomes of a document: its file, its place in the tree, its title, its page.
const (
	Unreadable      = "unreadable"
	Pattern         = "pattern"
	Nav             = "nav"
	OtherTools      = "other-tools"
	Label           = "label"
	PageIDTwice     = "page-id-twice"
	ParentMissing   = "parent-missing"
	ParentAmbiguous = "parent-ambiguous"
	ParentLoop      = "parent-loop"
	TitleBlank      = "title-blank"
	TitleDamaged    = "title-damaged"
	TitleTooLong    = "title-too-long"
	TitleLookalike  = "title-lookalike"
	TitleConflict   = "title-conflict"
	BodySize        = "body-size"
	StorageBody     = "storage-body"
	MinorEdit       = "minor-edit"
	PageWidth       = "page-width"
	Permission      = "permission"
	ConfluencePage  = "confluence-page"
)

// Rule is one kind of problem. docs/markdown.md lists them.
type Rule struct {
	Name        string
	Severity    Severity // the usual one: a problem may be of another
	Explanation string   // what is wrong, and what becomes of it on the page
}

// Rules are the kinds of all problems.
var Rules = []Rule{
	{FrontMatter, Error, "The front matter is not valid YAML, one of its values has the wrong type, or two ids of pages are named."},
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
	{Unreadable, Error, "The document, or a file that it needs, cannot be read. Its page stays as it is."},
	{Pattern, Warning, "A pattern of docs, include or exclude matches nothing."},
	{Nav, Warning, "A file that gives the order of documents cannot be read, or names what is not there. The rest of the order is followed."},
	{OtherTools, Warning, "The document has a header or front matter of another tool that says something for which there is no setting. It is left aside. Comments that hold a part back, of which one is missing, are an error."},
	{Label, Warning, "Confluence does not take a label of this form. It is left out."},
	{PageIDTwice, Error, "Two documents name the same page. The second one is not published."},
	{ParentMissing, Error, "The parent that the document names is none of the documents."},
	{ParentAmbiguous, Error, "The parent that the document names is the title of several documents."},
	{ParentLoop, Error, "The parent that the document names is the document itself, or lies below it."},
	{TitleBlank, Error, "The title is empty, or has only characters that nobody sees."},
	{TitleDamaged, Error, "The title has characters that were lost in a conversion. No page is created with it."},
	{TitleTooLong, Error, "The title is longer than Confluence stores."},
	{TitleLookalike, Warning, "Two titles look the same and are not."},
	{TitleConflict, Error, "Two documents have the same title, which Confluence takes once in a space. on-title-conflict: disambiguate tells them apart."},
	{BodySize, Error, "The page would be larger than Confluence takes."},
	{StorageBody, Error, "The page would not be well-formed. This is a fault of Pagewright."},
	{MinorEdit, Warning, "A minor edit is asked for, and the API that is used has none. Watchers are told of every version."},
	{PageWidth, Warning, "A width is asked for, and pages of Confluence Data Center have none."},
	{Permission, Warning, "The plan needs what the account may not do."},
	{ConfluencePage, Warning, "The page in Confluence is not as it was left: what was done about it is said."},
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
