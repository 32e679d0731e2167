package apply

import (
	"context"
	"fmt"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
)

// bodies reads the text that stands on pages shortly before it is replaced, several pages in one request.
type bodies struct {
	read func(ctx context.Context, ids []string) ([]confluence.Page, error)

	turn  turn     // held by who reads or changes what follows
	queue []string // of the pages that are to be written, in the order of the plan
	have  map[string]confluence.Page
}

// readAhead is how many pages are read at once: few enough that what was read is still true when it is used.
const readAhead = 100

func newBodies(in Input) *bodies {
	b := &bodies{read: in.Reader.Bodies, turn: newTurn(), have: map[string]confluence.Page{}}
	for _, step := range in.Plan.Steps {
		switch step.Do.(type) {
		case plan.Write, plan.Delete, plan.Archive:
			b.queue = append(b.queue, step.Page.Stands.ID)
		}
	}
	return b
}

// expect notes a page that is to be written once more. Nothing may be read at the same time.
func (b *bodies) expect(id string) {
	delete(b.have, id)
	b.queue = append(b.queue, id)
}

// of returns a page with its text, as it stood a moment ago. Errors: of the page, if it cannot be seen any more.
func (b *bodies) of(ctx context.Context, id string) (confluence.Page, error) {
	if err := b.turn.take(ctx); err != nil {
		return confluence.Page{}, err
	}
	defer b.turn.give()
	page, there := b.have[id]
	if !there {
		if err := b.fetch(ctx, id); err != nil {
			return confluence.Page{}, fmt.Errorf("the text of its page cannot be read: %w", err)
		}
		if page, there = b.have[id]; !there {
			return confluence.Page{}, pageError{errHidden}
		}
	}
	delete(b.have, id)
	return page, nil
}

// fetch reads a page and those that come next in the queue.
func (b *bodies) fetch(ctx context.Context, id string) error {
	ids := []string{id}
	rest := b.queue[:0:0]
	for _, next := range b.queue {
		switch {
		case next == id:
		case len(ids) < readAhead:
			ids = append(ids, next)
		default:
			rest = append(rest, next)
		}
	}
	pages, err := b.read(ctx, ids)
	if err != nil {
		return err
	}
	b.queue = rest
	for _, page := range pages {
		b.have[page.ID] = page
	}
	return nil
}

// again reads a page that has changed since it was read.
func (b *bodies) again(ctx context.Context, id string) (confluence.Page, error) {
	if err := b.turn.take(ctx); err != nil {
		return confluence.Page{}, err
	}
	delete(b.have, id)
	b.turn.give()
	return b.of(ctx, id)
}
