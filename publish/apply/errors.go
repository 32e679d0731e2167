package apply

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/space"
)

// pageError is a failure of one page that Confluence did not answer with.
type pageError struct{ error }

func (e pageError) Unwrap() error { return e.error }

func pageErrorf(format string, args ...any) error { return pageError{fmt.Errorf(format, args...)} }

// recordError is a failure of a record: it is no page's, and nothing can go on without it.
type recordError struct {
	error
	parent, key string // of the record's head
}

func (e recordError) Unwrap() error { return e.error }

// told returns failures of which each is to be told: an outage is one, whatever failed by it, so is the end of a run, and a
// record that failed once may fail again in the same way.
func told(failures []error) []error {
	var once []error
	for _, failure := range failures {
		if failure != nil && !slices.ContainsFunc(once, func(before error) bool { return isSameFailure(before, failure) }) {
			once = append(once, failure)
		}
	}
	return once
}

func isSameFailure(a, b error) bool {
	if confluence.IsOutage(a) && confluence.IsOutage(b) || errors.Is(a, ErrStopped) && confluence.IsKind(b, confluence.Cancelled) {
		return true
	}
	ofA, isA := errors.AsType[recordError](a)
	ofB, isB := errors.AsType[recordError](b)
	first, is := errors.AsType[*confluence.Error](a)
	return isA && isB && is && ofA.parent == ofB.parent && ofA.key == ofB.key && confluence.IsKind(b, first.Kind)
}

// endsRun reports whether nothing can go on after a failure.
func endsRun(err error) bool {
	if _, ofPage := errors.AsType[pageError](err); ofPage {
		return false
	}
	if _, isOfRecord := errors.AsType[recordError](err); isOfRecord {
		return true
	}
	_, ofConfluence := errors.AsType[*confluence.Error](err)
	return !ofConfluence || confluence.Ends(err) == confluence.ReachRun
}

// ErrStopped is for a run that was told to stop before its end.
var ErrStopped = errors.New("the run was told to stop before its end")

// ErrReadAgain is for a record that another run changed after it was read: the space is to be read and the plan to be made
// again.
var ErrReadAgain = errors.New("another run has published meanwhile")

var errHidden = errors.New("its page is hidden from this account, or was purged, since the run began")

// ErrNotReached is for a page whose turn did not come before the run ended.
var ErrNotReached = errors.New("the run ended before its turn")

var errLeaseLost = errors.New("another run took over while this one was not heard of: it publishes what is left, and this run stopped before its next write")

// RecordGone is for a run whose record somebody removed or damaged while it wrote.
type RecordGone struct{ Key string } // of the property

func (e *RecordGone) Error() string {
	return fmt.Sprintf("the record of what was published, content property %s of the parent page, was removed or damaged while this run wrote, and not by another run: this one stopped before its next write. Run publish with --repair, which rebuilds the record from the pages themselves", e.Key)
}

// hasLostRecord reports whether a run may not write any more, not even what it has begun.
func hasLostRecord(err error) bool {
	_, isGone := errors.AsType[*RecordGone](err)
	return isGone || errors.Is(err, errLeaseLost)
}

// Outdated is for a run that would publish an older commit than the last one.
type Outdated struct{ Why string }

func (e *Outdated) Error() string {
	return e.Why + ": nothing was written. To publish the older one all the same, set allow-older: true"
}

// Superseded is for a run that stopped because one with a newer commit waits.
type Superseded struct {
	For    space.Lease
	IsGone bool // it does not wait any more, and nobody publishes what is left
}

func (e *Superseded) Error() string {
	if e.IsGone {
		return fmt.Sprintf("this run stopped before its end, because %s waited with a newer commit, and that run was stopped too: run one of them again", e.For)
	}
	return fmt.Sprintf("this run stopped before its end, because %s waits with a newer commit: it publishes what is left", e.For)
}

// Busy is for a run that waited for another one as long as patience lets it.
type Busy struct {
	Who    string
	Waited time.Duration
}

func (e *Busy) Error() string {
	return fmt.Sprintf("%s is publishing to the same place, and has been waited for %s: run again when it has ended", e.Who, e.Waited.Round(time.Second))
}

// isConflict reports whether somebody else wrote the same thing at the same time.
func isConflict(err error) bool {
	return confluence.IsKind(err, confluence.Conflict) || confluence.IsKind(err, confluence.PropertyExists)
}

// isOfRecord reports whether the record is what ended a run.
func isOfRecord(cause error) bool {
	return cause != nil && !errors.Is(cause, context.Canceled) && !errors.Is(cause, context.DeadlineExceeded)
}
