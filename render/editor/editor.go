// Package editor knows what the pages of Confluence Cloud's editor may hold where.
//
// The table is that of the node specifications in the npm package @atlaskit/adf-schema (57.7). A body with other nesting is
// accepted by the REST API, but the editor shows a part of it as "unsupported content", or takes it apart at the first edit.
package editor

// Kind is a kind of block, by what it may hold and where it may stand.
type Kind int

const (
	Page Kind = iota
	Paragraph
	Heading
	List
	Item
	TaskList
	Task
	Quote
	Panel
	Expand
	NestedExpand // an expand in an expand or in a cell, which is the same macro in storage format
	Table
	Cell
	Code
	Image
	Rule
	Extension // any other macro
	kinds
)

var names = [kinds]string{
	"page", "paragraph", "heading", "list", "list item", "task list", "task", "quote", "panel", "expand", "expand in an expand or cell",
	"table", "cell", "code", "image", "rule", "macro",
}

func (k Kind) String() string { return names[k] }

// holds says which blocks may stand in a block. What is left out holds only text.
var holds = [kinds][]Kind{
	Page:         {Paragraph, Heading, List, TaskList, Quote, Panel, Expand, Table, Code, Image, Rule, Extension},
	List:         {Item},
	Item:         {Paragraph, List, TaskList, Code, Image, Extension},
	TaskList:     {Task, TaskList},
	Quote:        {Paragraph, List, Code, Image, Extension},
	Panel:        {Paragraph, Heading, List, TaskList, Code, Image, Rule, Extension},
	Expand:       {Paragraph, Heading, List, TaskList, Quote, Panel, NestedExpand, Table, Code, Image, Rule, Extension},
	NestedExpand: {Paragraph, Heading, List, TaskList, Quote, Panel, Code, Image, Rule, Extension},
	Table:        {Cell},
	Cell:         {Paragraph, Heading, List, TaskList, Quote, Panel, NestedExpand, Code, Image, Rule, Extension},
}

var held = func() (table [kinds][kinds]bool) {
	for outer, inside := range holds {
		for _, kind := range inside {
			table[outer][kind] = true
		}
	}
	return table
}()

// Holds reports whether a block of one kind may stand in one of another.
func Holds(outer, inner Kind) bool { return held[outer][inner] }

// Aligns reports whether the paragraphs and headings in a block may be aligned.
func Aligns(outer Kind) bool { return outer == Page || outer == Cell }
