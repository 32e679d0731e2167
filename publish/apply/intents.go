package apply

import (
	"context"
	"sync"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
)

// intend makes the intents of all pages that are to be created. They are written batch by batch, each before the first
// of its pages is created.
func (r *run) intend() {
	var pages []*plan.Page
	var intents []space.Intent
	for _, step := range r.Plan.Steps {
		if _, creates := step.Do.(plan.Create); !creates {
			continue
		}
		page := step.Page
		intent := space.Intent{Source: page.Source, Title: page.Title, ParentID: page.Parent.ID, Text: page.Draft.Text}
		if page.Parent.Page != nil {
			intent.ParentSource = page.Parent.Page.Source
		}
		pages, intents = append(pages, page), append(intents, intent)
	}
	writes, batchOf := r.Record.Intend(r.Claim.Holder, intents)
	r.keeper.batches = make([]*intentBatch, len(writes))
	for i, w := range writes {
		r.keeper.batches[i] = &intentBatch{write: w}
	}
	for i, page := range pages {
		r.keeper.batchOf[page] = batchOf[i]
	}
}

// intentBatch is written once, by the first page that needs it; the others wait for it.
type intentBatch struct {
	write space.Write
	once  sync.Once
	err   error
}

// intended sees to it that the page's intent is on record.
func (k *keeper) intended(ctx context.Context, page *plan.Page) error {
	batch := k.batches[k.batchOf[page]]
	batch.once.Do(func() {
		k.io.Lock()
		defer k.io.Unlock()
		batch.err = k.store(ctx, batch.write)
	})
	return batch.err
}
