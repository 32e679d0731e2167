package confluence

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v4"
)

// Patience says how long to go on with an operation that Confluence puts off
// or that breaks. Zero fields take the defaults, which follow
// https://developer.atlassian.com/cloud/confluence/rate-limiting/
type Patience struct {
	First   time.Duration // before the first repeat, doubled each time; 2 s
	Floor   time.Duration // least wait when the server names one (it has named 0); 1 s
	Longest time.Duration // most wait, also when the server asks for more; 30 s
	Total   time.Duration // of all attempts together; 3 min
}

func (p Patience) withDefaults() Patience {
	orDefault := func(d *time.Duration, usual time.Duration) {
		if *d <= 0 {
			*d = usual
		}
	}
	orDefault(&p.First, 2*time.Second)
	orDefault(&p.Floor, time.Second)
	orDefault(&p.Longest, 30*time.Second)
	orDefault(&p.Total, 3*time.Minute)
	return p
}

// A pace is the sequence of waits of one operation.
type pace struct {
	*backoff.ExponentialBackOff
	patience Patience
	asked    time.Duration // by the last answer; 0 if it named no time
}

func newPace(p Patience) *pace {
	return &pace{patience: p, ExponentialBackOff: backoff.NewExponentialBackOff(
		backoff.WithInitialInterval(p.First),
		backoff.WithMaxInterval(p.Longest),
		backoff.WithMaxElapsedTime(p.Total),
		backoff.WithMultiplier(2),
		backoff.WithRandomizationFactor(0.3),
	)}
}

// NextBackOff prefers the server's word over the own schedule. Jitter is only
// added to it: to come back earlier than asked is to be refused again.
func (p *pace) NextBackOff() time.Duration {
	wait := p.ExponentialBackOff.NextBackOff()
	if wait == backoff.Stop || p.asked == 0 {
		return wait
	}
	wait = min(max(p.asked, p.patience.Floor), p.patience.Longest)
	wait += time.Duration(rand.Float64() * 0.3 * float64(wait))
	if p.GetElapsedTime()+wait > p.patience.Total {
		return backoff.Stop
	}
	return wait
}

// persist makes attempts until one succeeds, fails for good (again says no), or
// patience ends. The error tells how often and how long it was tried.
func persist[T any](ctx context.Context, p Patience, op Operation, attempt func() (T, error), again func(*Error) bool, notify func(*Error, time.Duration)) (T, error) {
	pace, start, attempts := newPace(p), time.Now(), 0
	v, err := backoff.RetryNotifyWithTimerAndData(func() (T, error) {
		attempts++
		v, err := attempt()
		if err == nil {
			return v, nil
		}
		e := asError(err)
		if ctx.Err() != nil || !again(e) {
			return v, backoff.Permanent(err)
		}
		pace.asked = e.wait
		return v, err
	}, backoff.WithContext(pace, ctx), func(err error, wait time.Duration) { notify(asError(err), wait) }, nil)
	if err == nil {
		return v, nil
	}
	if ctx.Err() != nil {
		return v, cancelled(op, ctx)
	}
	e := asError(err)
	e.Attempts, e.Elapsed = max(attempts, e.Attempts), time.Since(start)
	return v, e
}

// askedWait is how long the server wants to be left alone: Retry-After in
// seconds or as a date, else X-RateLimit-Reset as an ISO 8601 time. 0 means that
// it names no time. Headers with the prefix Beta- are announcements, not limits.
func askedWait(h http.Header) time.Duration {
	const atOnce = time.Nanosecond // named, and in the past: the floor applies
	if after := h.Get("Retry-After"); after != "" {
		if seconds, err := strconv.ParseFloat(after, 64); err == nil {
			return max(time.Duration(min(seconds, 86400)*float64(time.Second)), atOnce)
		}
		if date, err := http.ParseTime(after); err == nil {
			return max(time.Until(date), atOnce)
		}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.999Z0700"} {
		if reset, err := time.Parse(layout, h.Get("X-Ratelimit-Reset")); err == nil {
			return max(time.Until(reset), atOnce)
		}
	}
	return 0
}
