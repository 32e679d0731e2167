package apply

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/space"
)

// await waits until no other run holds the lease, nor that of the record which this one is taken over from. A run that does not
// wait to the end takes its announcement back: the one that writes would make way for nobody.
//
// Errors: [ErrReadAgain] once that run has ended, *[Outdated], *[Busy].
func (k *recorder) await(ctx context.Context) error {
	err := k.awaitTurn(ctx)
	if err != nil && !errors.Is(err, ErrReadAgain) && k.announced {
		k.withdraw(ctx)
	}
	if err != nil || k.former == nil {
		return err
	}
	return k.former.await(ctx)
}

func (k *recorder) awaitTurn(ctx context.Context) error {
	for waited := false; ; {
		renewed, now := k.lastHeard()
		right, why := k.record.Head.RightOf(k.claim, renewed, now)
		if right == space.MustWait && k.wait.began.IsZero() {
			k.wait.began = k.clock.Now()
		}
		switch {
		case right == space.IsOutdated:
			return &Outdated{why}
		case right == space.MayWrite && waited:
			return ErrReadAgain
		case right == space.MayWrite:
			k.takesOver = why
			return nil
		}
		if wrote, err := k.writeBeside(ctx); err != nil {
			return err
		} else if wrote {
			continue // it may show that the lease is old
		}
		if k.clock.Now().Sub(k.wait.began) >= k.most {
			return &Busy{Who: why, Waited: k.clock.Now().Sub(k.wait.began)}
		}
		if !waited {
			k.log("%s is publishing to the same place: waiting for it to end.", why)
		}
		if err := clock.Sleep(ctx, k.clock, pollEvery); err != nil {
			return err
		}
		stored, err := k.stored(ctx)
		if err != nil {
			return err
		}
		k.record.TakeHead(stored)
		waited = true
	}
}

// lastHeard returns when the lease was renewed, and what time it is now by the same clock: that which versions are dated by,
// as far as this run has written one, else the own one, by which the head has stood as it is since this run saw it first. The
// time that comes with the answers may be another clock's.
func (k *recorder) lastHeard() (renewed, now time.Time) {
	if renewed = k.record.LastHeard(); !renewed.IsZero() && !k.wait.dated.IsZero() {
		return renewed, k.wait.dated.Add(k.clock.Now().Sub(k.wait.at))
	}
	head, _ := k.record.StoredProperty(k.record.HeadKey())
	now = k.clock.Now()
	if k.wait.version != head.Version {
		k.wait.version, k.wait.since = head.Version, now
	}
	return k.wait.since, now
}

// writeBeside writes the head beside the lease of another run, for two reasons: to learn what time it is by the clock that its
// versions are dated by, and to announce this run, if it publishes a newer commit than the one which holds the lease.
func (k *recorder) writeBeside(ctx context.Context) (wrote bool, err error) {
	announces := k.record.Head.ShouldAnnounce(k.claim)
	if !announces && (k.wait.isAsked || k.record.LastHeard().IsZero()) {
		return false, nil
	}
	k.wait.isAsked = true
	if announces {
		k.record.Head.Next, k.announced = &k.claim.Lease, true
	}
	err = k.store(ctx, k.record.WriteBeside())
	isPassing := confluence.IsKind(err, confluence.Unavailable) || confluence.IsKind(err, confluence.Unexpected)
	switch {
	case isConflict(err), isPassing && !announces:
		return false, nil
	case err != nil:
		return false, cannotRecord(err)
	}
	head, _ := k.record.StoredProperty(k.record.HeadKey())
	k.wait.dated, k.wait.at = head.Created, k.clock.Now()
	k.wait.version = head.Version // it is not a sign of life of the other run
	return true, nil
}

// take writes the lease into the head, if there is anything to write. A head that somebody has changed since it was read makes
// the plan void. A run that changes no page writes the head alone, if its commit is not the recorded one.
func (k *recorder) take(ctx context.Context, g graces) error {
	head := &k.record.Head
	isRecorded := head.Last == k.claim.Commit || k.claim.Commit == (space.Commit{})
	if !k.work && (!k.record.Exists || isRecorded && head.Lease == nil && head.Begun == (space.Commit{})) {
		return nil
	}
	if ctx.Err() != nil {
		return errStoppedBefore
	}
	if last, diverged := head.HasDiverged(k.claim); diverged {
		k.notice(fmt.Sprintf("%s does not come from %s, which was published last, as far as the history here tells: pages may go back to an earlier text", k.claim.Commit, last))
	}
	if head.Lease != nil {
		head.Begin(head.Lease.Commit, k.claim.History)
	}
	head.Lease, head.Next = nil, nil
	if k.work {
		head.Lease = &k.claim.Lease
	} else {
		head.Last, head.Begun = k.claim.Commit, space.Commit{}
	}
	if k.takesOver != "" {
		k.log("%s: this run takes over.", k.takesOver)
	}
	if err := k.writeLease(g); err != nil {
		return err
	}
	k.record.Exists = true
	if property, _ := k.record.StoredProperty(k.record.HeadKey()); !property.Created.IsZero() {
		k.began = property.Created
	} else {
		k.began = k.client.ServerTime()
	}
	if k.former == nil {
		return nil
	}
	k.former.record.Head.Lease, k.former.record.Head.Next = &k.former.claim.Lease, nil
	return k.former.writeLease(g)
}

