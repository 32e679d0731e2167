package apply

import (
	"context"
	"fmt"

	"github.com/pagewright/pagewright/publish/space"
)

// finish writes down what was done and gives the lease back. After a run that came to its end the segments hold all of it, and
// nothing else is left; one that was stopped is short of time, and leaves that to the next. The error is that of the record alone.
func (k *recorder) finish(ctx context.Context, ended error) error {
	if !k.isHeld() {
		return nil
	}
	ctx, end := outlast(ctx, k.clock, graceRecord)
	defer end()
	if err := k.io.take(ctx); err != nil {
		return err
	}
	defer k.io.give()
	err := k.close(ctx, ended == nil)
	if ended == nil && err != nil {
		err = fmt.Errorf("what was done cannot be written down: %w", err)
	}
	return k.failed(err)
}

// close brings the segments up to date, removes what else there is, and gives the lease back. The run's own intents go last:
// they tell nothing new any more.
func (k *recorder) close(ctx context.Context, whole bool) error {
	if !whole {
		if _, err := k.writeDown(ctx); err != nil {
			return err
		}
		k.stopped()
		return k.release(ctx)
	}
	if k.unsure {
		if err := k.fold(ctx); err != nil {
			return err
		}
		k.cameToItsEnd()
		return k.release(ctx)
	}
	k.mu.Lock()
	created, updated := k.record.Fold()
	var others, intents []space.Write
	for _, w := range k.record.Leftovers() {
		if k.record.AnnouncedBy(k.claim.Holder, w) {
			intents = append(intents, w)
		} else {
			others = append(others, w)
		}
	}
	k.mu.Unlock()
	store := k.storeSegments
	if len(updated)+len(others) == 0 && !k.record.IsShared {
		// To give the lease back lists the new segments, and nothing else needs them before.
		store = func(ctx context.Context, created, _ []space.Write) error { return k.storeSplitting(ctx, created) }
	}
	if err := k.storeFolded(ctx, store, created, updated); err != nil {
		return err
	}
	former := k.former
	k.former = nil // it goes now
	if former != nil && k.record.IsShared {
		if err := former.closeShared(ctx); err != nil {
			return err
		}
	}
	if err := k.remove(ctx, others); err != nil {
		return err
	}
	k.cameToItsEnd()
	if err := k.release(ctx); err != nil {
		return err
	}
	return k.remove(ctx, intents)
}

// closeShared writes down what is left of a record that was taken over in part, and gives its lease back.
func (k *recorder) closeShared(ctx context.Context) error {
	if err := k.fold(ctx); err != nil {
		return err
	}
	if err := k.remove(ctx, k.record.Leftovers()); err != nil {
		return err
	}
	return k.release(ctx)
}
