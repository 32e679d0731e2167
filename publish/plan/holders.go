package plan

import (
	"fmt"
	"slices"

	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
)

// refuseHeldTitles fails the pages that want a title which another page has and will not give up, and those whose parent
// page is not there and will not be. A page that fails gives nothing up, so that others may fail in their turn, also in other
// trees.
func refuseHeldTitles(makers []*planner) {
	makers = slices.DeleteFunc(slices.Clone(makers), func(m *planner) bool { return !m.isCarriedOut() })
	for again := true; again; {
		again = false
		for _, m := range makers {
			m.early = nil
		}
		for _, m := range makers {
			m.freeTitlesOfLaterTrees()
		}
		for _, m := range makers {
			again = m.refuseHeldTitles() || again
		}
	}
}

// refuseHeldTitles reports whether a page failed.
func (m *planner) refuseHeldTitles() (failed bool) {
	newFolders := m.newFolders()
	for again := true; again; failed = failed || again {
		again = false
		fail := func(page *Page, err error) {
			page.fail(err)
			again = true
		}
		for folder, below := range newFolders {
			if folder.Err == nil && !slices.ContainsFunc(below, func(page *Page) bool { return page.Err == nil }) {
				fail(folder, nothingBelow(below[0]))
			}
		}
		for _, page := range m.documents() {
			if above := m.missingParent(page); above != nil {
				fail(page, BelowFailed(above))
			}
			if page.takesTitle() {
				if err := m.keptFrom(page); err != nil {
					fail(page, err)
				}
			}
		}
	}
	return failed
}

// takesTitle reports whether a page is to have a title that it does not have yet.
func (p *Page) takesTitle() bool {
	return p.Err == nil && !p.Kept && !(p.Exists() && title.Fold(p.Existing.Title) == title.Fold(p.Title))
}

// keptFrom is the failure of a page whose title another page has and will not give up; nil if there is none.
func (m *planner) keptFrom(page *Page) error {
	if holder := m.holders()[title.Fold(page.Title)]; holder != nil && holder != page && !m.givesUp(holder) {
		if holder.Source == page.Source {
			_, words := page.Rendered.PageIDWords()
			return fmt.Errorf("the title %q is held by %s, which showed this document before it named another page: rename or delete that page, or remove %s", page.Title, holder.Existing.WebURL, words)
		}
		return fmt.Errorf("the title %q is held by the page of %s, which keeps it because %s", page.Title, holder.Source, holder.whyItKeepsItsTitle())
	}
	var err error
	if other, holder := m.holderInOtherTree(page); holder != nil {
		if other.isCarriedOut() && other.givesUp(holder) {
			return nil
		}
		err = m.heldInOtherTree(page, other, holder)
	} else if foreign, held := m.foreignHolder(page); held {
		err = page.TitleTaken(m.asHolder(page, foreign), m.Record, m.Settings.Named)
	}
	if err != nil {
		m.plan.Taken = append(m.plan.Taken, title.Fold(page.Title))
	}
	return err
}

// freeTitlesOfLaterTrees lets the pages of trees whose turn comes later give up the titles that pages of this one take, before
// the first tree's turn.
func (m *planner) freeTitlesOfLaterTrees() {
	for _, page := range m.documents() {
		if !page.takesTitle() {
			continue
		}
		if other, holder := m.holderInOtherTree(page); holder != nil && other.turn > m.turn && other.givesUp(holder) && !slices.Contains(other.early, holder) {
			other.early = append(other.early, holder)
		}
	}
}

// newFolders returns the folders without a document that are to get a page, with the pages right below them.
func (m *planner) newFolders() map[*Page][]*Page {
	below := map[*Page][]*Page{}
	for _, page := range m.documents() {
		if above := page.Parent.Page; above != nil && above.Rendered.Document == nil && !above.Exists() {
			below[above] = append(below[above], page)
		}
	}
	return below
}

// holderInOtherTree returns the page of another tree of the run that holds a page's title, nil for none.
func (m *planner) holderInOtherTree(page *Page) (other *planner, holder *Page) {
	for _, other := range m.others {
		holder := other.holders()[title.Fold(page.Title)]
		if holder != nil && holder.Existing.Status != "trashed" && other.space() == m.space() && m.byID[holder.Existing.ID] == nil {
			return other, holder
		}
	}
	return nil, nil
}

