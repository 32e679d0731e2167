package plan

import (
	"strings"

	"github.com/pagewright/pagewright/publish/title"
)

// Step is one thing to do with one page. It does not change.
type Step struct {
	Page  *Page
	Do    Operation
	Needs []Need
}

// Need is a step that comes first. One that merely should come first may fail; one that does so for the order of siblings
// alone need not be waited for: what comes to stand in the wrong place is moved.
type Need struct {
	Step    *Step
	Soft    bool
	InOrder bool
}

// Operation is what a step does.
type Operation interface{ isOperation() }

// The operations. Title, place, text, files and labels are those of the page.
type (
	// Create makes the page.
	Create struct{}
	// Write sends title, place and text. OnlyLinks: only if a page that it links to has come to stand.
	Write struct{ OnlyLinks bool }
	// Settle writes the page again if a host may have dropped links from it, because their targets did not stand yet.
	Settle struct{}
	// Retitle changes the title alone; To is the page's own, or one for the time between.
	Retitle struct{ To string }
	// Move changes the place alone.
	Move struct{}
	// Attach puts the files on the page that the document asks for.
	Attach struct{}
	// Detach removes the files that earlier runs put there and that the document does not ask for any more.
	Detach struct{}
	// Label adds and removes labels.
	Label struct{ Add, Remove []string }
	// Widen gives the page its width.
	Widen struct{ Width string }
	// Order puts the pages below one page into this order; others among them stay where they are. Moved are those for which
	// there is nothing else to do.
	Order struct{ Siblings, Moved []*Page }
	// Archive archives the page.
	Archive struct{}
	// Delete moves the page to the trash.
	Delete struct{}
)

func (Create) isOperation()  {}
func (Write) isOperation()   {}
func (Settle) isOperation()  {}
func (Retitle) isOperation() {}
func (Move) isOperation()    {}
func (Attach) isOperation()  {}
func (Detach) isOperation()  {}
func (Label) isOperation()   {}
func (Widen) isOperation()   {}
func (Order) isOperation()   {}
func (Archive) isOperation() {}
func (Delete) isOperation()  {}

// interimTitle is a title for the time in which pages change titles with each other: that of before, with the id, so that no
// page has it, and people know the page by it wherever a run breaks off.
func interimTitle(page *Page) string {
	return title.Cut(titleBefore(page), title.Max-len(interimEnd(page))) + interimEnd(page)
}

func interimEnd(page *Page) string { return " (" + page.Existing.ID + ")" }

// titleBefore returns the title of a page that stands, but for what a run that broke off has put behind it.
func titleBefore(page *Page) string { return strings.TrimSuffix(page.Existing.Title, interimEnd(page)) }

// IsInterimTitle reports whether a page has a title only for the time in which pages change titles with each other.
func IsInterimTitle(page *Page, title string) bool {
	return page.Exists() && strings.HasSuffix(title, interimEnd(page))
}
