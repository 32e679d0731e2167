package apply

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
	"github.com/pagewright/pagewright/publish/title"
)

// keeper keeps the record while a plan is carried out: it takes the lease before the first write, writes down what was
// done every few seconds, which renews the lease, and gives it back at the end.
type keeper struct {
	client *confluence.Client
	reader *read.Reader
	clock  clock.Clock
	claim  space.Claim
	wait   *Waiting
	work   bool // there is something to write besides the head
	log    func(format string, args ...any)
	notice func(text string)
	most   time.Duration // to wait for another run

	batches []*intentBatch
	batchOf map[*plan.Page]int

	takesOver string // whose lease it is that this run takes over, and why; "" for none

	io  turn     // properties are written one after another
	way *MadeWay // a newer commit waits; guarded by io

	mu      sync.Mutex // guards what follows, and the record; never held while Confluence is asked
	record  *space.Record
	held    bool
	renewed time.Time // by the own clock
	unsure  bool      // a creation may have been done though it failed
	author  string    // of the head's versions that this run wrote
	began   time.Time // by the server's clock: when this run took the lease
	taken   []string  // titles that pages of others have
}

// The lease is renewed at least so often, and is looked at before the next write after so long.
const (
	flushEvery = 3 * time.Second
	leaseFresh = time.Minute
	pollEvery  = 5 * time.Second
)

func newKeeper(in Input) *keeper {
	return &keeper{
		client: in.Client, reader: in.Reader, clock: in.Clock, claim: in.Claim, record: in.Record, log: in.Log, notice: in.Notice, wait: in.Waiting, most: in.Settings.Patience,
		work: len(in.Plan.Steps) > 0 || in.Record.IsUnfinished(), batchOf: map[*plan.Page]int{}, io: newTurn(), taken: in.Plan.Taken,
	}
}

// await waits until no other run holds the lease.
//
// Errors: [ErrReadAgain] once that run has ended, *[Outdated], *[Busy].
func (k *keeper) await(ctx context.Context) error {
	for waited := false; ; waited = true {
		head := k.record.Head
		renewed, now := k.lastHeard()
		right, why := head.RightOf(k.claim, renewed, now)
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
		case k.clock.Now().Sub(k.wait.began) >= k.most:
			return &Busy{Who: why, Waited: k.clock.Now().Sub(k.wait.began)}
		}
		if !waited {
			k.log("%s is publishing to the same place: waiting for it to end.", why)
		}
		if err := k.announce(ctx); err != nil {
			return err
		}
		if err := clock.Sleep(ctx, k.clock, pollEvery); err != nil {
			return err
		}
		stored, err := k.stored(ctx)
		if err != nil {
			return err
		}
		k.record.TakeHead(stored)
	}
}

// lastHeard returns when the head was written, and what time it is now: by the server's clock, or, where the server does not
// tell, since when the head has stood as it is, by the own one.
func (k *keeper) lastHeard() (written, now time.Time) {
	head, _ := k.record.Stands(k.record.HeadKey())
	if now := k.client.ServerTime(); !now.IsZero() && !head.Created.IsZero() {
		return head.Created, now
	}
	now = k.clock.Now()
	if k.wait.version != head.Version {
		k.wait.version, k.wait.since = head.Version, now
	}
	return k.wait.since, now
}

// take writes the lease into the head, if there is anything to write. A head that somebody has changed since it was read makes the plan void. A run that
// changes no page writes the head alone, if its commit is not the recorded one.
func (k *keeper) take(ctx context.Context) error {
	head := &k.record.Head
	isRecorded := head.Last == k.claim.Commit || k.claim.Commit == (space.Commit{})
	if !k.work && (!k.record.Exists || isRecorded && head.Lease == nil) {
		return nil
	}
	if head.IsBeside(k.claim) {
		k.notice(fmt.Sprintf("%s does not come from %s, which was published last, as far as the history here tells: pages may go back to an earlier text", k.claim.Commit, head.Last))
	}
	head.Lease, head.Next = nil, nil
	if k.work {
		head.Lease = &k.claim.Lease
	} else {
		head.Last = k.claim.Commit
	}
	if k.takesOver != "" {
		k.log("%s: this run takes over.", k.takesOver)
	}
	err := k.store(ctx, k.record.HeadWrite())
	if isConflict(err) {
		return ErrReadAgain
	}
	if err != nil {
		return fmt.Errorf("nothing was published, because it cannot be recorded on the parent page: %w", err)
	}
	k.record.Exists = true
	k.held, k.renewed = k.work, k.clock.Now()
	if property, _ := k.record.Stands(k.record.HeadKey()); !property.Created.IsZero() {
		k.began = property.Created
	} else {
		k.began = k.client.ServerTime()
	}
	return nil
}

