package clock_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
)

var start = time.Date(2026, 11, 24, 10, 30, 0, 0, time.UTC)

func TestAdvanceMakesTheCallsInTheirOrderAndTime(t *testing.T) {
	t.Parallel()
	c := clock.NewFake(start)
	var calls []time.Duration
	note := func() { calls = append(calls, c.Now().Sub(start)) }
	c.AfterFunc(3*time.Second, note)
	c.AfterFunc(time.Second, func() { note(); c.AfterFunc(time.Second, note) })
	stopped := c.AfterFunc(2*time.Second, note)
	if !stopped.Stop() || stopped.Stop() {
		t.Error("a timer is stopped once")
	}
	c.Advance(2500 * time.Millisecond)
	if want := []time.Duration{time.Second, 2 * time.Second}; !slices.Equal(calls, want) {
		t.Errorf("calls at %v, want %v", calls, want)
	}
	c.Advance(time.Hour)
	if len(calls) != 3 || calls[2] != 3*time.Second || !c.Now().Equal(start.Add(time.Hour+2500*time.Millisecond)) {
		t.Errorf("calls at %v; it is %s", calls, c.Now())
	}
}

func TestTimeoutEndsTheContextAsADeadline(t *testing.T) {
	t.Parallel()
	c := clock.NewFake(start)
	ctx, cancel := c.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c.Advance(59 * time.Second)
	if ctx.Err() != nil {
		t.Fatal(ctx.Err())
	}
	c.Advance(time.Second)
	if <-ctx.Done(); !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		t.Error(ctx.Err())
	}
	child, cancelChild := c.WithTimeout(t.Context(), time.Minute)
	cancelChild()
	if !errors.Is(child.Err(), context.Canceled) {
		t.Error(child.Err())
	}
}

func TestSkippedWaitsTakeNoTimeAndTimeoutsDoNotJump(t *testing.T) {
	t.Parallel()
	c := clock.NewFake(start).SkipWaits()
	ctx, cancel := c.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for range 5 {
		if err := clock.Sleep(ctx, c, 10*time.Second); err != nil {
			t.Fatal(err)
		}
	}
	if passed := c.Now().Sub(start); passed != 50*time.Second || ctx.Err() != nil {
		t.Errorf("%s have passed, %v", passed, ctx.Err())
	}
	if err := clock.Sleep(t.Context(), c, 20*time.Second); err != nil || !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		t.Errorf("a wait past the time-out: %v, %v", err, ctx.Err())
	}
}

func TestSleepEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := clock.Real.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		begin := time.Now()
		if err := clock.Sleep(ctx, clock.Real, time.Hour); !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) != 2*time.Second {
			t.Errorf("%v after %s", err, time.Since(begin))
		}
		if err := clock.Sleep(ctx, clock.Real, 0); err == nil {
			t.Error("slept although the context has ended")
		}
	})
}
