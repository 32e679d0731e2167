package confluence

import (
	"context"
	"time"

	"github.com/cenkalti/backoff/v4"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence/gate"
)

// persistence is how a transport goes on with what fails for a while.
type persistence struct {
	Patience
	clock     clock.Clock
	gate      *gate.Gate
	breaksFor time.Duration // how long to put up with broken connections and 5xx; 0: as long as with everything
}

// backOff is the sequence of waits of one operation.
type backOff struct {
	*backoff.ExponentialBackOff
	persistence
	op       Operation
	attempts int
	failure  *Error    // the last one
	failing  time.Time // since when
}

func newBackOff(p persistence, op Operation) *backOff {
	return &backOff{persistence: p, op: op, ExponentialBackOff: backoff.NewExponentialBackOff(
		backoff.WithClockProvider(p.clock),
		backoff.WithInitialInterval(p.First),
		backoff.WithMaxInterval(p.Longest),
		backoff.WithMaxElapsedTime(0),
		backoff.WithMultiplier(2),
		backoff.WithRandomizationFactor(0.3),
	)}
}

// NextBackOff leaves waits that the server has named to the gate, where everybody
// waits for them. The last attempt comes when patience ends, as the gate's does.
func (p *backOff) NextBackOff() time.Duration {
	now := p.clock.Now()
	if p.failing.IsZero() {
		p.failing = now
	}
	patience, alone := p.patience()
	wait, left := p.ExponentialBackOff.NextBackOff(), p.failing.Add(patience).Sub(now)
	named := p.failure.Kind == RateLimited && p.failure.wait > 0
	switch {
	case (p.attempts > 1 || p.gate.Over() != nil) && (left <= 0 || alone && wait > left), named && p.failure.wait > left:
		return backoff.Stop
	case named:
		return 0
	}
	return max(0, min(wait, left))
}

// patience is how long to go on from the first failure, and whether that is
// because others work.
func (p *backOff) patience() (patience time.Duration, alone bool) {
	breaks := p.failure.Kind == Unavailable
	switch {
	case p.gate.Over() != nil:
		if until := p.gate.UrgentUntil(); !until.IsZero() {
			return until.Sub(p.failing), false
		}
	case breaks && p.breaksFor > 0:
		return min(p.Total, p.breaksFor), false
	case breaks && p.gate.WorkedSince(p.failing) && !p.gate.IsDown(p.op.Words()):
		return min(p.Total, p.Alone), true
	}
	return p.Total, false
}

// persist makes attempts until one succeeds, fails for good (again says no), or
// patience ends. The error says how often and how long it was tried.
func persist[T any](ctx context.Context, p persistence, op Operation, attempt func() (T, error), again func(*Error) bool, notify func(*Error, time.Duration)) (T, error) {
	backOff, start := newBackOff(p, op), p.clock.Now()
	v, err := backoff.RetryNotifyWithTimerAndData(func() (T, error) {
		backOff.attempts++
		v, err := attempt()
		if err == nil {
			return v, nil
		}
		backOff.failure = asError(err)
		if backOff.failure.isOver() && backOff.failure.unsent {
			backOff.attempts--
		}
		if ctx.Err() != nil || !again(backOff.failure) {
			return v, backoff.Permanent(err)
		}
		return v, err
	}, backoff.WithContext(backOff, ctx), func(err error, wait time.Duration) { notify(asError(err), wait) }, &timer{clock: p.clock})
	if err == nil {
		return v, nil
	}
	if ctx.Err() != nil {
		return v, cancelled(op, ctx)
	}
	e := asError(err)
	e.Attempts, e.Elapsed = max(backOff.attempts, e.Attempts), p.clock.Now().Sub(start)
	return v, e
}

// timer lets backoff wait by the client's clock.
type timer struct {
	clock   clock.Clock
	waiting clock.Timer
	passed  chan time.Time
}

func (t *timer) Start(d time.Duration) {
	passed := make(chan time.Time, 1)
	t.passed = passed
	t.waiting = t.clock.AfterFunc(d, func() { passed <- t.clock.Now() })
}

func (t *timer) C() <-chan time.Time { return t.passed }

func (t *timer) Stop() {
	if t.waiting != nil {
		t.waiting.Stop()
	}
}
