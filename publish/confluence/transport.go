package confluence

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/pagewright/pagewright/publish/confluence/gate"
)

// An authorizer puts the credential on requests.
type authorizer interface {
	authorize(ctx context.Context, r *http.Request) error
	// renew replaces the credential that r was refused with; false: it cannot.
	renew(ctx context.Context, r *http.Request) bool
}

type fixedCredential struct{ Credential }

func (f fixedCredential) authorize(_ context.Context, r *http.Request) error {
	f.Credential.authorize(r)
	return nil
}

func (fixedCredential) renew(context.Context, *http.Request) bool { return false }

// A transport sends requests: one gate, one credential, one log for everything
// that a client sends.
type transport struct {
	http       *http.Client
	auth       authorizer
	trusted    map[string]bool // origins that may see the credential
	credential Credential      // what the user gave, for error messages and scrubbing
	persistence
	options  Options
	site     *atomic.Pointer[string] // base of addresses for people, as Confluence named it
	given    string                  // the same as the settings name it, "" for a gateway
	proven   *provenScopes
	v1Gone   *atomic.Bool // v1 content operations have answered 410
	answered *atomic.Bool // any answer has come, whatever it said
	watch    func(answer) // sees every answer; nil outside the search
}

func newTransport(c Credential, o Options) *transport {
	return &transport{
		http:        &http.Client{Transport: o.HTTP, CheckRedirect: followSameHost},
		auth:        fixedCredential{c},
		trusted:     map[string]bool{},
		credential:  c,
		options:     o,
		persistence: persistence{Patience: o.Patience, clock: o.Clock, gate: newGate(o)},
		site:        new(atomic.Pointer[string]),
		proven:      newProvenScopes(),
		v1Gone:      new(atomic.Bool),
		answered:    new(atomic.Bool),
	}
}

// forProbe returns a transport that gives up early: somebody with a wrong address
// is not to wait for minutes.
func (t *transport) forProbe() *transport {
	probe := *t
	probe.breaksFor = 20 * time.Second
	return &probe
}

// withOwnGate returns a transport to another host.
func (t *transport) withOwnGate() *transport {
	own := *t
	own.gate = newGate(t.options)
	return &own
}

// mostRefusals bounds how often a probe is repeated where nothing listens and
// nothing ever did: a wrong port stays wrong, and a server that restarts is rare.
const mostRefusals = 1

// followSameHost follows reads to the same host only: anywhere else is no API.
func followSameHost(r *http.Request, via []*http.Request) error {
	if via[0].Method != http.MethodGet || originOf(r.URL) != originOf(via[0].URL) || len(via) > 5 {
		return http.ErrUseLastResponse
	}
	return nil
}

func originOf(u *url.URL) string { return u.Scheme + "://" + u.Host }

// do sends a request until it is answered for good. A request that is not
// repeatable is sent again only if nothing was processed the time before: on a
// 429, or when no connection was made.
func (t *transport) do(ctx context.Context, q request) (answer, error) {
	refusals, doubts := 0, 0
	turn := t.gate.Turn(q.op.Words(), cmp.Or(q.about, q.url), hasPriority(ctx))
	a, err := persist(ctx, t.persistence, q.op,
		func() (answer, error) { return t.once(ctx, q, turn) },
		func(e *Error) bool {
			switch {
			case e.isOver():
				return false
			case consequences[e.Kind].again == always:
				return true
			case e.note == noteNoConnection && t.breaksFor > 0 && !t.answered.Load():
				refusals++
				return refusals <= mostRefusals
			case e.doubtful:
				doubts++
				return q.repeatable && doubts <= mostDoubts
			}
			return e.unsent || e.lost && q.repeatable
		},
		t.noteRepeat(q.op))
	if err == nil || asError(err).isOver() {
		return a, err
	}
	e := asError(err)
	if e.Kind == RateLimited {
		t.gate.GiveUp(&gate.Closed{Asked: e.wait, For: e.Elapsed, Last: e})
	}
	if over := t.gate.Over(); over != nil && isForNow(outcomeOf(e)) { // what is urgent has failed for the same reason as the rest
		same := gaveUp(over, t.options.Patience, q.op, t.credential)
		same.lost, same.Attempts, same.Elapsed = e.lost, e.Attempts, e.Elapsed
		err = same
	}
	return a, err
}

// isForNow reports whether a failure may pass, for everybody.
func isForNow(o gate.Outcome) bool { return o == gate.Refused || o == gate.Broken }

// noteRepeat tells people that an operation is tried again. What concerns all
// requests, the gate tells.
func (t *transport) noteRepeat(op Operation) func(*Error, time.Duration) {
	return func(e *Error, wait time.Duration) {
		if e.Kind != RateLimited && !t.gate.IsDown(op.Words()) {
			t.options.Log("could not %s yet (%s); trying again in %s", op.Words(), e.brief(), wait.Round(100*time.Millisecond))
		}
	}
}

