package apply

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
)

// mover gives siblings their places, several at a time.
type mover struct {
	run  *run
	ctx  context.Context
	work sync.WaitGroup

	mu    sync.Mutex
	ended bool
	err   error // what ends the run
}

// gap is pages that are to come to stand between two that stand in order, of which one may be missing.
type gap struct {
	pages         []*plan.Page
	before, after *plan.Page
}

// moveAll moves siblings between those that keep their places.
func (r *run) moveAll(ctx context.Context, siblings, moved []*plan.Page) error {
	if len(moved) == len(siblings) {
		moved = moved[1:] // the others are put behind the first
	}
	r.countMoves(0, len(moved))
	m := &mover{run: r, ctx: ctx}
	var open gap
	fill := func() {
		g := open
		m.work.Go(func() { m.fill(g) })
	}
	for _, page := range siblings {
		if len(moved) > 0 && page == moved[0] {
			moved = moved[1:]
			open.pages = append(open.pages, page)
			continue
		}
		open.after = page
		fill()
		open = gap{before: page}
	}
	fill()
	m.work.Wait()
	return m.err
}

// fill moves the pages of a gap to their places: the middle one first, so that those on either side of it can be moved at
// the same time. One that is refused keeps its place.
func (m *mover) fill(g gap) {
	for len(g.pages) > 0 {
		at := len(g.pages) / 2
		page := g.pages[at]
		isPlaced, goesOn := m.place(page, func() error { return m.move(page, g) })
		if !goesOn {
			return
		}
		if !isPlaced {
			g.pages = slices.Concat(g.pages[:at], g.pages[at+1:])
			continue
		}
		front := gap{g.pages[:at], g.before, page}
		m.work.Go(func() { m.fill(front) })
		g.pages, g.before = g.pages[at+1:], page
	}
}

// move puts a page behind the one in front of the gap.
func (m *mover) move(page *plan.Page, g gap) error {
	position, beside := confluence.After, g.before
	if beside == nil {
		position, beside = confluence.Before, g.after
	}
	return m.run.Client.MovePage(m.ctx, m.run.at(page).id, position, m.run.at(beside).id)
}

// place gives one page its place, unless that has ended.
func (m *mover) place(page *plan.Page, how func() error) (isPlaced, goesOn bool) {
	r := m.run
	r.slots.take()
	defer r.slots.give()
	if m.hasEnded() {
		return false, false
	}
	err := how()
	if r.orderingEnds(page, err) {
		m.end(err)
		return false, false
	}
	r.countMoves(1, 0)
	return err == nil, true
}

// orderingEnds reports whether no other page is put into its place after what happened to one. What did not end the run is told.
func (r *run) orderingEnds(page *plan.Page, err error) bool {
	switch {
	case r.doesWithout(confluence.MovePage, "pages are not put in order among their siblings", err):
		return true
	case err == nil:
		return false
	case endsRun(err):
		return true
	}
	r.noteLate(page, fmt.Sprintf("it could not be put into its place among its siblings: %v", err))
	return false
}

func (m *mover) hasEnded() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.ended
}

// end lets no other move begin.
func (m *mover) end(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ended = true
	if m.err == nil && endsRun(err) {
		m.err = err
	}
}
