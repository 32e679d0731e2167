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
	if p := r.places[siblings[0]]; p != nil && len(p.chosen) > 0 && !r.haveCome(siblings) {
		return r.setPositions(ctx, siblings, p.chosen)
	}
	others, err := r.lookAtPositions(ctx, siblings)
	if err != nil {
		return err
	}
	if r.Host.OrdersByNumber {
		return r.setPositions(ctx, siblings, r.positionsFor(siblings, others))
	}
	return r.moveAll(ctx, siblings, plan.MovedFor(siblings, r.position))
}

// position is where a page stands among its siblings, 0 where it has no position.
func (r *run) position(page *plan.Page) int { return r.at(page).position }

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
	isKnown := !r.Host.OrdersByNumber || siblings[0].Parent.Page != nil
	if isKnown && !r.haveCome(siblings) {
		return nil, nil
	}
	return r.readPositions(ctx, r.at(siblings[0]).parentID, siblings)
}

// haveCome reports whether pages came from elsewhere.
func (r *run) haveCome(siblings []*plan.Page) bool {
	return slices.ContainsFunc(siblings, func(page *plan.Page) bool { return page.Exists() && page.Existing.ParentID != r.at(page).parentID })
}

// readPositions reads the positions of the pages below one, and returns the numbers of those that are none of the siblings.
func (r *run) readPositions(ctx context.Context, parentID string, siblings []*plan.Page) (others []int, err error) {
	children, err := r.Client.ChildPages(ctx, parentID)
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
	for _, position := range positions {
		if position > 0 {
			others = append(others, position)
		}
	}
	return others, nil
}

// positionsFor returns positions for siblings in their order, between those of the pages that keep theirs.
func (r *run) positionsFor(siblings []*plan.Page, others []int) map[*plan.Page]int {
	isMoved := map[*plan.Page]bool{}
	for _, page := range plan.MovedFor(siblings, r.position) {
		isMoved[page] = true
	}
	now := make([]int, len(siblings))
	for i, page := range siblings {
		if !isMoved[page] {
			now[i] = r.position(page)
		}
	}
	positions := map[*plan.Page]int{}
	for i, position := range renumber(now, others) {
		positions[siblings[i]] = position
	}
	return positions
}

// setPositions gives siblings the positions that they do not have yet.
func (r *run) setPositions(ctx context.Context, siblings []*plan.Page, positions map[*plan.Page]int) error {
	m := &mover{run: r, ctx: ctx}
	for _, page := range siblings {
		position := positions[page]
		if position == r.position(page) {
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
	r.changed(page, now, 1)
	return nil
}
