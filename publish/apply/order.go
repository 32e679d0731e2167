package apply

import (
	"context"
	"fmt"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
)

// order puts siblings into order by the fewest moves. One that is refused keeps its place, and the others go on.
func (r *run) order(ctx context.Context, siblings []*plan.Page) error {
	siblings = slices.DeleteFunc(slices.Clone(siblings), func(page *plan.Page) bool {
		now := r.at(page)
		return now.id == "" || now.failed
	})
	if len(siblings) < 2 {
		return nil
	}
	others, err := r.lookAtPositions(ctx, siblings)
	if err != nil {
		return err
	}
	moved := plan.MovedFor(siblings, func(page *plan.Page) int { return r.at(page).position })
	if r.Host.OrdersByNumber {
		return r.numberAll(ctx, siblings, moved, others)
	}
	return r.moveAll(ctx, siblings, moved)
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

// lookAtPositions reads the positions again where pages came from elsewhere: that may have numbered all of them anew. Where they
// are numbers that pages are given, it returns those of pages that are none of the siblings.
func (r *run) lookAtPositions(ctx context.Context, siblings []*plan.Page) (others []int, err error) {
	came := func(page *plan.Page) bool { return page.Exists() && page.Existing.ParentID != r.at(page).parentID }
	stoodBefore := siblings[0].Parent.Page == nil
	if !slices.ContainsFunc(siblings, came) && !(r.Host.OrdersByNumber && stoodBefore) {
		return nil, nil
	}
	children, err := r.Client.ChildPages(ctx, r.at(siblings[0]).parentID)
	if err != nil {
		return nil, err
	}
	told := r.Host.OrdersByNumber || slices.ContainsFunc(children, func(child confluence.Page) bool { return child.Position > 0 })
	positions := map[string]int{}
	for i, child := range children {
		if positions[child.ID] = child.Position; !told {
			positions[child.ID] = i + 1
		}
	}
	for _, page := range siblings {
		r.with(page, func(s *state) {
			s.position = positions[s.id]
			delete(positions, s.id)
		})
	}
	if !r.Host.OrdersByNumber {
		return nil, nil
	}
	for _, position := range positions {
		if position > 0 {
			others = append(others, position)
		}
	}
	return others, nil
}

// numberAll gives siblings positions between those of the pages that keep theirs, for hosts that have no moves.
func (r *run) numberAll(ctx context.Context, siblings, moved []*plan.Page, others []int) error {
	isMoved := map[*plan.Page]bool{}
	for _, page := range moved {
		isMoved[page] = true
	}
	now := make([]int, len(siblings))
	for i, page := range siblings {
		if !isMoved[page] {
			now[i] = r.at(page).position
		}
	}
	m := &mover{run: r, ctx: ctx}
	for i, position := range renumber(now, others) {
		page := siblings[i]
		if position == r.at(page).position {
			continue
		}
		r.countMoves(0, 1)
		m.work.Go(func() {
			m.place(page, func() error { return r.number(ctx, page, position) })
		})
	}
	m.work.Wait()
	return m.err
}

func (r *run) number(ctx context.Context, page *plan.Page, position int) error {
	now, err := r.Client.SetPosition(ctx, r.asPage(page), position, r.markOfNext(page))
	if err != nil {
		return err
	}
	r.with(page, func(s *state) { s.position = position })
	r.changed(page, now)
	return nil
}
