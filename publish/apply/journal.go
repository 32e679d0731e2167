package apply

import (
	"context"
	"sync"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/space"
)

// keep writes the record down every few seconds, until the function that it returns is called. Stop ends the run when the
// lease is lost, or when a run with a newer commit waits.
func (k *recorder) keep(ctx context.Context, stop context.CancelCauseFunc) (end func()) {
	waiting, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		for clock.Sleep(waiting, k.clock, flushEvery) == nil {
			if err := k.flush(ctx); err != nil && ctx.Err() == nil {
				stop(k.failed(err))
				return
			}
		}
	})
	return func() {
		cancel()
		done.Wait()
	}
}

// flush writes the journal, and then the head, which renews the lease and shows whether it is still held.
func (k *recorder) flush(ctx context.Context) error {
	if err := k.io.take(ctx); err != nil {
		return err
	}
	defer k.io.give()
	if k.isOverdue() {
		if err := k.renew(ctx); err != nil {
			return err
		}
	}
	isSettled, err := k.writeDown(ctx)
	if err == nil && (!isSettled || k.sinceRenewal() >= leaseFresh/2) {
		err = k.renew(ctx)
	}
	if err != nil {
		return err
	}
	return k.superseded()
}

// writeDown writes what the segments do not have yet into the journal, or into the segments where it is too much for one
// property. isSettled reports whether there was nothing to write.
func (k *recorder) writeDown(ctx context.Context) (isSettled bool, err error) {
	journal, isFull, isSettled := k.journal()
	if isSettled {
		return true, nil
	}
	if !isFull {
		err = k.storeOurs(ctx, journal)
	}
	if isFull || confluence.IsKind(err, confluence.TooLarge) {
		err = k.fold(ctx)
	}
	return false, err
}

func (k *recorder) journal() (w space.Write, isFull, isSettled bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	w, isFull = k.record.Journal(k.claim.Holder)
	return w, isFull, k.record.IsSettled()
}

// fold brings the segments up to date and empties the journal. As much may be done meanwhile as the journal does not hold:
// then once more.
func (k *recorder) fold(ctx context.Context) error {
	for {
		k.mu.Lock()
		created, updated := k.record.Fold()
		k.mu.Unlock()
		if err := k.storeFolded(ctx, k.storeSegments, created, updated); err != nil {
			return err
		}
		journal, full, settled := k.journal()
		switch {
		case full:
			continue
		case settled && journal.Stored.ID == "":
			return nil
		}
		return k.storeOurs(ctx, journal)
	}
}

// storeFolded writes what folding the record has made. Where that fails, the segments do not hold everything.
func (k *recorder) storeFolded(ctx context.Context, store func(ctx context.Context, created, updated []space.Write) error, created, updated []space.Write) error {
	err := store(ctx, created, updated)
	if err != nil {
		k.mu.Lock()
		k.record.Unfold()
		k.mu.Unlock()
	}
	return err
}

// storeSegments writes new segments, then the head that lists them, then the others. One that is refused for its size is
// split.
func (k *recorder) storeSegments(ctx context.Context, created, updated []space.Write) error {
	if err := k.storeSplitting(ctx, created); err != nil {
		return err
	}
	if len(created) > 0 {
		if err := k.renew(ctx); err != nil {
			return err
		}
	}
	return k.storeSplitting(ctx, updated)
}

func (k *recorder) storeSplitting(ctx context.Context, segments []space.Write) error {
	for _, w := range segments {
		err := k.storeOurs(ctx, w)
		if !confluence.IsKind(err, confluence.TooLarge) {
			if err != nil {
				return err
			}
			continue
		}
		k.mu.Lock()
		created, updated := k.record.Split(w.Key)
		k.mu.Unlock()
		if len(created) == 0 {
			return err
		}
		if err := k.storeSegments(ctx, created, updated); err != nil {
			return err
		}
	}
	return nil
}
