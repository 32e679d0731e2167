package render

// FrontMatter is what a document says about its page between two lines "---"
// at its very start. Keys it does not know belong to other tools.
type FrontMatter struct {
	Title           string
	Parent          string   // of the page: id, title or URL
	Order           *int     // among its siblings
	Labels          []string // a YAML list, or a string with commas
	PageID          string   // page-id: the page this document is bound to
	PageIDWords     string   // of another tool that name it; "" where the front matter does
	Publish         *bool    // false keeps the document out of Confluence
	PageWidth       string   // page-width
	Message         string   // of the versions of its page
	MinorEdit       *bool    // minor-edit: whether watchers are not told
	Banner          string
	TOC             *bool          // toc: whether there is a table of contents
	SidebarPosition *float64       // among its siblings, as site generators have it
	Lines           map[string]int // the line of each key, from 1
	Columns         map[string]int // the column of each key that is not in the first one
	Others          OtherTools
}

// OtherTools is what a document tells other publishers, as far as no setting of
// front matter's own says it: mark's headers (<!-- Parent: Operations -->),
// md2conf's comments (<!-- confluence-page-id: 123 -->), text2confl's and
// markdown-confluence's keys (connie-page-id: 123).
type OtherTools struct {
	Spaces  []Words  // keys of spaces
	Parents []Words  // titles or ids of pages above, from the top down
	Files   []Words  // paths of files that belong on the page, from the document
	Aliases []string // names that Obsidian's links may have for the document
	Ignored []Ignored
}

// Words is one statement of a document.
type Words struct {
	Text   string // as the document has it, such as <!-- Space: DOCS --> or connie-title: A
	Value  string
	Line   int // from 1
	Column int // from 1
}

// Ignored is a statement that is not followed.
type Ignored struct {
	Words
	Why string
}

// maxWholeYAML is the length, in bytes, up to which front matter is parsed as
// a whole, and one key's value at all: the library takes a time that grows
// with the square of it.
const maxWholeYAML = 16 << 10

// matterReader is front matter while it is read.
type matterReader struct {
	matter   FrontMatter
	held     *HeldBack             // by another tool's key
	others   []func(*matterReader) // what other tools' keys say, to be taken after our own
	stays    []Words               // that the page is to stay where it is
	problems []Problem
	reported map[string]bool // messages
	ignored  map[string]bool // words of other tools
}

// report says the same once, however often a key is repeated.
func (r *matterReader) report(line int, severity Severity, message string) {
	if r.reported[message] {
		return
	}
	if r.reported == nil {
		r.reported = map[string]bool{}
	}
	r.reported[message] = true
	r.problems = append(r.problems, Problem{Line: line, Severity: severity, Rule: RuleFrontMatter, Message: message})
}

// reportAt reports an error in words of another tool.
func (r *matterReader) reportAt(w Words, message string) {
	before := len(r.problems)
	r.report(w.Line, Error, message)
	for i := range r.problems[before:] {
		r.problems[before+i].Column = w.Column
	}
}

// Place returns the line and the column of a key, from 1; zeros if there is none.
func (m *FrontMatter) Place(key string) (line, column int) {
	if line = m.Lines[key]; line > 0 {
		column = max(m.Columns[key], 1)
	}
	return line, column
}

func (m *FrontMatter) setPlace(key string, w Words) {
	if m.Lines == nil {
		m.Lines = map[string]int{}
	}
	if m.Lines[key] == 0 {
		m.Lines[key] = w.Line
		m.setColumn(key, w.Column)
	}
}

func (m *FrontMatter) setColumn(key string, column int) {
	if column < 2 {
		return
	}
	if m.Columns == nil {
		m.Columns = map[string]int{}
	}
	m.Columns[key] = column
}
