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
	if err := r.lookAtPositions(ctx, siblings); err != nil {
		return err
	}
	if len(siblings) < 2 {
		return nil
	}
	moved := plan.MovedFor(siblings, func(page *plan.Page) int { return r.at(page).position })
	if !r.Host.OrdersByNumber {
		return r.moveAll(ctx, siblings, moved)
	}
	isMoved := map[*plan.Page]bool{}
	for _, page := range moved {
		isMoved[page] = true
	}
	for i, page := range siblings {
		if !isMoved[page] {
			continue
		}
		if err := r.number(ctx, siblings, i, isMoved); r.orderingEnds(page, err) {
			if endsRun(err) {
				return err
			}
			return nil
		}
	}
	return nil
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

// lookAtPositions reads the positions again where pages came from elsewhere: that may have numbered all of them anew.
func (r *run) lookAtPositions(ctx context.Context, siblings []*plan.Page) error {
	if !slices.ContainsFunc(siblings, func(page *plan.Page) bool { return page.Exists() && page.Existing.ParentID != r.at(page).parentID }) {
		return nil
	}
	children, err := r.Client.ChildPages(ctx, r.at(siblings[0]).parentID)
	if err != nil {
		return err
	}
	told := r.Host.OrdersByNumber || slices.ContainsFunc(children, func(child confluence.Page) bool { return child.Position > 0 })
	positions := map[string]int{}
	for i, child := range children {
		if positions[child.ID] = child.Position; !told {
			positions[child.ID] = i + 1
		}
	}
	for _, page := range siblings {
		r.with(page, func(s *state) { s.position = positions[s.id] })
	}
	return nil
}

// spacing is how far positions are apart where nothing stands behind, so that pages can come between later.
const spacing = 1024

// number gives a page a position between its neighbours, for hosts that have no moves. Where there is no room, the pages
// behind it are numbered anew in their turn.
func (r *run) number(ctx context.Context, siblings []*plan.Page, i int, moved map[*plan.Page]bool) error {
	before, behind := confluence.FirstPosition-1, 0
	if i > 0 {
		before = max(before, r.at(siblings[i-1]).position)
	}
	for _, next := range siblings[i+1:] {
		if !moved[next] {
			behind = r.at(next).position
			break
		}
	}
	position := before + spacing
	if behind > 0 {
		position = before + (behind-before)/2
	}
	if position <= before {
		position = before + 1
		for _, next := range siblings[i+1:] {
			if r.at(next).position > position {
				break
			}
			moved[next] = true
		}
	}
	page := siblings[i]
	now, err := r.Client.SetPosition(ctx, r.asPage(page), position, r.markOfNext(page))
	if err != nil {
		return err
	}
	r.with(page, func(s *state) { s.position = position })
	r.changed(page, now)
	return nil
}
