package apply

import (
	"errors"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/render/storage"
)

// state is where a page stands while the plan is carried out.
type state struct {
	id       string // "" until it is created
	title    string // as it is in Confluence
	parentID string
	version  int
	position int
	url      string
	entry    space.Entry

	sent    map[string]sent // by source: the pages that the body which was written links to
	written bool
	changed bool // by this run
	open    int  // steps that are not done
	err     error
	failed  bool // nothing more is done for it; otherwise err is that of one step
	notes   []string
	warned  []string
	stays   bool // though it was to be removed
	lost    []storage.Comment
	linked  []source.File
	unused  []confluence.Attachment // to be removed; nil until all files of the page are there
	did     bool                    // anything was done
}

// sent is how a page was linked to when the body was written.
type sent struct {
	id    string // "" where it did not stand yet
	title string // "" where the text stayed without a link
}

func newState(page *plan.Page) *state {
	return &state{
		id: page.Stands.ID, title: page.Stands.Title, parentID: page.Stands.ParentID, version: page.Stands.Version.Number,
		position: page.Stands.Position, url: page.Stands.WebURL, entry: page.Entry,
		err: page.Err, failed: page.Err != nil,
	}
}

// isFailed reports whether a page has failed, so that nothing more is done for it.
func (r *run) isFailed(page *plan.Page) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.states[page].failed
}

// with reads or changes the state of a page.
func (r *run) with(page *plan.Page, do func(*state)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	do(r.states[page])
}

// at gives a copy of the state of a page.
func (r *run) at(page *plan.Page) state {
	r.mu.Lock()
	defer r.mu.Unlock()
	return *r.states[page]
}

func (r *run) note(page *plan.Page, text string) {
	r.with(page, func(s *state) { s.notes = append(s.notes, text) })
}

func (r *run) warn(page *plan.Page, text string) {
	r.with(page, func(s *state) { s.warned = append(s.warned, text) })
}

// record changes what the record tells of a page.
func (r *run) record(page *plan.Page, change func(*space.Entry)) {
	r.mu.Lock()
	s := r.states[page]
	s.entry.Source = page.Source
	change(&s.entry)
	s.did = true
	id, entry := s.id, s.entry
	r.mu.Unlock()
	r.keeper.put(id, entry)
}

// end notes that a step of a page is done, and tells the outcomes of pages whose turn it is.
func (r *run) end(page *plan.Page, err error) {
	r.mu.Lock()
	s := r.states[page]
	s.open--
	s.fail(err)
	r.mu.Unlock()
	r.tell(false)
}

// fail notes a failure. That of a step beside the text, such as a label's, leaves the others to be done.
func (s *state) fail(err error) {
	if s.err == nil {
		s.err = err
	}
	_, ofConfluence := errors.AsType[*confluence.Error](err)
	s.failed = s.failed || err != nil && (!ofConfluence || confluence.Ends(err) > confluence.ReachStep)
}

// tell tells the outcomes of the pages whose steps are done, in the order of the plan: lines of a log are easier to read,
// and to compare, in one order. Pages that may be written again for their links wait for the end.
func (r *run) tell(all bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for ; r.told < len(r.Plan.Pages); r.told++ {
		page := r.Plan.Pages[r.told]
		if s := r.states[page]; !all && (s.open > 0 && !s.failed || s.owes()) {
			return
		}
		r.Done(r.outcome(page))
	}
}

func (r *run) tellAll() { r.tell(true) }

// owes reports whether the page links to one that did not stand yet.
func (s *state) owes() bool {
	for _, link := range s.sent {
		if link.id == "" && link.title != "" {
			return true
		}
	}
	return false
}

func (r *run) outcome(page *plan.Page) Outcome {
	s := r.states[page]
	o := Outcome{Page: page, Action: page.Action, ID: s.id, URL: s.url, Err: s.err, Lost: s.lost, Linked: s.linked}
	o.Notes, o.Warned = slices.Concat(page.Notes, s.notes), slices.Concat(page.Warned, s.warned)
	switch {
	case s.err != nil:
		o.Action = plan.Failed
	case s.open > 0:
		o.Action, o.Err = plan.Failed, errNotReached
	case s.stays, page.Action == plan.Updated && page.OnlyLinks() && !s.did:
		o.Action = plan.Unchanged
	}
	return o
}

var errNotReached = pageErrorf("the run ended before its turn")
