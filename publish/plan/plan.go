// Package plan decides what a run does, and why. It is a function of values: the documents as they ask to be shown, the
// space as it was read, and the record of earlier runs enter; a [Plan] of steps leaves. It asks nobody and changes nothing
// that it is given.
//
// The files, each of which uses those above it alone:
//
//	page.go         what is decided about a page
//	consequence.go  which failure is another page's
//	step.go         what is done with it
//	plan.go         what a plan is made from, and what it is
//	planner.go      a plan while it is made
//	needs.go        what must be read before there can be a plan
//	hash.go         what does a document ask for
//	claims.go       which pages are, or may be, those of other records
//	match.go        which page is it
//	marks.go        which of its texts is ours
//	intents.go      which pages did a run create that broke off
//	adopt.go        which pages of a lost record, or of another tool, are ours
//	likeness.go     how similar are texts
//	pairs.go        a document and the page of one that is gone
//	folders.go      which page was it, when its folder has another document, or another name
//	rename.go       which page was it, when its document has another name
//	ancestors.go    what will a page lie below
//	named.go        which page is named as its parent
//	place.go        where does it belong
//	holders.go      who has a title and does not give it up
//	titles.go       what is its title, and who has to give it up first
//	edits.go        did a person change it
//	width.go        how wide is it to be
//	anchors.go      which links lost their anchors because of what people did
//	decide.go       what is to be done with it
//	orphans.go      what becomes of pages whose documents are gone
//	order.go        how do pages stand among their siblings
//	rings.go        which steps cannot wait for each other
//	sequence.go     in which order are the steps begun
//	steps.go        in which steps, and which of them must come first
//	make.go         the stages
package plan

import (
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
	Widths            bool // pages have a width that can be set
	ShowsFiles        bool // lists of pages have their labels and attachments
	FollowsRenames    bool // links in stored bodies follow the new title of the page they lead to
}

// Input is all that the plan of a tree is made from.
type Input struct {
	Tree       *source.Tree
	OtherTrees []*source.Tree         // the other trees of the run, also those that nothing can be planned for
	Rendered   []*source.RenderedPage // parents before their children, siblings in their order
	Snapshot   space.Snapshot
	Record     *space.Record
	Others     map[string]space.Holding // pages on other records, by id
	Planned    []space.Planned          // pages that runs of other records are about to create, once it was asked
	Outside    map[string]bool          // documents on record that are in the checkout, but outside of the docs, by path
	Settings   settings.Settings
	Host       Host
	Repair     bool
	// Body renders a page as it would be sent; see source.Renderer.
	Body func(page *source.Page, title func(source.PageRef) (string, bool)) (string, error)
}

// Plan is what a run is to do.
type Plan struct {
	Pages    []*Page                // in the order of the tree, then those whose documents are gone
	Early    []*Step                // before the first tree's turn, which needs titles that this one's pages have
	Steps    []*Step                // each behind those that it needs
	Settle   []*Step                // for pages that are written before others whose headings they link to: nothing may be left to do
	Known    map[string]space.Entry // entries that are to be on record as they are now, by page id: found, not written
	Forget   []string               // page ids that the record is to forget
	Problems []render.Problem       // of documents
	Err      error                  // what keeps a part of the plan from being carried out, said once
	Needs    space.Needs            // what must be read before the plan can be carried out
	Holders  []space.Page           // pages on no record that is known which have titles that new documents ask for
	Adopted  []space.Page           // pages that are to be put on record, which other runs may have made meanwhile
	Taken    []string               // titles that documents ask for and pages of others have, as they are compared

	bySource map[string]*Page // of the documents
	others   map[string]*Plan // of the other trees, by their names
}

// page returns the page of a document, of this tree or another one; nil where there is none.
func (p *Plan) page(ref source.PageRef) *Page {
	if ref.Tree == "" {
		return p.bySource[ref.Source]
	}
	if other := p.others[ref.Tree]; other != nil {
		return other.bySource[ref.Source]
	}
	return nil
}

// Title returns the title that a page of the run is to have, for the links to it; ok is false for one that does not come to
// stand in Confluence.
func (p *Plan) Title(ref source.PageRef) (string, bool) {
	page := p.page(ref)
	if page == nil || page.Err != nil && !page.Exists() {
		if page != nil && page.Elsewhere.ID != "" {
			return page.Elsewhere.Title, true
		}
		return "", false
	}
	return page.Title, true
}
