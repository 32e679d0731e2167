package apply

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
)

// bodies reads the text that stands on pages shortly before it is replaced, several pages in one request.
type bodies struct {
	read  func(ctx context.Context, ids []string) ([]confluence.Page, error)
	clock clock.Clock
	turn  contextLock // held by who reads

	mu       sync.Mutex      // guards what follows
	queue    []string        // of the pages that are to be written, in the order of the plan
	again    []string        // of those that are to be written once more
	isAgain  map[string]bool // whether a page is among those
	have     map[string]confluence.Page
	most     int       // pages that there have been to read
	listsAll bool      // to read some pages takes as many requests as to read all
	since    time.Time // when the first of them was read
}

// How many pages are read at once: few enough that what was read is still true when it is used. Where that takes a list of all
// pages, it is a part of them, so that the number of lists does not grow with that of the pages.
const (
	readAhead = 100
	mostLists = 4
)

func newBodies(in Input) *bodies {
	b := &bodies{read: in.Reader.Bodies, clock: in.Clock, turn: newContextLock(), have: map[string]confluence.Page{}, isAgain: map[string]bool{}, listsAll: !in.Client.Can().ReadsByID}
	for _, step := range in.Plan.Steps {
		switch step.Do.(type) {
		case plan.Write, plan.Delete, plan.Archive:
			b.queue = append(b.queue, step.Page.Existing.ID)
		}
	}
	return b
}

// expect notes a page that is to be written once more.
func (b *bodies) expect(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.have, id)
	if !b.isAgain[id] {
		b.isAgain[id] = true
		b.again = append(b.again, id)
	}
}

// expects reports whether there are pages that are to be written once more and have not been read for that.
func (b *bodies) expects() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.again) > 0
}

// of returns a page with its text, as it stood a moment ago. Errors: of the page, if it cannot be seen any more.
func (b *bodies) of(ctx context.Context, id string) (confluence.Page, error) {
	if page, there := b.take(id); there {
		return page, nil
	}
	if err := b.turn.take(ctx); err != nil {
		return confluence.Page{}, err
	}
	defer b.turn.give()
	page, there := b.take(id)
	if !there {
		if err := b.fetch(ctx, id); err != nil {
			return confluence.Page{}, fmt.Errorf("the text of its page cannot be read: %w", err)
		}
		if page, there = b.take(id); !there {
			return confluence.Page{}, pageError{errHidden}
		}
	}
	return page, nil
}

// recent returns a page with its text as of does, but as it stood just now, where that takes few requests: whoever wants to
// remove it is not told by Confluence that it has changed.
func (b *bodies) recent(ctx context.Context, id string) (confluence.Page, error) {
	b.mu.Lock()
	if len(b.have) > 0 && !b.listsAll && b.clock.Now().Sub(b.since) > lookLasts {
		b.queue = append(slices.Sorted(maps.Keys(b.have)), b.queue...)
		clear(b.have)
	}
	b.mu.Unlock()
	return b.of(ctx, id)
}

func (b *bodies) take(id string) (confluence.Page, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	page, there := b.have[id]
	delete(b.have, id)
	return page, there
}

// has reports whether a page has been read.
func (b *bodies) has(id string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, there := b.have[id]
	return there
}

// readSome reads pages that are to be written once more, before anybody waits for them.
func (b *bodies) readSome(ctx context.Context) error {
	if err := b.turn.take(ctx); err != nil {
		return err
	}
	defer b.turn.give()
	return b.fetch(ctx)
}

// fetch reads pages, and as many more as are read at once: of those that come next, or of those that are to be written once
// more if that is what they are for.
func (b *bodies) fetch(ctx context.Context, ids ...string) error {
	b.mu.Lock()
	next := b.queue
	if len(ids) == 0 || b.isAgain[ids[0]] {
		next = b.again
	}
	b.most = max(b.most, len(next))
	ahead := readAhead
	if b.listsAll {
		ahead = max(readAhead, (b.most+mostLists-1)/mostLists)
	}
	asked := map[string]bool{}
	for _, id := range ids {
		asked[id] = true
	}
	for _, id := range next {
		if len(ids) < ahead && !asked[id] {
			asked[id] = true
			ids = append(ids, id)
		}
	}
	b.mu.Unlock()
	began := b.clock.Now()
	pages, err := b.read(ctx, ids)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	isRead := func(id string) bool { return asked[id] }
	for id := range asked {
		delete(b.isAgain, id)
	}
	b.queue, b.again = slices.DeleteFunc(b.queue, isRead), slices.DeleteFunc(b.again, isRead) // which may have grown
	if len(b.have) == 0 {
		b.since = began
	}
	for _, page := range pages {
		b.have[page.ID] = page
	}
	return nil
}

// anew reads a page that has changed since it was read.
func (b *bodies) anew(ctx context.Context, id string) (confluence.Page, error) {
	b.take(id)
	return b.of(ctx, id)
}
