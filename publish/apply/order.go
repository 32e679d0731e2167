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
	moved := map[*plan.Page]bool{}
	for _, page := range plan.MovedFor(siblings, func(page *plan.Page) int { return r.at(page).position }) {
		moved[page] = true
	}
	for i, page := range siblings {
		if !moved[page] || len(siblings) < 2 {
			continue
		}
		var err error
		if r.Host.OrdersByNumber {
			err = r.number(ctx, siblings, i, moved)
		} else {
			err = r.putBehind(ctx, siblings, i, moved)
		}
		if r.doesWithout(confluence.MovePage, "pages are not put in order among their siblings", err) {
			return nil
		}
		if err != nil && endsRun(err) {
			return err
		}
		if err != nil {
			r.note(page, fmt.Sprintf("it could not be put into its place among its siblings: %v", err))
		}
	}
	return nil
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

// putBehind moves a page behind the one in front of it; the first one in front of the first that keeps its place.
func (r *run) putBehind(ctx context.Context, siblings []*plan.Page, i int, moved map[*plan.Page]bool) error {
	id := r.at(siblings[i]).id
	if i > 0 {
		return r.Client.MovePage(ctx, id, confluence.After, r.at(siblings[i-1]).id)
	}
	for _, next := range siblings {
		if !moved[next] {
			return r.Client.MovePage(ctx, id, confluence.Before, r.at(next).id)
		}
	}
	return nil
}

// gap is how far positions are apart where nothing stands behind, so that pages can come between later.
const gap = 1024

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
	position := before + gap
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
	r.changed(page, now, 1)
	return nil
}
