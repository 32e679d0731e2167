// Package gate lets the requests of one client through to Confluence, at the rate
// that it allows.
//
// What enters is every request before it is sent ([Turn.Wait]), and what became
// of it ([Turn.Done]). What leaves is the moment at which it may go. A refusal
// (429) closes the gate for everybody until the time that the server named;
// afterwards requests go at the rate that its headers tell, or that is found by
// trying. A server that is down is noticed once, whatever is waiting, and probed
// by one request at a time. When patience ends the gate gives up, once for
// all: then only urgent requests are let through, so that what was done can still
// be recorded.
//
// The rule it lives by: nothing is sent before the time that the server named,
// and nobody waits whose context has ended. It sends nothing itself.
package gate

import (
	"math/rand/v2"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/pagewright/pagewright/publish/clock"
)

// Gate is one gate. It may be used from several goroutines.
type Gate struct {
	options Options
	clock   clock.Clock
	random  func() float64

	mu       sync.Mutex
	places   uint64
	line     []*waiter
	alarm    clock.Timer // wakes the line
	inFlight int
	window   int // most requests in flight; grows with each that is accepted
	lastSent time.Time
	answered uint64 // requests

	closedUntil  time.Time
	closings     uint64    // what was sent before one says nothing about the time after it
	refusals     int       // since a request was accepted
	refusedSince time.Time // the first of them
	said         time.Time // when a wait without a refusal was last logged
	over         *Closed   // why the gate has given up
	overSince    time.Time
	lastFailing  time.Time // since when urgent requests fail after that; zero while they do not

	bound        *rate.Limiter // of Options.PerSecond
	found        *adaptiveRate // the rate that the server allows
	probing      *adaptiveRate // the rate at which to try while it tells that nothing is left, and not when there will be
	serverLimits *serverLimits
	outages      *outages
}

// New makes an open gate.
func New(o Options) *Gate {
	now := o.Clock.Now()
	g := &Gate{options: o, clock: o.Clock, random: rand.Float64, window: 1, found: newAdaptiveRate(now, o.Longest), probing: newAdaptiveRate(now, o.Longest), serverLimits: newServerLimits(o.Total), outages: newOutages(o)}
	if o.PerSecond > 0 {
		g.bound = rate.NewLimiter(rate.Limit(o.PerSecond), 1)
	}
	return g
}

// A Turn is a request with its place in the line, which it keeps when it is
// repeated.
type Turn struct {
	gate      *Gate
	operation string
	subject   string
	urgent    bool
	place     uint64
	begun     time.Time

	closings       uint64 // of the gate, and
	answeredBefore uint64 // requests that were answered, when this one was sent
	sent           time.Time
	uncertain      bool      // sent although nothing was left, as far as was told
	probes         []*outage // whether these are over

	refusals     int       // of this request
	refusedSince time.Time // the first of them
	lastRefusal  error
}

// Outcome is what became of a request.
type Outcome int

// The outcomes.
const (
	Unknown  Outcome = iota // given up before an answer came
	Accepted                // answered, whatever was said
	Refused                 // answered as one too many; nothing was done
	Broken                  // the server failed, or no answer came
)

// Over returns why the gate has given up, nil while it has not.
func (g *Gate) Over() *Closed {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.over
}

// IsDown reports whether the server, or an operation of it, is known to be down.
func (g *Gate) IsDown(operation string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.outages.isDown(operation)
}

// UrgentUntil returns until when urgent requests that fail are repeated after the gate has given up. Once nothing has worked
// until then, not even they are let through. It is zero while none of them fails.
func (g *Gate) UrgentUntil() time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.urgentUntil()
}

// lastChance is how long urgent requests are tried in vain after the gate has given up, all of them together.
const lastChance = time.Minute

func (g *Gate) urgentUntil() time.Time {
	if g.lastFailing.IsZero() {
		return time.Time{}
	}
	return g.lastFailing.Add(min(g.options.Total, lastChance))
}

// lastMoment is when urgent requests are not let through any more, as far as is known.
func (g *Gate) lastMoment() moment {
	until := g.urgentUntil()
	return moment{at: until, unknown: g.over == nil || until.IsZero()}
}

// lets reports whether a request may still be sent, now or later.
func (g *Gate) lets(t *Turn, now time.Time) bool {
	until := g.urgentUntil()
	return g.over == nil || t.urgent && (until.IsZero() || now.Before(until))
}

// noteUrgent notes that urgent requests fail, or work again, after the gate has given up.
func (g *Gate) noteUrgent(t *Turn, works bool) {
	switch {
	case g.over == nil || !t.urgent:
	case works:
		g.lastFailing = time.Time{}
	case g.lastFailing.IsZero() && t.begun.After(g.overSince):
		g.lastFailing = t.begun
	case g.lastFailing.IsZero():
		g.lastFailing = g.overSince
	}
}

// WorkedSince reports whether anything has worked that was sent since: what was on its way already shows nothing.
func (g *Gate) WorkedSince(since time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.outages.worked.After(since)
}

// A waiter is a turn that waits in the line.
type waiter struct {
	turn   *Turn
	answer chan error // nil: it may go
}

func (w *waiter) before(other *waiter) bool {
	if w.turn.urgent != other.turn.urgent {
		return w.turn.urgent
	}
	return w.turn.place < other.turn.place
}
