package apply

import (
	"context"
	"sync"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
	"github.com/pagewright/pagewright/publish/title"
)

// recorder keeps the record while a plan is carried out: it takes the lease before the first write, writes down what was
// done every few seconds, which renews the lease, and gives it back at the end.
type recorder struct {
	client *confluence.Client
	reader *read.Reader
	clock  clock.Clock
	claim  space.Claim
	wait   *Waiting
	work   bool // there is something to write besides the head
	log    func(format string, args ...any)
	notice func(text string)
	most   time.Duration // to wait for another run
	trees  []string      // that stand in the file

	batches []*intentBatch
	batchOf map[*plan.Page]int

	takesOver string // whose lease it is that this run takes over, and why; "" for none
	announced bool   // beside the lease of a run that is waited for

	former *recorder // of the record that this one is taken over from, whose lease is held too; nil for none

	io  contextLock // properties are written one after another
	way *Superseded // a newer commit waits; guarded by io

	mu      sync.Mutex // guards what follows, and the record; never held while Confluence is asked
	record  *space.Record
	held    bool
	renewed time.Time // by the own clock
	unsure  bool      // a creation may have been done though it failed
	wrote   bool      // pages were written, or may have been
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

func newRecorder(in Input) *recorder {
	k := &recorder{
		client: in.Client, reader: in.Reader, clock: in.Clock, claim: in.Claim, record: in.Record, log: in.Log, notice: in.Notice, wait: in.Waiting, most: in.Settings.Patience, trees: in.Settings.Named,
		work: len(in.Plan.Steps) > 0 || in.Record.IsUnfinished(), batchOf: map[*plan.Page]int{}, io: newContextLock(), taken: in.Plan.Taken,
	}
	if former := in.Record.TakenFrom; former != nil && (former.Exists || in.Record.IsShared) {
		k.former = k.of(former)
	}
	return k
}

// of returns a recorder for a record that this one is taken over from.
func (k *recorder) of(former *space.Record) *recorder {
	return &recorder{
		client: k.client, reader: k.reader, clock: k.clock, claim: k.claim.On(former, k.record.Owner), record: former, log: k.log, notice: k.notice, wait: k.wait, most: k.most, trees: k.trees, work: true, io: newContextLock(),
	}
}

// titleTaken notes that another page has the title of a page, and returns what the record tells of it.
func (k *recorder) titleTaken(page *plan.Page, holder plan.Holder) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.taken = append(k.taken, title.Fold(page.Title))
	return page.TitleTaken(holder, k.record, k.trees)
}

// put notes what is known of a page.
func (k *recorder) put(id string, entry space.Entry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.record.Put(id, entry)
}

// others returns what other records on the parent page tell.
func (k *recorder) others(properties []space.Property) space.Claims {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.record.Others(properties)
}

func (k *recorder) forget(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.record.Remove(id)
}

// uncertain notes a creation whose outcome is not known: its intent must outlive the run.
func (k *recorder) uncertain(err error) {
	for _, kind := range []confluence.Kind{confluence.Unavailable, confluence.Cancelled, confluence.Unexpected, confluence.RateLimited} {
		if confluence.IsKind(err, kind) {
			k.keepIntents()
		}
	}
}

// keepIntents lets the intents of the run outlive it.
func (k *recorder) keepIntents() {
	k.mu.Lock()
	k.unsure = true
	k.mu.Unlock()
}

// madeSince reports whether a version was made after the run took the lease.
func (k *recorder) madeSince(v confluence.Version) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return !v.CreatedAt.Before(k.began)
}

// isBySelf reports whether a version was made by the account that writes the record, which is asked for where the versions of
// the record do not tell. Without the right to ask, nobody can say: that is taken for yes.
func (k *recorder) isBySelf(ctx context.Context, v confluence.Version) (bool, error) {
	k.mu.Lock()
	author := k.author
	k.mu.Unlock()
	if author == "" {
		asked, err := k.reader.Account(ctx)
		if err != nil {
			return false, err
		}
		author = asked
		k.mu.Lock()
		k.author = author
		k.mu.Unlock()
	}
	return author == space.AnyAuthor || v.AuthorID == author, nil
}

// failed says of a failure that it is the record's.
func (k *recorder) failed(err error) error {
	if err == nil {
		return nil
	}
	return recordError{err, k.record.Parent, k.record.HeadKey()}
}

func (k *recorder) isOverdue() bool { return k.sinceRenewal() > leaseFresh }

func (k *recorder) sinceRenewal() time.Duration {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.clock.Now().Sub(k.renewed)
}

// isHeld reports whether this run holds the lease, as far as it knows.
func (k *recorder) isHeld() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.held
}

// intentBatch is written once, by the first page that needs it; the others wait for it.
type intentBatch struct {
	write space.Write
	turn  contextLock
	done  bool
}
