package gate

import (
	"net/http"
	"time"
)

const (
	// mostJitter is the part of a named time by which the gate may stay closed
	// longer, so that several runs do not come back at once.
	mostJitter = 0.05
	// logWaitsFrom is a wait after which a reader of the log would wonder.
	logWaitsFrom = 5 * time.Second
	// widest is more requests than anybody has in flight at once.
	widest = 1 << 10
)

func (g *Gate) accepted(t *Turn, now time.Time) {
	g.found.accepted(now)
	g.probing.accepted(now)
	if t.uncertain {
		g.probing.learn(1/uncertainGap.Seconds(), 0)
		g.probing.learn(0.8*g.found.measured(now), fairlySure)
	}
	if t.closings == g.closings {
		g.refusals, g.refusedSince = 0, time.Time{}
		g.window = min(g.window+1, widest)
	}
	if left, _ := g.serverLimits.opens(now); left.at.After(now.Add(logWaitsFrom)) && now.Sub(g.said) > time.Minute {
		g.said = now
		g.options.Log("Confluence allows the next request in %s; waiting", left.at.Sub(now).Round(time.Second))
	}
	if t.closings == g.closings && g.outages.end(t.operation, t.sent) {
		g.options.Log("Confluence works again; going on")
	}
}

// refused closes the gate. Of requests that were in flight together, the first
// refusal tells that they were too many; the others may only name a later time.
func (g *Gate) refused(t *Turn, h http.Header, now time.Time, failure error) {
	asked, named := AskedWait(h, now)
	t.noteRefusal(now, failure)
	if g.over != nil && (!t.urgent || asked > g.options.Longest) {
		return // urgent requests have little time: each may ask for itself
	}
	isNews := t.closings == g.closings
	if isNews {
		g.refusals++
	}
	if g.refusedSince.IsZero() {
		g.refusedSince = now
	}
	left := g.refusedSince.Add(g.options.Total).Sub(now)
	tooLate := named && asked > left || !named && left <= 0 && g.refusals > 1 // there is at least one more try
	if tooLate && g.over == nil {
		g.giveUp(&Closed{Asked: asked, For: now.Sub(g.refusedSince), Last: failure})
		return
	}
	wait := g.withJitter(max(asked, g.options.Floor))
	if !named {
		wait = min(g.ownWait(), max(left, g.options.Floor))
	}
	g.close(now.Add(wait), isNews)
	if !isNews {
		return
	}
	switch {
	case !g.serverLimits.explains(now):
		g.found.refused(now, wait)
	case t.uncertain:
		g.probing.refused(now, wait)
	}
	g.found.reopens(g.closedUntil)
	g.probing.reopens(g.closedUntil)
	if g.closings == 1 || wait >= logWaitsFrom {
		g.options.Log("Confluence limits the rate of requests; trying again in %s", wait.Round(100*time.Millisecond))
	}
}

func (t *Turn) noteRefusal(now time.Time, failure error) {
	if t.refusals == 0 {
		t.refusedSince = now
	}
	t.refusals++
	t.lastRefusal = failure
}

// outOfPatience returns when a request that is refused, although others are not,
// has waited for as long as patience lasts. There is at least one more try.
func (t *Turn) outOfPatience() moment {
	if t.urgent || t.refusals < 2 {
		return moment{unknown: true}
	}
	return moment{at: t.refusedSince.Add(t.gate.options.Total)}
}

// ownWait is how long to stay closed when the server has named no time.
func (g *Gate) ownWait() time.Duration {
	wait := g.options.First
	for range g.refusals - 1 {
		wait = min(2*wait, g.options.Longest)
	}
	return time.Duration((0.7 + 0.6*g.random()) * float64(wait))
}

func (g *Gate) withJitter(d time.Duration) time.Duration {
	return d + time.Duration(g.random()*mostJitter*float64(d))
}

func (g *Gate) close(until time.Time, isNews bool) {
	if until.After(g.closedUntil) {
		g.closedUntil = until
	}
	if isNews {
		g.closings++
		g.window = 1
	}
}

// broken counts a failure. Where it shows that the server is down, the others
// are held back. A time that the server names is waited for if patience allows;
// such times are often set once for all by something in front of it.
func (g *Gate) broken(t *Turn, h http.Header, now time.Time, probed []*outage, failure error) {
	since, noticed, over := g.outages.broken(t.operation, t.subject, now, probed)
	if g.outages.isDown(t.operation) {
		g.window = 1
	}
	switch {
	case over != nil:
		over.Last = failure
		g.giveUp(over)
	case noticed != nil:
		g.options.Log("%s; looking with one request at a time whether it is back, for at most %s", noticed, since.Add(g.options.Total).Sub(now).Round(time.Second))
	}
	if asked := seconds(field(h, "Retry-After")); asked > 0 && now.Add(asked).Before(since.Add(g.options.Total)) {
		g.close(now.Add(g.withJitter(asked)), t.closings == g.closings)
	}
}

// giveUp ends the wait of everybody. Urgent requests then have a chance at once.
func (g *Gate) giveUp(c *Closed) {
	if g.over == nil {
		g.over, g.overSince = c, g.clock.Now()
		g.closedUntil, g.refusals = time.Time{}, 0
	}
}
