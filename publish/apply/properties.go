package apply

import (
	"cmp"
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
)

// mostAttempts bounds how often a property is written again because somebody else wrote it at the same time.
const mostAttempts = 5

// stored reads the record as it stands now.
func (k *recorder) stored(ctx context.Context) (*space.Record, error) {
	properties, err := k.reader.Properties(confluence.WithPriority(ctx), k.record.Parent)
	if err != nil {
		return nil, err
	}
	return space.ReadRecord(properties, k.record.Owner, k.record.Tree, k.record.Parent, true)
}

func (k *recorder) head() space.Write {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.record.HeadWrite()
}

// storeOurs writes a property of the record whose lease this run holds. One that was changed by somebody else shows
// whether it still does: a run that announces itself leaves the lease where it is.
func (k *recorder) storeOurs(ctx context.Context, w space.Write) error {
	err := k.store(ctx, w)
	for range mostAttempts {
		if !isConflict(err) && !confluence.IsKind(err, confluence.NotFound) {
			return err
		}
		stored, failed := k.stored(ctx)
		if failed != nil {
			return failed
		}
		if err := k.stillOurs(stored); err != nil {
			k.mu.Lock()
			k.held = false
			k.mu.Unlock()
			return err
		}
		k.noteNext(stored)
		k.mu.Lock()
		k.record.TakeStored(stored)
		w.Stored, _ = stored.StoredProperty(w.Key)
		if w.Key == k.record.HeadKey() {
			w = k.record.HeadWrite()
		}
		k.mu.Unlock()
		err = k.store(ctx, w)
	}
	return err
}

// stillOurs is why a record is not this run's to write any more.
func (k *recorder) stillOurs(stored *space.Record) error {
	switch lease := stored.Head.Lease; {
	case !stored.Exists:
		return &RecordGone{stored.HeadKey()}
	case lease == nil || lease.Holder != k.claim.Holder:
		return errLeaseLost
	}
	return nil
}

// noteNext notes for whom this run makes way, given the record that somebody has changed since this run wrote it. An
// announcement that may be old is taken out: who still waits says so again.
func (k *recorder) noteNext(stored *space.Record) {
	switch isAsked := stored.Head.MustMakeWay(k.claim); {
	case isAsked && k.isOverdue():
		stored.Head.Next = nil
	case isAsked:
		k.way = cmp.Or(k.way, &Superseded{})
		k.way.For, k.way.IsGone = *stored.Head.Next, false
	case k.way != nil:
		k.way.IsGone = true
	}
}

// mostRemovals bounds how many properties are removed at the same time.
const mostRemovals = 4

// remove removes properties, several at a time.
func (k *recorder) remove(ctx context.Context, properties []space.Write) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(mostRemovals)
	for _, w := range properties {
		group.Go(func() error { return k.store(ctx, w) })
	}
	return group.Wait()
}

// store writes a property by the version at which it was last seen.
func (k *recorder) store(ctx context.Context, w space.Write) error {
	now, err := k.send(confluence.WithPriority(ctx), w)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.record.Wrote(w, read.Property(now))
	if now.AuthorID != "" {
		k.author = now.AuthorID
	}
	return nil
}

func (k *recorder) send(ctx context.Context, w space.Write) (confluence.Property, error) {
	next := confluence.Property{ID: w.Stored.ID, Key: w.Key, Value: w.Value, Version: w.Stored.Version + 1}
	switch {
	case w.Value == nil:
		err := k.client.RemoveProperty(ctx, w.Page, next)
		if confluence.IsKind(err, confluence.NotFound) {
			err = nil
		}
		return confluence.Property{}, err
	case w.Stored.ID == "":
		return k.client.CreateProperty(ctx, w.Page, w.Key, w.Value)
	}
	return k.client.UpdateProperty(ctx, w.Page, next)
}
