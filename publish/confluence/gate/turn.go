package gate

import (
	"context"
	"net/http"
	"slices"
)

// Turn takes a place at the end of the line. Requests of one operation, in words,
// are taken to work and to break together; subject is the page, or what else a
// request is about. Urgent requests go before all others.
func (g *Gate) Turn(operation, subject string, urgent bool) *Turn {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.places++
	return &Turn{gate: g, operation: operation, subject: subject, urgent: urgent, place: g.places, begun: g.clock.Now()}
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
	probed := t.probes
	t.probes = nil
	for _, outage := range probed {
		outage.isProbed = false
	}
	if o == Unknown {
		return
	}
	back := g.serverLimits.read(h, now, g.inFlight+int(g.answered-t.answeredBefore), o == Accepted)
	g.probing.learn(back, fairlySure)
	g.answered++
	switch o {
	case Accepted:
		g.accepted(t, now)
	case Refused:
		g.refused(t, h, now, failure)
	case Broken:
		g.broken(t, h, now, probed, failure)
	}
	g.noteUrgent(t, o == Accepted)
}

// GiveUp ends the wait of everybody, because a request was refused for as long as
// patience lasts, although others were not.
func (g *Gate) GiveUp(c *Closed) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.giveUp(c)
	g.serve()
}
