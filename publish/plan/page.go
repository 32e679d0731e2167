package plan

import (
	"errors"
	"fmt"
	"slices"

	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
)

// Action is what a run does with a page.
type Action string

// The actions, named as in the outputs.
const (
	Created   Action = "created"
	Updated   Action = "updated"
	Moved     Action = "moved"
	Unchanged Action = "unchanged"
	Archived  Action = "archived"
	Deleted   Action = "deleted"
	Failed    Action = "failed"
)

// Actions lists the actions in the order in which people read them.
var Actions = []Action{Created, Updated, Moved, Unchanged, Archived, Deleted, Failed}

// Page is what is decided about one page.
type Page struct {
	Tree     string // name of the tree
	Source   string
	Rendered *source.RenderedPage // nil where the document is gone
	Title    string               // as it is to be
	Parent   Parent
	Action   Action
	Reason   string   // why, for people
	Notes    []string // what people should know though nothing fails
	Warned   []string // what people should look at though nothing fails
	Err      error    // why it fails

	Existing  space.Page  // zero for a page to create
	Entry     space.Entry // what is known of it
	Elsewhere space.Page  // its page on another record of this owner, to which links lead where it fails for want of one
	Kept      bool        // edited by a person, whose title and text stay
	Hash      string      // of what the document asks for, with the pages that are linked to; "" while one of them is to be created

	change  change
	renamed string // source of the document that the page was made of before
	adopted bool
}

// Parent is where a page belongs: below a page that stands, or below one that is to be created.
type Parent struct {
	ID   string
	Page *Page // where ID is ""
}

// change is what is to be done to one page.
type change struct {
	write   bool // the text, with title and place
	text    bool // because the text is another one
	relink  bool // the text, if a page that it links to comes to stand
	unlink  bool // of those that do not stand, none comes to
	retitle bool
	move    bool
	attach  bool
	restore bool // the files, because a person changed or removed some
	label   []string
	unlabel []string
	width   string // "" for one that stays
}

// ErrDocument is for a page whose document's problems are reported at the document.
var ErrDocument = errors.New("its document has errors")

// errLeftOut is for a page that is linked to, and not published by this run.
var errLeftOut = errors.New("its tree is not published by this run")

var errTitleTwice = fmt.Errorf("%w: its title is that of another document", ErrDocument)

// WasWritten reports whether the page has shown its document before: not if the document names a page that is not on record yet.
func (p *Page) WasWritten() bool { return p.Exists() && p.Entry.Version > 0 }

// Exists reports whether the page stands in Confluence.
func (p *Page) Exists() bool { return p.Existing.ID != "" }

// isAtHome reports whether the page stands where it belongs.
func (p *Page) isAtHome() bool { return p.Parent.Page == nil && p.Existing.ParentID == p.Parent.ID }

// OnlyLinks reports whether the page is written only if a page that it links to comes to stand.
func (p *Page) OnlyLinks() bool {
	c := p.change
	return c.relink && !c.write && !c.retitle && !c.move && !c.attach && len(c.label)+len(c.unlabel) == 0 && c.width == ""
}

// SendsText reports whether the text of a page that stands is to be replaced.
func (p *Page) SendsText() bool { return p.Exists() && p.change.write && !p.Kept }

// Moves reports whether a page that stands is to have another place.
func (p *Page) Moves() bool { return p.change.move }

// Attaches reports whether the files of the page are to change.
func (p *Page) Attaches() bool { return p.change.attach }

// Labels returns the labels to add and those to remove.
func (p *Page) Labels() (add, remove []string) { return p.change.label, p.change.unlabel }

// NewlyLinked returns the files that are attached because a link leads to them.
func (p *Page) NewlyLinked() []source.File {
	if p.Rendered == nil || !p.change.attach {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.Rendered.Files), func(f source.File) bool { return !f.Linked })
}

func (p *Page) fail(err error) {
	if p.Err == nil {
		p.Action, p.Err = Failed, err
	}
}

func (p *Page) note(text string) { p.Notes = append(p.Notes, text) }

func (p *Page) warn(text string) { p.Warned = append(p.Warned, text) }
