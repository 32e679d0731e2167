package apply

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
)

// children tells what lies below pages that are about to be removed. Many pages are looked up in one list of everything
// below the parent page, which is read anew when it is old; few are looked at one by one.
type children struct {
	reader *read.Reader
	clock  clock.Clock

	turn contextLock // held by who reads or changes what follows
	left int         // pages that are to be removed
	list map[string][]space.Page
	ends time.Time // when the list is old
	lone bool      // there is no such list

	mu   sync.Mutex      // guards what follows
	gone map[string]bool // what this run has removed, by id
}

// lookLasts is how long it is believed what was read of a page that is to be removed.
const lookLasts = 2 * time.Second

func newChildren(in Input) *children {
	c := &children{reader: in.Reader, clock: in.Clock, turn: newContextLock(), gone: map[string]bool{}}
	for _, step := range in.Plan.Steps {
		switch step.Do.(type) {
		case plan.Delete, plan.Archive:
			c.left++
		}
	}
	return c
}

// of returns what lies below a page, as far as this run did not remove it. Listed: what moved away since may be among it.
func (c *children) of(ctx context.Context, id string) (found []space.Page, listed bool, err error) {
	found, listed, err = c.listed(ctx, id)
	found = c.withoutGone(found)
	switch {
	case err != nil:
	case !listed:
		found, err = c.reader.ChildrenOf(ctx, id)
	case len(found) == 0 && c.reader.LeavesFoldersOut():
		found, err = c.reader.FoldersOf(ctx, id)
		listed = false
	}
	return found, listed, err
}

func (c *children) withoutGone(found []space.Page) []space.Page {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(found), func(page space.Page) bool { return c.gone[page.ID] })
}

// remove notes that this run has removed a page.
func (c *children) remove(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gone[id] = true
}

func (c *children) listed(ctx context.Context, id string) (found []space.Page, listed bool, err error) {
	if err := c.turn.take(ctx); err != nil {
		return nil, false, err
	}
	defer c.turn.give()
	began := c.clock.Now()
	if isOld := c.list == nil || began.After(c.ends); isOld {
		c.list = nil
		if c.lone || !c.reader.ListsBelow(c.left) {
			c.left--
			return nil, false, nil
		}
		if c.list, err = c.reader.Below(ctx); err != nil {
			return nil, false, err
		}
		c.lone = c.list == nil
		now := c.clock.Now()
		c.ends = now.Add(max(lookLasts, now.Sub(began))) // of a large tree the list takes long
	}
	c.left--
	found, listed = c.list[id]
	return found, listed, nil
}