// isCarriedOut reports whether the tree is one of those to publish.
func (m *planner) isCarriedOut() bool { return !m.Settings.LeftOut }

// holders returns the pages of the tree that stand, by their titles. It is asked once it is known which pages these are.
func (m *planner) holders() map[string]*Page {
	if m.held == nil {
		m.held = map[string]*Page{}
		for _, page := range m.byID {
			if page.Exists() {
				m.held[title.Fold(page.Existing.Title)] = page
			}
		}
	}
	return m.held
}

func (m *planner) heldInOtherTree(page *Page, other *planner, holder *Page) error {
	switch {
	case !other.isCarriedOut():
		return fmt.Errorf("the title %q is held by the page of %s in the tree %s, which this run does not publish: publish that tree too, or give this document another title", page.Title, holder.Source, holder.Tree)
	case holder.Rendered != nil:
		return fmt.Errorf("the title %q is held by the page of %s in the tree %s, which keeps it because %s", page.Title, holder.Source, holder.Tree, holder.whyItKeepsItsTitle())
	}
	return page.TitleTaken(Holder{Page: holder.Existing, On: &space.Holding{Owner: m.Record.Owner, Tree: holder.Tree, Source: holder.Source}}, m.Record, m.Settings.Named)
}

// foreignHolder returns the page of somebody else that holds a page's title, as far as titles are looked up beforehand.
func (m *planner) foreignHolder(page *Page) (space.Page, bool) {
	if !m.looksUpTitle(page) {
		return space.Page{}, false
	}
	holder, held := m.holder(page.Title)
	return holder, held && m.byID[holder.ID] == nil
}

// givesUp reports whether a page is to have another title, or to go.
func (m *planner) givesUp(holder *Page) bool {
	switch {
	case holder.Err != nil || holder.Kept:
		return false
	case holder.Rendered == nil:
		return holder.Action == Deleted
	}
	return title.Fold(holder.Title) != title.Fold(holder.Existing.Title)
}

func (p *Page) whyItKeepsItsTitle() string {
	switch {
	case p.Err != nil:
		return "it is not published itself: mend that document first"
	case p.Kept:
		return "a person edited it (on-edit: keep): rename that page, or give this document another title"
	case p.Action == Archived:
		return "an archived page keeps its title: delete that page, or give this document another title"
	case p.Rendered == nil:
		return p.Reason + ": rename or delete that page, or give this document another title"
	}
	return "its title is the same"
}

// Holder is a page of the space that has the title which a document asks for.
type Holder struct {
	space.Page
	On     *space.Holding // the record that has it; nil where none is known
	MayBe  *space.Holding // the record whose run may have made it just now; nil for none
	AsMade bool           // its first version is what a run of this account would make of the document
	Given  bool           // the user gave it away, with forget
	Marked bool           // it bears a mark of this owner: its last version, or one before with the same text
}

// asHolder tells what is known of the page that has a page's title.
func (m *planner) asHolder(page *Page, holder space.Page) Holder {
	known := Holder{Page: holder, Given: m.isForgotten(holder.ID)}
	if holding, on := m.Others[holder.ID]; on {
		known.On = &holding
	} else if !page.Exists() {
		m.plan.Holders = append(m.plan.Holders, holder)
		known.AsMade = m.isAsMade(page, holder)
		if holder.Version.Number > firstMarked && holder.Version.AuthorID == m.self() {
			_, _, known.Marked = m.lastMark(holder)
		}
	}
	return known
}

func (m *planner) isAsMade(page *Page, holder space.Page) bool {
	if holder.Version.Number != 1 || holder.Status != "current" {
		return false
	}
	if body, read := m.body(holder.ID); !read || TextOf(body) != page.Rendered.Text {
		return false
	}
	self := m.self()
	return self != "" && (holder.Version.AuthorID == self || self == space.AnyAuthor && !page.Rendered.Blank)
}

