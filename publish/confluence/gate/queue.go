package gate

import (
	"math"
	"slices"
	"time"
)

func (g *Gate) join(w *waiter) {
	at := slices.IndexFunc(g.line, w.before)
	if at < 0 {
		at = len(g.line)
	}
	g.line = slices.Insert(g.line, at, w)
}

// serve lets everybody through who may go, and sets the alarm for the next.
func (g *Gate) serve() {
	now := g.clock.Now()
	next := moment{unknown: true}
	for _, w := range g.line {
		if w.turn.outOfPatience().isBy(now) {
			g.giveUp(&Closed{For: now.Sub(w.turn.refusedSince), Last: w.turn.lastRefusal})
		}
	}
	g.line = slices.DeleteFunc(g.line, func(w *waiter) bool {
		if !g.lets(w.turn, now) {
			w.answer <- g.over
			return true
		}
		may := g.opensFor(w.turn, now)
		if !may.isBy(now) {
			next = next.or(may).or(w.turn.outOfPatience()).or(g.lastMoment())
			return false
		}
		g.letThrough(w.turn, now)
		w.answer <- nil
		return true
	})
	if g.alarm != nil {
		g.alarm.Stop()
		g.alarm = nil
	}
	if !next.unknown {
		g.alarm = g.clock.AfterFunc(next.at.Sub(now), func() {
			g.mu.Lock()
			defer g.mu.Unlock()
			g.serve()
		})
	}
}

// opensFor returns when a request may go, as far as is known now.
func (g *Gate) opensFor(t *Turn, now time.Time) moment {
	may := moment{at: g.closedUntil}
	if !t.urgent {
		may = may.and(g.outages.opensFor(t.operation))
	}
	if !may.isBy(now) {
		return may
	}
	if g.serverLimits.renew(now) {
		g.window = 1
	}
	may = may.and(g.spaced(now))
	if !t.urgent {
		may = may.and(g.room())
	}
	return may
}

// longestPilot bounds how long others wait for the answer to one request; it may
// be a large upload.
const longestPilot = 2 * time.Second

// room: as long as nothing was accepted, the next request waits for the answer to
// the one before.
func (g *Gate) room() moment {
	if g.inFlight < g.window {
		return moment{}
	}
	return moment{at: g.lastSent.Add(longestPilot)}
}

// spaced is when the rates that are to be kept allow the next request. After the end those that were found by trying count no
// more: what is urgent has little time.
func (g *Gate) spaced(now time.Time) moment {
	may := moment{}
	if g.over == nil {
		may = g.found.next(now, g.serverLimits.limit())
	}
	if g.bound != nil {
		may = may.and(tokenAt(g.bound, now))
	}
	left, uncertain := g.serverLimits.opens(now)
	switch {
	case uncertain && g.over != nil:
		return may
	case uncertain && g.probing.ceiling > 0:
		return may.and(g.probing.next(now, math.Inf(1)))
	case uncertain:
		g.window = 1
	}
	return may.and(left)
}

func (g *Gate) letThrough(t *Turn, now time.Time) {
	t.closings, t.answeredBefore = g.closings, g.answered
	t.probes = g.outages.probe(t.operation)
	g.inFlight++
	g.lastSent, t.sent = now, now
	_, t.uncertain = g.serverLimits.opens(now)
	g.probing.spend(now, t.uncertain)
	g.found.spend(now, true)
	g.serverLimits.spend()
	if g.bound != nil {
		g.bound.AllowN(now, 1)
	}
}
