package apply

import (
	"context"
	"slices"

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
