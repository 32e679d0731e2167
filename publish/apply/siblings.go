package apply

import (
	"context"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
)

// position is where a page stands among its siblings, 0 where it has no position.
func (r *run) position(page *plan.Page) int { return r.at(page).position }

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

// choosePosition returns the position that a page is to be created with, 0 for none.
func (r *run) choosePosition(ctx context.Context, page *plan.Page) int {
	p := r.places[page]
	if p == nil || p.turn.take(ctx) != nil {
		return 0
	}
	defer p.turn.give()
	if p.chosen == nil {
		p.chosen = r.choosePositions(ctx, p.siblings)
	}
	return p.chosen[page]
}

func (r *run) choosePositions(ctx context.Context, siblings []*plan.Page) map[*plan.Page]int {
	var others []int
	if parent := siblings[0].Parent; parent.Page == nil {
		var err error
		if others, err = r.readPositions(ctx, parent.ID, siblings); err != nil {
			return map[*plan.Page]int{}
		}
	}
	return r.positionsFor(siblings, others)
}