func (t *transport) once(ctx context.Context, q request, turn *gate.Turn) (answer, error) {
	a, sent, e := t.exchange(ctx, q, turn)
	if e != nil && a.status == http.StatusUnauthorized && e.Kind != Scope && t.auth.renew(ctx, sent) {
		a, _, e = t.exchange(ctx, q, turn)
	}
	if a.status != 0 && t.watch != nil {
		t.watch(a)
	}
	if e != nil {
		return a, e
	}
	return a, nil
}

// exchange sends a request when the gate lets it through, and tells the gate what
// became of it.
func (t *transport) exchange(ctx context.Context, q request, turn *gate.Turn) (answer, *http.Request, *Error) {
	var over *gate.Closed
	switch err := turn.Wait(ctx); {
	case errors.As(err, &over):
		e := gaveUp(over, t.options.Patience, q.op, t.credential)
		e.unsent = true
		return answer{}, nil, e
	case err != nil:
		return answer{}, nil, cancelled(q.op, ctx)
	}
	if err := guard(ctx, q); err != nil {
		turn.Done(gate.Unknown, nil, nil)
		return answer{}, nil, &Error{Kind: Cancelled, Operation: q.op, Cause: err}
	}
	a, r, e := t.send(ctx, q)
	if a.status != 0 {
		e = t.read(q, a, r)
	}
	if e == nil {
		turn.Done(gate.Accepted, a.header, nil)
		return a, r, nil
	}
	e.Operation, e.credential = cmp.Or(e.Operation, q.op), t.credential
	outcome := outcomeOf(e)
	turn.Done(outcome, a.header, e)
	if over = t.gate.Over(); over != nil && isForNow(outcome) && !hasPriority(ctx) {
		e = gaveUp(over, t.options.Patience, q.op, t.credential)
	}
	return a, r, e
}

// read returns the failure that an answer is, nil if it is a success.
func (t *transport) read(q request, a answer, r *http.Request) *Error {
	e := classify(q, a)
	if e == nil {
		return nil
	}
	if e.note == noteProxyCredential {
		e.detail = proxyFor(t.options.HTTP, t.options.Getenv, r)
	}
	e.Status, e.Server, e.RequestID = a.status, a.words(), a.requestID()
	e.location, e.detail = a.redactor.Text(e.location), a.redactor.Text(e.detail)
	return e
}

func (t *transport) send(ctx context.Context, q request) (answer, *http.Request, *Error) {
	limited, cancel := t.options.Clock.WithTimeout(ctx, t.options.Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(limited, q.method, q.url, bytes.NewReader(q.body))
	if err != nil {
		return answer{}, nil, &Error{Kind: WrongAddress, Cause: err}
	}
	if q.header != nil {
		r.Header = q.header.Clone()
	}
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", t.options.UserAgent)
	if q.contentType != "" {
		r.Header.Set("Content-Type", q.contentType)
	}
	if !q.open {
		if !t.trusted[originOf(r.URL)] {
			return answer{}, nil, &Error{Kind: Unexpected, Cause: fmt.Errorf("refusing to send the credential to %s", r.URL.Host)}
		}
		if err := t.auth.authorize(ctx, r); err != nil {
			return answer{}, nil, asError(err)
		}
	}
	a, err := t.transfer(r)
	switch {
	case err == nil:
		t.answered.Store(true)
		return a, r, nil
	case ctx.Err() != nil:
		return answer{}, nil, cancelled(q.op, ctx)
	case errors.Is(err, errTooMuch):
		return answer{}, nil, &Error{Kind: TooLarge, Cause: err, lost: q.method != http.MethodGet}
	case limited.Err() != nil:
		return answer{}, nil, &Error{Kind: Unavailable, lost: true, Cause: fmt.Errorf("no complete answer within %s", t.options.Timeout)}
	}
	e := classifyBroken(err, t.options.Clock.Now())
	if e.note == noteProxyCredential || e.note == noteProxyRefuses || e.note == noteProxyDown {
		e.detail = proxyFor(t.options.HTTP, t.options.Getenv, r)
	}
	if e.Cause != nil { // may repeat what a server or a proxy has said
		e.Cause = &redacted{e.Cause, t.options.Redactor.Text(e.Cause.Error())}
	}
	return answer{}, nil, e
}

// mostBytes is more than the largest answer there is (250 pages without bodies,
// one page of 5 MB) and keeps a runaway server from filling the memory.
const mostBytes = 64 << 20

var errTooMuch = fmt.Errorf("the answer is larger than %d MiB", mostBytes>>20)

func (t *transport) transfer(r *http.Request) (answer, error) {
	resp, err := t.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, mostBytes+1))
	if err != nil {
		return answer{}, err
	}
	if len(body) > mostBytes {
		return answer{}, errTooMuch
	}
	return answer{status: resp.StatusCode, header: resp.Header, body: body, came: t.options.Clock.Now(), redactor: t.options.Redactor}, nil
}

// redacted is an error that is told without the secrets in it.
type redacted struct {
	error
	text string
}

func (r *redacted) Error() string { return r.text }
func (r *redacted) Unwrap() error { return r.error }
