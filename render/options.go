package render

// Options say how a document is rendered.
type Options struct {
	// OmitHeading leaves out the heading that Document.Heading comes from; links to it then lead to the top of the page.
	OmitHeading bool
	Editor      Editor
	// Resolver says what links and images stand for. Without one, relative destinations are kept as they are written.
	Resolver Resolver
	// Math is the name of the macro that shows formulas; "" or "code" shows their source as code.
	Math string
	// Macros lets raw storage format such as <ac:structured-macro> through. Else it is text.
	Macros bool
	// Drawer knows pictures of diagrams. Without one they are code. DiagramSource keeps their source below them, folded.
	Drawer        Drawer
	DiagramSource bool
	// TOC puts a table of contents at the top, if the document does not say otherwise.
	TOC bool
}

// Result is a rendered document.
type Result struct {
	Body        string // in storage format
	Attachments []Attachment
	Problems    []Problem // in the order of their places
}

// Attachment is a file that the body needs on its page. Each file is named once, in the order of first use.
type Attachment struct {
	Path string // as the Resolver gave it
	Name string // of the file on the page
}

// A Drawer knows pictures of diagrams. It is asked about every fenced code block with a language.
type Drawer interface {
	// Draw returns the picture of a diagram; found is false if the language is not one of diagrams that are drawn. An error becomes
	// a warning, and the code stays.
	Draw(language, source string) (picture FileTarget, found bool, err error)
}
