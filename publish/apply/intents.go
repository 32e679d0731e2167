package apply

import (
	"context"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
)

// intend makes the intents of all pages that are to be created. They are written batch by batch, each before the first
// of its pages is created.
func (k *recorder) intend(steps []*plan.Step) {
	var pages []*plan.Page
	var intents []space.Intent
	for _, step := range steps {
		if _, creates := step.Do.(plan.Create); !creates {
			continue
		}
		page := step.Page
		intent := space.Intent{Source: page.Source, Title: page.Title, ParentID: page.Parent.ID, Text: page.Rendered.Text,
			Labels: page.Rendered.Labels, Attaches: len(page.Rendered.Files) > 0}
		if page.Parent.Page != nil {
			intent.ParentSource = page.Parent.Page.Source
		}
		pages, intents = append(pages, page), append(intents, intent)
	}
	writes, batchOf := k.record.Intend(k.claim.Holder, intents)
	k.batches = make([]*intentBatch, len(writes))
	for i, w := range writes {
		k.batches[i] = &intentBatch{write: w, turn: newContextLock()}
	}
	for i, page := range pages {
		k.batchOf[page] = batchOf[i]
	}
}

// intended sees to it that the page's intent is on record.
func (k *recorder) intended(ctx context.Context, page *plan.Page) error {
	batch := k.batches[k.batchOf[page]]
	if err := batch.turn.take(ctx); err != nil {
		return err
	}
	defer batch.turn.give()
	if batch.done {
		return nil
	}
	if err := k.io.take(ctx); err != nil {
		return err
	}
	defer k.io.give()
	err := k.storeIntents(ctx, batch.write)
	batch.done = err == nil
	return k.failed(err)
}

// storeIntents writes a batch. One that is refused for its size is split.
func (k *recorder) storeIntents(ctx context.Context, w space.Write) error {
	err := k.store(ctx, w)
	if !confluence.IsKind(err, confluence.TooLarge) {
		return err
	}
	parts := space.SplitIntents(w)
	if len(parts) == 0 {
		return err
	}
	for _, part := range parts {
		if err := k.storeIntents(ctx, part); err != nil {
			return err
		}
	}
	return nil
}