// announce writes this run beside the lease, if it publishes a newer commit than the run which holds it.
func (k *keeper) announce(ctx context.Context) error {
	if !k.record.Head.ShouldAnnounce(k.claim) {
		return nil
	}
	k.record.Head.Next = &k.claim.Lease
	if err := k.store(ctx, k.record.HeadWrite()); err != nil && !isConflict(err) {
		return err
	}
	return nil
}

// stored reads the record as it stands now.
func (k *keeper) stored(ctx context.Context) (*space.Record, error) {
	properties, err := k.reader.Properties(confluence.WithPriority(ctx), k.record.Parent)
	if err != nil {
		return nil, err
	}
	return space.ReadRecord(properties, k.record.Owner, k.record.Tree, k.record.Parent, true)
}

// titleTaken notes that another page has the title of a page, and returns what the record tells of it.
func (k *keeper) titleTaken(page *plan.Page, holder plan.Holder) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.taken = append(k.taken, title.Fold(page.Title))
	holder.AsMade = holder.AsMade && (k.author == "" || holder.Version.AuthorID == k.author)
	return page.TitleTaken(holder, k.record)
}

// put notes what is known of a page.
func (k *keeper) put(id string, entry space.Entry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.record.Put(id, entry)
}

func (k *keeper) forget(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.record.Remove(id)
}

// uncertain notes a creation whose outcome is not known: its intent must outlive the run.
func (k *keeper) uncertain(err error) {
	for _, kind := range []confluence.Kind{confluence.Unavailable, confluence.Cancelled, confluence.Unexpected, confluence.RateLimited} {
		if confluence.IsKind(err, kind) {
			k.mu.Lock()
			k.unsure = true
			k.mu.Unlock()
		}
	}
}

// madeSince reports whether a version was made by the account that writes the record, after it took the lease.
func (k *keeper) madeSince(v confluence.Version) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return (k.author == "" || v.AuthorID == k.author) && !v.CreatedAt.Before(k.began)
}

// keep writes the record down every few seconds, until the function that it returns is called. Stop ends the run when the
// lease is lost, or when a run with a newer commit waits.
func (k *keeper) keep(ctx context.Context, stop context.CancelCauseFunc) (end func()) {
	waiting, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		for clock.Sleep(waiting, k.clock, flushEvery) == nil {
			if err := k.flush(ctx); err != nil && ctx.Err() == nil {
				stop(err)
				return
			}
		}
	})
	return func() {
		cancel()
		done.Wait()
	}
}

// hold is asked before each write. After a pause, as of a machine that slept, the lease is renewed first: another run may
// have taken it over.
func (k *keeper) hold(ctx context.Context) error {
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
	return k.mustMakeWay()
}

func (k *keeper) isOverdue() bool { return k.sinceRenewal() > leaseFresh }

func (k *keeper) sinceRenewal() time.Duration {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.clock.Now().Sub(k.renewed)
}

// flush writes the journal, and then the head, which renews the lease and shows whether it is still held.
func (k *keeper) flush(ctx context.Context) error {
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
	return k.mustMakeWay()
}

// mustMakeWay is the error that ends a run for which a newer commit waits, once what it was about to write down is whole.
func (k *keeper) mustMakeWay() error {
	if k.way == nil {
		return nil
	}
	return k.way
}

// writeDown writes what the segments do not have yet into the journal, or into the segments where it is too much for one
// property. isSettled reports whether there was nothing to write.
func (k *keeper) writeDown(ctx context.Context) (isSettled bool, err error) {
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

func (k *keeper) journal() (w space.Write, isFull, isSettled bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	w, isFull = k.record.Journal(k.claim.Holder)
	return w, isFull, k.record.IsSettled()
}

// renew writes the head.
func (k *keeper) renew(ctx context.Context) error {
	if err := k.storeOurs(ctx, k.head()); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.renewed = k.clock.Now()
	return nil
}

func (k *keeper) head() space.Write {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.record.HeadWrite()
}

// storeOurs writes a property of the record whose lease this run holds. One that was changed by somebody else shows
// whether it still does: a run that announces itself leaves the lease where it is.
func (k *keeper) storeOurs(ctx context.Context, w space.Write) error {
	err := k.store(ctx, w)
	if !isConflict(err) {
		return err
	}
	stored, err := k.stored(ctx)
	if err != nil {
		return err
	}
	if lease := stored.Head.Lease; lease == nil || lease.Holder != k.claim.Holder {
		k.mu.Lock()
		k.held = false
		k.mu.Unlock()
		return errLeaseLost
	}
	k.mu.Lock()
	k.record.TakeStored(stored)
	w.Stands, _ = k.record.Stands(w.Key)
	if w.Key == k.record.HeadKey() {
		w = k.record.HeadWrite()
	}
	k.mu.Unlock()
	if stored.Head.MustMakeWay(k.claim) {
		k.way = &MadeWay{For: *stored.Head.Next}
	}
	return k.store(ctx, w)
}

// fold brings the segments up to date and empties the journal. As much may be done meanwhile as the journal does not hold:
// then once more.
func (k *keeper) fold(ctx context.Context) error {
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
		case settled && journal.Stands.ID == "":
			return nil
		}
		return k.storeOurs(ctx, journal)
	}
}

