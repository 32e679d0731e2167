package apply

import (
	"context"
	"errors"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
)

// places are the positions of siblings, chosen before the first of them is created.
type places struct {
	siblings []*plan.Page
	turn     contextLock        // held by who reads or changes what follows
	chosen   map[*plan.Page]int // nil before, empty where they could not be chosen
}

// newPlaces returns the places of the pages that are to be put in order by numbers.
func newPlaces(in Input) map[*plan.Page]*places {
	of := map[*plan.Page]*places{}
	for _, step := range in.Plan.Steps {
		order, is := step.Do.(plan.Order)
		if !is || !in.Host.OrdersByNumber {
			continue
		}
		p := &places{siblings: order.Siblings, turn: newContextLock()}
		for _, page := range order.Siblings {
			of[page] = p
		}
	}
	return of
}

// createPage makes a page, at its position where pages have numbers. Where Confluence refuses that, the page is made without
// one, and gets it later.
func (r *run) createPage(ctx context.Context, page *plan.Page, n confluence.NewPage) (confluence.Page, error) {
	n.Position = r.choosePosition(ctx, page)
	created, err := r.Client.CreatePage(ctx, n)
	if n.Position == 0 || !mayBeForPosition(err) {
		return created, err
	}
	n.Position = 0
	return r.Client.CreatePage(ctx, n)
}

// mayBeForPosition reports whether a creation was refused for what was sent.
func mayBeForPosition(err error) bool {
	refused, ofConfluence := errors.AsType[*confluence.Error](err)
	kinds := []confluence.Kind{confluence.Unexpected, confluence.Forbidden, confluence.InvalidBody}
	return ofConfluence && slices.Contains(kinds, refused.Kind) && refused.Status/100 == 4
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
