// Package clock is the time that code goes by, so that a test need not wait for
// it: the machine's own ([Real]), or one that a test sets ([Fake]).
//
// In a bubble of testing/synctest the machine's own time stands still while
// anything can still run, and jumps to the next timer when everything waits.
// Where all that a test drives is within the process, that with [Real] is the
// exact way to test minutes of waiting; [Fake] is for everything else.
package clock

import (
	"context"
	"time"
)

// Clock tells the time and lets it be waited for.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f, in another goroutine than the caller's, when d has passed.
	AfterFunc(d time.Duration, f func()) Timer
	// WithTimeout ends a context with context.DeadlineExceeded when d has passed.
	WithTimeout(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc)
}

// Timer is a call that is still to come.
type Timer interface {
	// Stop prevents the call, and reports whether it was still to come.
	Stop() bool
}

// Real is the machine's clock.
var Real Clock = machine{}

type machine struct{}

func (machine) Now() time.Time { return time.Now() }

func (machine) AfterFunc(d time.Duration, f func()) Timer { return time.AfterFunc(d, f) }

func (machine) WithTimeout(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, d)
}

// Sleep waits until d has passed or the context ends, and returns why it ended
// in that case.
func Sleep(ctx context.Context, c Clock, d time.Duration) error {
	if err := ctx.Err(); err != nil || d <= 0 {
		return err
	}
	passed := make(chan struct{})
	defer c.AfterFunc(d, func() { close(passed) }).Stop()
	select {
	case <-passed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