// storeFolded writes what folding the record has made. Where that fails, the segments do not hold everything.
func (k *keeper) storeFolded(ctx context.Context, store func(ctx context.Context, created, updated []space.Write) error, created, updated []space.Write) error {
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
func (k *keeper) storeSegments(ctx context.Context, created, updated []space.Write) error {
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

func (k *keeper) storeSplitting(ctx context.Context, segments []space.Write) error {
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

// isHeld reports whether this run holds the lease, as far as it knows.
func (k *keeper) isHeld() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.held
}

// giveBack gives back a lease with which nothing was done.
func (k *keeper) giveBack(ctx context.Context) error {
	last, cancel := k.lasting(ctx)
	defer cancel()
	return k.release(last, k.record.Head.Last)
}

// finish writes down what was done and gives the lease back. The error is that of the record alone. After a run that came to its end the segments hold all of it,
// and nothing else is left; one that was stopped is short of time, and leaves that to the next.
func (k *keeper) finish(ctx context.Context, ended error) error {
	if !k.isHeld() {
		return nil
	}
	ctx, cancel := k.lasting(ctx)
	defer cancel()
	if err := k.io.take(ctx); err != nil {
		return err
	}
	defer k.io.give()
	err := k.close(ctx, ended == nil)
	if ended == nil && err != nil {
		return fmt.Errorf("what was done cannot be written down: %w", err)
	}
	return err
}

// graceRecord is how long a run that was told to stop may take to write down what it did.
const graceRecord = time.Second

// lasting returns a context for the last writes of the record, which outlasts the run's by a little.
func (k *keeper) lasting(ctx context.Context) (context.Context, context.CancelFunc) {
	last, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { k.clock.AfterFunc(graceRecord, cancel) })
	return last, func() { stop(); cancel() }
}

// mostRemovals bounds how many properties are removed at the same time.
const mostRemovals = 4

// close brings the segments up to date, removes what else there is, and gives the lease back. The run's own intents go last:
// they tell nothing new any more.
func (k *keeper) close(ctx context.Context, whole bool) error {
	if !whole {
		if _, err := k.writeDown(ctx); err != nil {
			return err
		}
		return k.release(ctx, k.record.Head.Last)
	}
	if k.unsure {
		if err := k.fold(ctx); err != nil {
			return err
		}
		return k.release(ctx, k.claim.Commit)
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
	if len(updated)+len(others) == 0 {
		// To give the lease back lists the new segments, and nothing else needs them before.
		store = func(ctx context.Context, created, _ []space.Write) error { return k.storeSplitting(ctx, created) }
	}
	if err := k.storeFolded(ctx, store, created, updated); err != nil {
		return err
	}
	if err := k.remove(ctx, others); err != nil {
		return err
	}
	if err := k.release(ctx, k.claim.Commit); err != nil {
		return err
	}
	return k.remove(ctx, intents)
}

// remove removes properties, several at a time.
func (k *keeper) remove(ctx context.Context, properties []space.Write) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(mostRemovals)
	for _, w := range properties {
		group.Go(func() error { return k.store(ctx, w) })
	}
	return group.Wait()
}

func (k *keeper) release(ctx context.Context, last space.Commit) error {
	k.mu.Lock()
	k.record.Head.Lease, k.record.Head.Last = nil, last
	k.record.Head.NoteTaken(k.taken)
	k.mu.Unlock()
	return k.renew(ctx)
}

// store writes a property by the version at which it was last seen.
func (k *keeper) store(ctx context.Context, w space.Write) error {
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

func (k *keeper) send(ctx context.Context, w space.Write) (confluence.Property, error) {
	next := confluence.Property{ID: w.Stands.ID, Key: w.Key, Value: w.Value, Version: w.Stands.Version + 1}
	switch {
	case w.Value == nil:
		err := k.client.RemoveProperty(ctx, w.Page, next)
		if confluence.IsKind(err, confluence.NotFound) {
			err = nil
		}
		return confluence.Property{}, err
	case w.Stands.ID == "":
		return k.client.CreateProperty(ctx, w.Page, w.Key, w.Value)
	}
	return k.client.UpdateProperty(ctx, w.Page, next)
}

// intentBatch is written once, by the first page that needs it; the others wait for it.
type intentBatch struct {
	write space.Write
	turn  turn
	done  bool
}
