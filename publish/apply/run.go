package apply

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
)

// run is a plan while it is carried out.
type run struct {
	Input
	others   map[string]*run // of all trees, by their names
	recorder *recorder
	bodies   *bodies
	children *children
	places   map[*plan.Page]*places

	slots slots

	mu       sync.Mutex // guards what follows
	states   map[*plan.Page]*state
	bySource map[string]*plan.Page
	reported int // pages of the plan whose outcomes have been reported
	lacks    map[confluence.Operation]bool
	moves    share // among siblings
	messages bool  // whether Confluence keeps version messages has been looked at

	announcing  contextLock
	isAnnounced bool // guarded by announcing

	isLeftOut  bool // nothing is written
	superseded bool // the run ended for one with a newer commit
}

// share is how many of all are done.
type share struct{ done, all int }

// newRuns makes the runs of all trees, which know each other.
func newRuns(trees []Input) []*run {
	runs := make([]*run, len(trees))
	byName := map[string]*run{}
	for i, in := range trees {
		runs[i] = newRun(in)
		runs[i].others = byName
		byName[in.Settings.Tree] = runs[i]
		if in.Settings.LeftOut {
			runs[i].leaveOut()
		}
	}
	return runs
}

func newRun(in Input) *run {
	r := &run{Input: in, states: map[*plan.Page]*state{}, bySource: map[string]*plan.Page{}, lacks: map[confluence.Operation]bool{}, announcing: newContextLock(), slots: newSlots(in.Settings.Parallel)}
	for _, page := range in.Plan.Pages {
		r.states[page] = newState(page)
		if page.Rendered != nil {
			r.bySource[page.Source] = page
		}
	}
	for _, step := range slices.Concat(in.Plan.Early, in.Plan.Steps) {
		for _, page := range waitingFor(step) {
			r.states[page].open++
		}
	}
	for id, entry := range in.Plan.Known {
		in.Record.Put(id, entry)
	}
	for _, id := range in.Plan.Forget {
		in.Record.Remove(id)
	}
	r.bodies, r.children, r.places = newBodies(in), newChildren(in), newPlaces(in)
	r.recorder = newRecorder(in)
	return r
}

// leaveOut lets the other trees go on without this one: they link to those of its pages that stand.
func (r *run) leaveOut() {
	r.isLeftOut = true
	for _, s := range r.states {
		s.failed = true
	}
}

// records returns the records of all trees.
func (r *run) records() []*space.Record {
	records := []*space.Record{}
	for _, other := range r.others {
		records = append(records, other.Record)
	}
	return records
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

// at returns a copy of the state of a page.
func (r *run) at(page *plan.Page) state {
	r.mu.Lock()
	defer r.mu.Unlock()
	return *r.states[page]
}

func (r *run) note(page *plan.Page, text string) {
	r.with(page, func(s *state) { s.notes = append(s.notes, text) })
}

// noteLate notes what shows when the outcome of the page may have been told.
func (r *run) noteLate(page *plan.Page, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.states[page]; !s.reported {
		s.notes = append(s.notes, text)
		return
	}
	r.Notice(page.Source + ": " + text)
}

func (r *run) warn(page *plan.Page, text string) {
	r.with(page, func(s *state) { s.warned = append(s.warned, text) })
}

// record changes what the record tells of a page.
func (r *run) record(page *plan.Page, change func(*space.Entry)) {
	r.mu.Lock()
	defer r.mu.Unlock() // until it is put: another step of the page may change it too
	s := r.states[page]
	s.entry.Source = page.Source
	change(&s.entry)
	s.did = true
	r.recorder.put(s.id, s.entry)
}

// waitingFor returns the pages whose outcomes wait for a step.
func waitingFor(step *plan.Step) []*plan.Page {
	switch do := step.Do.(type) {
	case plan.Order:
		return do.Moved
	case plan.Settle: // without it the page is published too
		return nil
	}
	return []*plan.Page{step.Page}
}

// end notes that a step is done, and reports the outcomes of pages whose turn it is.
func (r *run) end(step *plan.Step, err error) {
	r.mu.Lock()
	for _, page := range waitingFor(step) {
		r.states[page].open--
	}
	if !isOrder(step) {
		r.states[step.Page].fail(err)
	} else if err != nil {
		r.Notice(fmt.Sprintf("The pages beside that of %s could not be put in order: %v", step.Page.Source, err))
	}
	r.mu.Unlock()
	r.report(false)
}

func isOrder(step *plan.Step) bool {
	_, is := step.Do.(plan.Order)
	return is
}

// doesWithout reports whether an operation failed because the token lacks the scope for it, so that the run goes on without
// it. What follows from that is told once for each operation.
func (r *run) doesWithout(op confluence.Operation, follows string, err error) bool {
	lack := confluence.Lack(err)
	r.mu.Lock()
	defer r.mu.Unlock()
	if lack != "" && !r.lacks[op] {
		r.lacks[op] = true
		r.Notice(follows + ", because " + lack)
	}
	return lack != ""
}

// report reports the outcomes of the pages whose steps are done, in the order of the plan: lines of a log are easier to read,
// and to compare, in one order. Pages that may be written again for their links wait for the end.
func (r *run) report(all bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for ; r.reported < len(r.Plan.Pages); r.reported++ {
		page := r.Plan.Pages[r.reported]
		if s := r.states[page]; !all && (s.open > 0 && !s.failed || s.hasUnsettledLinks() || s.owes) {
			return
		}
		r.states[page].reported = true
		r.Done(r.outcome(page))
	}
}

// reportAll reports the outcomes of all pages that are left, after what ended the run before its end. Pages whose turn did not
// come have not failed where the run made way for another one, which publishes them.
func (r *run) reportAll(ended error) {
	_, r.superseded = errors.AsType[*Superseded](ended)
	r.report(true)
}

func (r *run) outcome(page *plan.Page) Outcome {
	s := r.states[page]
	o := Outcome{Page: page, Action: page.Action, ID: s.id, URL: s.url, Err: s.err, Lost: s.lost, Linked: s.linked}
	o.Notes, o.Warned = slices.Concat(page.Notes, s.notes), slices.Concat(page.Warned, s.warned)
	switch {
	case s.err != nil:
		o.Action = plan.Failed
	case s.open > 0 && r.superseded && s.did: // the other run finishes it
	case s.open > 0 && r.superseded:
		o.Action, o.Err = plan.Unchanged, ErrNotReached
	case s.open > 0:
		o.Action, o.Err = plan.Failed, ErrNotReached
	case s.stays, page.Action == plan.Updated && page.OnlyLinks() && !s.did:
		o.Action = plan.Unchanged
	}
	return o
}

// countMoves notes moves among siblings that are done, and such that are to be done.
func (r *run) countMoves(done, all int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.moves.done += done
	r.moves.all += all
}