// isOurs reports whether this repository published a page from these documents, though the record here does not have it:
// parent was changed, or the record was lost. No second page is made of its document.
func (h Holder) isOurs(record *space.Record) bool {
	if h.On != nil {
		return h.On.Owner == record.Owner && h.On.Tree == record.Tree
	}
	_, marked := record.MarkIn(h.Version.Message, h.ID, h.Version.Number)
	return marked || h.Marked || h.AsMade
}

// TitleTaken is the failure of a page whose title another page of the space has, as it should be read by the owner of these
// documents. It takes the names of the trees that stand in the file.
func (p *Page) TitleTaken(holder Holder, record *space.Record, trees []string) error {
	whose := fmt.Sprintf("the title %q belongs to %s, ", p.Title, holder.WebURL)
	entry, known := record.Entries[holder.ID]
	on := holder.On
	alike := func(record, format string, arguments ...any) error {
		return &heldOnRecord{whose + fmt.Sprintf(format, arguments...), record}
	}
	switch {
	case known:
		return fmt.Errorf("the title %q is still held by %s, the page of %s", p.Title, holder.WebURL, entry.Source)
	case on != nil && holder.isOurs(record):
		return alike("below "+on.Parent, "which this repository published (%s) below the page %s: if parent was changed, set former-parent: %[2]s, else give the document another title", on.Source, on.Parent)
	case on != nil && on.Owner == record.Owner && slices.Contains(trees, on.Tree):
		return fmt.Errorf("%sthe page of %s in the tree %s, and a document that moved from one tree to another is a new page there: give one of them another title, or delete or rename that page; to keep it with its history, run once with forget: %s, then set page-id: %[4]s in this document", whose, on.Source, on.Tree, holder.ID)
	case on != nil && on.Owner == record.Owner:
		return alike("docs "+on.Tree, "which the docs %s of this repository published (%s): give one of them another title, or, if these docs were called %[1]s before, set former-tree: %[1]s", on.Tree, on.Source)
	case on != nil:
		return alike("owner "+on.Owner, "which %s published (%s of %s): give one of them another title, or, if this repository was called so before, set former-owner: %[1]s", on.Owner, on.Source, on.Tree)
	case holder.Given:
		return fmt.Errorf("%swhich forget gives away: give the document another title, or rename that page; if it is to show this document after all, remove its id from forget and set page-id: %s", whose, holder.ID)
	case holder.MayBe != nil:
		return alike("being published", "which has this document's text, and %s may just be publishing it (%s of %s) as well as this run: run again when no other run publishes there; if a run of that broke off, let it run again first; if the page is this document's, set page-id: %s", holder.MayBe.Owner, holder.MayBe.Source, holder.MayBe.Tree, holder.ID)
	case record.Head.CopyOf != "":
		return alike("copy", "and the parent page is a copy of the page %s, whose record is not obeyed here: to move the pages of that one here, set former-parent: %[1]s, else give the document another title", record.Head.CopyOf)
	case holder.AsMade:
		return alike("as made", "which has this document's text already, as a run would have made it, and is not on record here: if parent was changed, set former-parent to the page of before; if the record was lost, run publish with --repair, and with former-owner if the repository had another name then; if it is somebody else's, or was given away, give the document another title")
	case holder.isOurs(record):
		return alike("marked", "which this repository published and is not on record here: if parent was changed, set former-parent to the page of before; if the record was lost, run publish with --repair, or with adopt: marks; if it was given away with forget, give the document another title, or rename that page")
	case holder.Status == "archived":
		return fmt.Errorf("%swhich is archived and was not published from here: give the document another title, or rename that page after restoring it", whose)
	case p.Rendered.Document == nil:
		return fmt.Errorf("%swhich was not published from here and is left alone: put a document with another title into the folder (%sindex.md), or set on-title-conflict: disambiguate", whose, p.Source)
	}
	return fmt.Errorf("%swhich was not published from here and is left alone: give the document another title, set on-title-conflict: disambiguate, or make that page its own with page-id: %s", whose, holder.ID)
}

// heldOnRecord is the failure of a page whose title belongs to one on another record. What has to be set about the record
// is the same for all pages on it.
type heldOnRecord struct{ message, record string }

func (e *heldOnRecord) Error() string { return e.message }

// Alike returns what pages have in common that fail for the same cause.
func (e *heldOnRecord) Alike() string { return e.record }
