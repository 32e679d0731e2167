package gate

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
)

// A server allows so many requests a second, and tells about it in its own way.
// It lives in a bubble of synctest, where its time costs nothing.
type server struct {
	perSecond float64
	counts    counter
	tells     func(s *server, h http.Header, now time.Time, refused bool)
	latency   time.Duration

	mu                sync.Mutex
	accepted, refused []time.Time
}

// A counter lets requests pass, and knows how many are left and when the limit is
// whole again.
type counter interface {
	take(now time.Time) bool
	left(now time.Time) (n int, limit int, next, whole time.Time)
}

// bucket holds tokens for a second, which come back one by one.
type bucket struct {
	perSecond, size, tokens float64
	at                      time.Time
}

func newBucket(perSecond float64) counter {
	return &bucket{perSecond: perSecond, size: max(1, math.Floor(perSecond)), tokens: math.Inf(1)}
}

func (b *bucket) take(now time.Time) bool {
	b.tokens = min(b.size, b.tokens+b.perSecond*now.Sub(b.at).Seconds())
	b.at = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

func (b *bucket) left(now time.Time) (int, int, time.Time, time.Time) {
	after := func(missing float64) time.Time {
		return now.Add(time.Duration(max(0, missing) / b.perSecond * float64(time.Second)))
	}
	return int(b.tokens), int(b.size), after(1 - b.tokens), after(b.size - b.tokens)
}

// window counts anew each second.
type window struct {
	size, used int
	end        time.Time
}

func newWindow(perSecond float64) counter { return &window{size: int(perSecond)} }

func (w *window) take(now time.Time) bool {
	if !now.Before(w.end) {
		w.end, w.used = now.Truncate(time.Second).Add(time.Second), 0
	}
	if w.used == w.size {
		return false
	}
	w.used++
	return true
}

func (w *window) left(time.Time) (int, int, time.Time, time.Time) {
	return w.size - w.used, w.size, w.end, w.end
}

// The ways to tell.

func nothing(*server, http.Header, time.Time, bool) {}

func retryAfter(s *server, h http.Header, now time.Time, refused bool) {
	if refused {
		_, _, next, _ := s.counts.left(now)
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(next.Sub(now).Seconds()))))
	}
}

func thirtySeconds(_ *server, h http.Header, _ time.Time, refused bool) {
	if refused {
		h.Set("Retry-After", "30")
	}
}

func cloud(s *server, h http.Header, now time.Time, refused bool) {
	n, limit, _, whole := s.counts.left(now)
	h.Set("X-RateLimit-Limit", strconv.Itoa(limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(n))
	h.Set("X-RateLimit-Reset", whole.UTC().Format(time.RFC3339))
	retryAfter(s, h, now, refused)
}

func dataCenter(s *server, h http.Header, now time.Time, _ bool) {
	n, limit, next, _ := s.counts.left(now)
	h.Set("X-RateLimit-Limit", strconv.Itoa(limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(n))
	h.Set("X-RateLimit-Interval-Seconds", "1")
	h.Set("X-RateLimit-FillRate", fmt.Sprint(s.perSecond))
	h.Set("Retry-After", "0")
	if n == 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(next.Sub(now).Seconds()))))
	}
}

func both(tells ...func(*server, http.Header, time.Time, bool)) func(*server, http.Header, time.Time, bool) {
	return func(s *server, h http.Header, now time.Time, refused bool) {
		for _, tell := range tells {
			tell(s, h, now, refused)
		}
	}
}

func (s *server) ask() (Outcome, http.Header) {
	time.Sleep(s.latency / 2)
	defer time.Sleep(s.latency / 2)
	s.mu.Lock()
	defer s.mu.Unlock()
	now, h := time.Now(), http.Header{}
	is := s.counts.take(now)
	s.tells(s, h, now, !is)
	if !is {
		s.refused = append(s.refused, now)
		return Refused, h
	}
	s.accepted = append(s.accepted, now)
	return Accepted, h
}

func options() Options {
	return Options{
		Clock: clock.Real, First: 2 * time.Second, Floor: time.Second, Longest: 30 * time.Second, Total: 15 * time.Minute,
		Log: func(string, ...any) {},
	}
}

// work sends requests of several workers until each was accepted, and returns how
// long that took.
func (s *server) work(t *testing.T, g *Gate, parallel, requests int) time.Duration {
	start := time.Now()
	var workers sync.WaitGroup
	for worker := range parallel {
		workers.Go(func() {
			for n := worker; n < requests; n += parallel {
				s.send(t, g, fmt.Sprint("page ", n))
			}
		})
	}
	workers.Wait()
	return time.Since(start)
}

func (s *server) send(t *testing.T, g *Gate, subject string) {
	turn := g.Turn("update a page", subject, false)
	for {
		if err := turn.Wait(context.Background()); err != nil {
			t.Error(err)
			return
		}
		outcome, h := s.ask()
		turn.Done(outcome, h, nil)
		if outcome == Accepted {
			return
		}
	}
}

// steady is how much of the allowed rate was used, and which part of the requests
// was refused, after the first third.
func (s *server) steady() (used, refused float64, requests int) {
	first := len(s.accepted) / 3
	from, to := s.accepted[first], s.accepted[len(s.accepted)-1]
	n := 0
	for _, at := range s.refused {
		if at.After(from) {
			n++
		}
	}
	accepted := len(s.accepted) - first - 1
	return float64(accepted) / (s.perSecond * to.Sub(from).Seconds()), float64(n) / float64(n+accepted), accepted + n
}

func inBubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}