// writeLease writes the head, unless somebody has changed it since it was read. If the run is told to stop before an answer
// comes, it looks whether it holds the lease, which it must give back then.
func (k *recorder) writeLease(g graces) error {
	err := k.store(g.requests, k.record.HeadWrite())
	if isConflict(err) {
		return ErrReadAgain
	}
	if confluence.IsKind(err, confluence.Cancelled) && k.work {
		k.held = k.hasCome(g.record)
	}
	if err != nil {
		return cannotRecord(err)
	}
	k.held, k.renewed = k.work, k.clock.Now()
	return nil
}

// hasCome reports whether a lease whose answer is not known is in the head.
func (k *recorder) hasCome(ctx context.Context) bool {
	stored, err := k.stored(ctx)
	if err != nil || k.stillOurs(stored) != nil {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.record.TakeStored(stored)
	return true
}

var errStoppedBefore = fmt.Errorf("%w: nothing was published", ErrStopped)

func cannotRecord(err error) error {
	if confluence.IsKind(err, confluence.Cancelled) {
		return errStoppedBefore
	}
	return fmt.Errorf("nothing was published, because it cannot be recorded on the parent page: %w", err)
}

// withdraw takes an announcement back. What cannot be taken back any more is void after a while.
func (k *recorder) withdraw(ctx context.Context) {
	last, end := outlast(ctx, k.clock, graceRecord)
	defer end()
	for range mostAttempts {
		stored, err := k.stored(last)
		if err != nil || stored.Head.Next == nil || stored.Head.Next.Holder != k.claim.Holder {
			return
		}
		k.record.TakeHead(stored)
		k.record.Head.Next = nil
		if err := k.store(last, k.record.WriteBeside()); !isConflict(err) {
			return
		}
	}
}

// hold is asked before each write. After a pause, as of a machine that slept, the lease is renewed first: another run may
// have taken it over.
func (k *recorder) hold(ctx context.Context) error {
	k.mu.Lock()
	k.wrote = true
	k.mu.Unlock()
	if !k.isOverdue() {
		return nil
	}
	if err := k.io.take(ctx); err != nil {
		return err
	}
	defer k.io.give()
	if k.isOverdue() {
		if err := k.renew(ctx); err != nil {
			return err
		}
	}
	return k.superseded()
}

// superseded is the error that ends a run for which a newer commit waits, once what it was about to write down is whole.
func (k *recorder) superseded() error {
	if k.way == nil {
		return nil
	}
	return k.way
}

// renew writes the head.
func (k *recorder) renew(ctx context.Context) error {
	if err := k.storeOurs(ctx, k.head()); err != nil {
		return err
	}
	k.mu.Lock()
	k.renewed = k.clock.Now()
	k.mu.Unlock()
	if k.former == nil || !k.former.isHeld() {
		return nil
	}
	return k.former.renew(ctx)
}

// release gives the lease back, and that of the former record as far as it is still there.
func (k *recorder) release(ctx context.Context) error {
	for _, of := range []*recorder{k, k.former} {
		if of != nil {
			of.mu.Lock()
			of.record.Head.Lease = nil
			of.mu.Unlock()
		}
	}
	k.mu.Lock()
	k.record.Head.NoteTaken(k.taken)
	k.mu.Unlock()
	return k.renew(ctx)
}

// cameToItsEnd notes for the head that the run's commit was published whole.
func (k *recorder) cameToItsEnd() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.record.Head.Last, k.record.Head.Begun = k.claim.Commit, space.Commit{}
}

// stopped notes for the head that the run's commit was published in part.
func (k *recorder) stopped() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.wrote {
		k.record.Head.Begin(k.claim.Commit, k.claim.History)
		if k.former != nil {
			k.former.record.Head.Begin(k.former.claim.Commit, k.claim.History)
		}
	}
}
