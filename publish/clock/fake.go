package clock

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Fake is a clock that stands still until a test moves it. It may be used from
// several goroutines.
type Fake struct {
	mu     sync.Mutex
	now    time.Time
	timers []*fakeTimer // in the order in which they are due
	skip   bool
	moving sync.Mutex // held while time passes
}

// NewFake returns a clock that shows a time.
func NewFake(now time.Time) *Fake { return &Fake{now: now} }

type fakeTimer struct {
	clock *Fake
	due   time.Time
	call  func()
	limit bool // ends something that lasts too long; nobody waits for it
}

// SkipWaits lets every wait be over as soon as it begins: time jumps to the end
// of the earliest one. The time-outs of contexts cause no jump; they end when a
// wait takes time past them. It is for code that waits now and then, not for code
// that does something at regular intervals, which would do nothing else.
func (f *Fake) SkipWaits() *Fake {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.skip = true
	return f
}

// Now returns the time that the clock shows.
func (f *Fake) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Advance lets time pass. The calls that come due are made in their order, each
// at its own time, and have returned when Advance does.
func (f *Fake) Advance(d time.Duration) {
	f.moving.Lock()
	defer f.moving.Unlock()
	f.passTo(f.Now().Add(d))
}

func (f *Fake) passTo(end time.Time) {
	for {
		f.mu.Lock()
		if len(f.timers) == 0 || f.timers[0].due.After(end) {
			if f.now.Before(end) {
				f.now = end
			}
			f.mu.Unlock()
			return
		}
		due := f.timers[0]
		f.timers = f.timers[1:]
		if f.now.Before(due.due) {
			f.now = due.due
		}
		f.mu.Unlock()
		due.call()
	}
}

// AfterFunc calls f when the clock has been moved on by d.
func (f *Fake) AfterFunc(d time.Duration, call func()) Timer { return f.add(d, call, false) }

func (f *Fake) add(d time.Duration, call func(), limit bool) *fakeTimer {
	f.mu.Lock()
	defer f.mu.Unlock()
	t := &fakeTimer{clock: f, due: f.now.Add(max(d, 0)), call: call, limit: limit}
	at := slices.IndexFunc(f.timers, func(other *fakeTimer) bool { return other.due.After(t.due) })
	if at < 0 {
		at = len(f.timers)
	}
	f.timers = slices.Insert(f.timers, at, t)
	if d <= 0 || f.skip && !limit {
		go f.jump()
	}
	return t
}

// jump lets time pass to the end of the earliest wait.
func (f *Fake) jump() {
	f.moving.Lock()
	defer f.moving.Unlock()
	f.mu.Lock()
	end := f.now
	if f.skip {
		if at := slices.IndexFunc(f.timers, func(t *fakeTimer) bool { return !t.limit }); at >= 0 {
			end = f.timers[at].due
		}
	}
	f.mu.Unlock()
	f.passTo(end)
}

// Stop prevents the call.
func (t *fakeTimer) Stop() bool {
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	at := slices.Index(t.clock.timers, t)
	if at < 0 {
		return false
	}
	t.clock.timers = slices.Delete(t.clock.timers, at, at+1)
	return true
}

// WithTimeout ends a context when the clock has been moved on by d.
func (f *Fake) WithTimeout(parent context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	inner, end := context.WithCancelCause(parent)
	timer := f.add(d, func() { end(context.DeadlineExceeded) }, true)
	return limited{inner}, func() { timer.Stop(); end(nil) }
}

// limited is a context that a fake clock ends. It names no deadline: whatever
// compares it with the machine's time would be misled.
type limited struct{ context.Context }

func (l limited) Err() error {
	err := l.Context.Err()
	if err != nil && context.Cause(l.Context) == context.DeadlineExceeded { //nolint:errorlint // the very value that ends it
		return context.DeadlineExceeded
	}
	return err
}
