package apply

import (
	"context"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
)

// children lists what lies below pages shortly before they are removed, that of several pages at once.
type children struct {
	read func(ctx context.Context, ids []string) (map[string][]space.Page, error)

	turn  turn     // held by who reads or changes what follows
	queue []string // of the pages that are to be removed, in the order of the plan
	have  map[string][]space.Page
}

func newChildren(in Input) *children {
	c := &children{read: in.Reader.Children, turn: newTurn()}
	for _, step := range in.Plan.Steps {
		switch step.Do.(type) {
		case plan.Delete, plan.Archive:
			c.queue = append(c.queue, step.Page.Stands.ID)
		}
	}
	return c
}

// of returns what lies below a page. What this run removed or moved since may be among it.
func (c *children) of(ctx context.Context, id string) ([]space.Page, error) {
	if err := c.turn.take(ctx); err != nil {
		return nil, err
	}
	defer c.turn.give()
	if found, there := c.have[id]; there {
		return found, nil
	}
	ids := []string{id}
	for len(c.queue) > 0 && len(ids) < readAhead {
		if c.queue[0] != id {
			ids = append(ids, c.queue[0])
		}
		c.queue = c.queue[1:]
	}
	var err error
	c.have, err = c.read(ctx, ids)
	return c.have[id], err
}
