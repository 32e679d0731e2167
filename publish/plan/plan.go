// Package plan decides what a run does, and why. It is a function of values: the documents as they ask to be shown, the
// space as it was read, and the record of earlier runs enter; a [Plan] of steps leaves. It asks nobody and changes nothing
// that it is given.
//
// The questions, and the files that answer them:
//
//	needs.go     what must be read before there can be a plan
//	adopt.go     which pages of a broken run, or of another tool, are ours
//	match.go     which page is it
//	rename.go    which page was it, when its document has another name
//	titles.go    what is its title, and who has to give it up first
//	edits.go     did a person change it
//	place.go     where does it belong
//	decide.go    what is to be done with it
//	orphans.go   what becomes of pages whose documents are gone
//	steps.go     in which steps, and which of them must come first
//	sequence.go  in which order
//	order.go     which pages move so that siblings stand in order
package plan

import (
	"slices"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/render"
)

// Host is what the Confluence at hand can do.
type Host struct {
	Archives          bool // pages can be archived
	Orders            bool // siblings can be put in order
	OrdersByNumber    bool // by numbers that pages are given, and by title where they have none; else by moves
	RetitlesAlone     bool // a title can be changed without sending the body
	MovesAlone        bool // a page can be moved without sending the body
	DropsEarlyAnchors bool // a link to a heading loses it where its page does not exist yet (CONFCLOUD-78192)
	FollowsRenames    bool // links in stored bodies follow the new title of the page they lead to
}

// Input is all that a plan is made from.
type Input struct {
	Tree     *source.Tree
	Drafts   []*source.Draft // parents before their children, siblings in their order
	Snapshot space.Snapshot
	Record   *space.Record
	Others   map[string]space.Holding // pages on record of other owners and trees, by id
	Settings settings.Settings
	Host     Host
	Repair   bool
	// Body renders a page as it would be sent; see source.Renderer.
	Body func(page *source.Page, title func(source string) (string, bool)) (string, error)
}

// Plan is what a run is to do.
type Plan struct {
	Pages    []*Page                // in the order of the tree, then those whose documents are gone
	Steps    []*Step                // each behind those that it needs
	Known    map[string]space.Entry // entries that are to be on record as they are now, by page id: found, not written
	Forget   []string               // page ids that the record is to forget
	Problems []render.Problem       // of documents
	Err      error                  // what keeps a part of the plan from being carried out, said once
	Needs    space.Needs            // what must be read before the plan can be carried out

	bySource map[string]*Page // of the documents
}

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
	Source string
	Draft  *source.Draft // nil where the document is gone
	Title  string        // as it is to be
	Parent Parent
	Action Action
	Reason string   // why, for people
	Notes  []string // what people should know though nothing fails
	Err    error    // why it fails

	Stands space.Page  // zero for a page to create
	Entry  space.Entry // what is known of it
	Kept   bool        // edited by a person, whose title and text stay
	Hash   string      // of what the document asks for, with the pages that are linked to; "" while one of them is to be created

	change  change
	renamed string // source of the document that the page was made of before
	adopted bool
}

// Parent is where a page belongs: below a page that stands, or below one that is to be created.
type Parent struct {
	ID   string
	Page *Page // where ID is ""
}

// Exists reports whether the page stands in Confluence.
func (p *Page) Exists() bool { return p.Stands.ID != "" }

// Make decides what is to be done. Where needs are left, the plan cannot be carried out yet: read them and make it again.
func Make(in Input) *Plan {
	m := newMaker(in)
	for _, stage := range []func(){
		m.lookAtPages, m.adoptIntents, m.match, m.findMarked, m.followRenames, m.adoptByTitle, m.judgeEdits,
		m.settleTitles, m.place, m.decide, m.orphans, m.refuseHeldTitles, m.steps,
	} {
		if stage(); !m.plan.Needs.Empty() {
			break
		}
	}
	return m.plan
}

// Title gives the title that a page of the run is to have, for the links to it; ok is false for one that does not come to
// stand in Confluence.
func (p *Plan) Title(source string) (string, bool) {
	page := p.bySource[source]
	if page == nil || page.Err != nil && !page.Exists() {
		return "", false
	}
	return page.Title, true
}

// maker holds a plan while it is made.
type maker struct {
	Input
	plan    *Plan
	entries map[string]space.Entry // by page id: the record, corrected by what the pages themselves tell
	byID    map[string]*Page       // by the id of the page as it stands
	bound   map[string]*Page       // by the id that front matter names
	gone    []*Page                // published pages whose documents are gone
	taken   map[*Page]bool         // of those, the ones that became other documents' pages
	stepsOf map[*Page]*pageSteps
	asked   map[asked]bool
	unknown []*Page         // marked pages for which there is no document
	authors map[string]bool // accounts that wrote the record or marked pages, to repair a lost record
}

func newMaker(in Input) *maker {
	m := &maker{
		Input: in, plan: &Plan{Known: map[string]space.Entry{}, bySource: map[string]*Page{}},
		entries: map[string]space.Entry{}, byID: map[string]*Page{}, bound: map[string]*Page{},
		stepsOf: map[*Page]*pageSteps{}, asked: map[asked]bool{}, taken: map[*Page]bool{},
	}
	for _, draft := range in.Drafts {
		page := &Page{Source: draft.Source, Draft: draft, Title: draft.Title}
		m.plan.Pages = append(m.plan.Pages, page)
		m.plan.bySource[draft.Source] = page
	}
	for id, entry := range in.Record.Entries {
		m.entries[id] = entry
	}
	for _, id := range in.Settings.Forget {
		if _, known := m.entries[id]; known {
			delete(m.entries, id)
			m.plan.Forget = append(m.plan.Forget, id)
		}
	}
	return m
}

// documents gives the pages that have documents.
func (m *maker) documents() []*Page { return m.plan.Pages[:len(m.Drafts)] }

// OnlyLinks reports whether the page is written only if a page that it links to comes to stand.
func (p *Page) OnlyLinks() bool {
	c := p.change
	return c.relink && !c.write && !c.retitle && !c.move && !c.attach && len(c.label)+len(c.unlabel) == 0
}

// SendsText reports whether the text of a page that stands is to be replaced.
func (p *Page) SendsText() bool { return p.Exists() && p.change.write && !p.Kept }

// NewlyLinked gives the files that are attached because a link leads to them.
func (p *Page) NewlyLinked() []source.File {
	if p.Draft == nil || !p.change.attach {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.Draft.Files), func(f source.File) bool { return !f.Linked })
}

func (p *Page) fail(err error) {
	if p.Err == nil {
		p.Action, p.Err = Failed, err
	}
}

func (p *Page) note(text string) { p.Notes = append(p.Notes, text) }
