// Package gate lets the requests of one client through to Confluence, at the rate
// that it allows.
//
// What enters is every request before it is sent ([Turn.Wait]), and what became
// of it ([Turn.Done]). What leaves is the moment at which it may go. A refusal
// (429) closes the gate for everybody until the time that the server named;
// afterwards requests go at the rate that its headers tell, or that is found by
// trying. A server that is down is noticed once, whatever is waiting, and looked
// at by one request at a time. When patience ends the gate gives up, once for
// all: then only urgent requests are let through, so that what was done can still
// be recorded.
//
// The rule it lives by: nothing is sent before the time that the server named,
// and nobody waits whose context has ended. It sends nothing itself.
package gate

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/pagewright/pagewright/publish/clock"
)

// Options are what a gate is told. All of them must be set, but for PerSecond.
type Options struct {
	Clock     clock.Clock
	First     time.Duration // to stay closed after a refusal that names no time, doubled with each further one
	Floor     time.Duration // least time to stay closed when the server names one (it has named 0)
	Longest   time.Duration // most time to stay closed when the server names none, and between two looks at a server that is down
	Total     time.Duration // after which the gate gives up
	PerSecond float64       // most requests a second; 0: no bound
	Log       func(format string, args ...any)
}

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

	bound   *rate.Limiter // of Options.PerSecond
	found   *found        // the rate that the server allows
	trickle *found        // the rate at which to try while it tells that nothing is left, and not when there will be
	told    *told
	outages *outages
}

// New makes an open gate.
func New(o Options) *Gate {
	now := o.Clock.Now()
	g := &Gate{options: o, clock: o.Clock, random: rand.Float64, window: 1, found: newFound(now), trickle: newFound(now), told: newTold(o.Total), outages: newOutages(o)}
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

	closings       uint64    // of the gate, and
	answeredBefore uint64    // requests that were answered, when this one was sent
	vague          bool      // sent although nothing was left, as far as was told
	looks          []*outage // whether these are over

	refusals     int       // of this request
	refusedSince time.Time // the first of them
	lastRefusal  error
}

// Turn takes a place at the end of the line. Requests of one operation, in words,
// are taken to work and to break together; subject is the page, or what else a
// request is about. Urgent requests go before all others.
func (g *Gate) Turn(operation, subject string, urgent bool) *Turn {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.places++
	return &Turn{gate: g, operation: operation, subject: subject, urgent: urgent, place: g.places}
}

// Wait lasts until the request may be sent; it must then be followed by Done.
//
// Errors: the context's own, or *[Closed] when the gate has given up.
func (t *Turn) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	g := t.gate
	w := &waiter{turn: t, answer: make(chan error, 1)}
	g.mu.Lock()
	g.join(w)
	g.serve()
	g.mu.Unlock()
	select {
	case err := <-w.answer:
		return err
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if at := slices.Index(g.line, w); at >= 0 {
		g.line = slices.Delete(g.line, at, at+1)
	} else if <-w.answer == nil { // let through at the same moment
		g.done(t, Unknown, nil, nil)
	}
	g.serve()
	return ctx.Err()
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

// Done tells the gate what became of the request, what the answer's headers say
// (nil where none came), and how a failure is told.
func (t *Turn) Done(o Outcome, h http.Header, failure error) {
	t.gate.mu.Lock()
	defer t.gate.mu.Unlock()
	t.gate.done(t, o, h, failure)
	t.gate.serve()
}

func (g *Gate) done(t *Turn, o Outcome, h http.Header, failure error) {
	now := g.clock.Now()
	g.inFlight--
	looked := t.looks
	t.looks = nil
	for _, outage := range looked {
		outage.looking = false
	}
	if o == Unknown {
		return
	}
	back := g.told.read(h, now, g.inFlight+int(g.answered-t.answeredBefore), o == Accepted)
	g.trickle.learn(back, fairlySure)
	g.answered++
	switch o {
	case Accepted:
		g.accepted(t, now)
	case Refused:
		g.refused(t, h, now, failure)
	case Broken:
		g.broken(t, h, now, looked, failure)
	}
}

// GiveUp ends the wait of everybody, because a request was refused for as long as
// patience lasts, although others were not.
func (g *Gate) GiveUp(c *Closed) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.giveUp(c)
	g.serve()
}

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

// WorkedSince reports whether anything has worked since.
func (g *Gate) WorkedSince(since time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.outages.worked.After(since)
}
