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

	"golang.org/x/time/rate"
)

// A request is one HTTP request in full, and what is known about the place it
// goes to.
type request struct {
	op          Operation
	method, url string
	header      http.Header
	contentType string
	body        []byte
	kind        HostKind
	version     string
	repeatable  bool // done twice, it leaves the same state as done once
	open        bool // goes without the credential
	answered    bool // a success comes with JSON
}

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

// A wire carries requests: one budget, one credential, one log for everything
// that a client sends.
type wire struct {
	http       *http.Client
	auth       authorizer
	trusted    map[string]bool // origins that may see the credential
	credential Credential      // what the user gave, for error messages and scrubbing
	limiter    *rate.Limiter
	options    Options
	site       *atomic.Pointer[string] // base of addresses for people, as Confluence named it
	given      string                  // the same as the settings name it, "" for a gateway
	gates      *gates
	v1Gone     *atomic.Bool  // v1 content operations have answered 410
	answered   *atomic.Bool  // any answer has come, whatever it said
	watch      func(answer)  // sees every answer; nil outside the search
	breaksFor  time.Duration // how long to put up with broken connections and 5xx; 0: as long as with everything
}

func newWire(c Credential, o Options) *wire {
	limit := rate.Inf
	if o.MaxRequestsPerSecond > 0 {
		limit = rate.Limit(o.MaxRequestsPerSecond)
	}
	return &wire{
		http:       &http.Client{Transport: o.HTTP, CheckRedirect: followAtHome},
		auth:       fixedCredential{c},
		trusted:    map[string]bool{},
		credential: c,
		limiter:    rate.NewLimiter(limit, 1),
		options:    o,
		site:       new(atomic.Pointer[string]),
		gates:      newGates(),
		v1Gone:     new(atomic.Bool),
		answered:   new(atomic.Bool),
	}
}

// hasty is a wire for probes: a newcomer with a wrong address is not to wait for
// minutes.
func (w *wire) hasty() *wire {
	h := *w
	h.breaksFor = 20 * time.Second
	return &h
}

// mostRefusals bounds how often a probe knocks again where nothing listens and
// nothing ever did: a wrong port stays wrong, and a server that restarts is rare.
const mostRefusals = 1

// followAtHome follows reads to the same host only: anywhere else is no API.
func followAtHome(r *http.Request, via []*http.Request) error {
	if via[0].Method != http.MethodGet || originOf(r.URL) != originOf(via[0].URL) || len(via) > 5 {
		return http.ErrUseLastResponse
	}
	return nil
}

func originOf(u *url.URL) string { return u.Scheme + "://" + u.Host }

// do sends a request until it is answered for good. A request that is not
// repeatable is sent again only if nothing was processed the time before: on a
// 429, or when no connection was made.
func (w *wire) do(ctx context.Context, q request) (answer, error) {
	start, refusals, doubts := time.Now(), 0, 0
	return persist(ctx, w.options.Patience, q.op,
		func() (answer, error) { return w.once(ctx, q) },
		func(e *Error) bool {
			if e.Kind == RateLimited {
				return true
			}
			if e.note == noteNoConnection && w.breaksFor > 0 && !w.answered.Load() {
				refusals++
				return refusals <= mostRefusals
			}
			if e.doubtful {
				doubts++
				return q.repeatable && doubts <= mostDoubts
			}
			patient := w.breaksFor == 0 || time.Since(start) < w.breaksFor
			return patient && (e.unsent || e.lost && q.repeatable)
		},
		w.noteRepeat(q.op))
}

func (w *wire) noteRepeat(op Operation) func(*Error, time.Duration) {
	return func(e *Error, wait time.Duration) {
		w.options.Log("could not %s yet (%s); trying again in %s", op.Words(), e.brief(), wait.Round(100*time.Millisecond))
	}
}

func (w *wire) once(ctx context.Context, q request) (answer, error) {
	a, sent, err := w.exchange(ctx, q)
	if err == nil && a.status == http.StatusUnauthorized && classify(q, a).Kind != Scope && w.auth.renew(ctx, sent) {
		a, sent, err = w.exchange(ctx, q)
	}
	if err != nil {
		e := asError(err)
		e.Operation, e.credential = cmp.Or(e.Operation, q.op), w.credential
		return answer{}, e
	}
	if w.watch != nil {
		w.watch(a)
	}
	e := classify(q, a)
	if e == nil {
		return a, nil
	}
	if e.note == noteProxyCredential {
		e.detail = proxyFor(w.options.HTTP, w.options.Getenv, sent)
	}
	e.Operation, e.credential = q.op, w.credential
	e.Status, e.Server, e.RequestID = a.status, a.words(), a.requestID()
	e.location, e.detail = a.redactor.Text(e.location), a.redactor.Text(e.detail)
	return a, e
}

// mostBytes is more than the largest answer there is (250 pages without bodies,
// one page of 5 MB) and keeps a runaway server from filling the memory.
const mostBytes = 64 << 20

func (w *wire) exchange(ctx context.Context, q request) (answer, *http.Request, error) {
	if err := w.limiter.Wait(ctx); err != nil {
		return answer{}, nil, cancelled(q.op, ctx)
	}
	limited, cancel := context.WithTimeout(ctx, w.options.Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(limited, q.method, q.url, bytes.NewReader(q.body))
	if err != nil {
		return answer{}, nil, &Error{Kind: WrongAddress, Cause: err}
	}
	if q.header != nil {
		r.Header = q.header.Clone()
	}
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", w.options.UserAgent)
	if q.contentType != "" {
		r.Header.Set("Content-Type", q.contentType)
	}
	if !q.open {
		if !w.trusted[originOf(r.URL)] {
			return answer{}, nil, &Error{Kind: Unexpected, Cause: fmt.Errorf("refusing to send the credential to %s", r.URL.Host)}
		}
		if err := w.auth.authorize(ctx, r); err != nil {
			return answer{}, nil, err
		}
	}
	a, err := w.send(r)
	switch {
	case err == nil:
		w.answered.Store(true)
		return a, r, nil
	case ctx.Err() != nil:
		return answer{}, nil, cancelled(q.op, ctx)
	case errors.Is(err, context.DeadlineExceeded):
		return answer{}, nil, &Error{Kind: Unavailable, lost: true, Cause: fmt.Errorf("no complete answer within %s", w.options.Timeout)}
	}
	e := classifyBroken(err)
	if e.note == noteProxyCredential || e.note == noteProxyRefuses || e.note == noteProxyDown {
		e.detail = proxyFor(w.options.HTTP, w.options.Getenv, r)
	}
	if e.Cause != nil { // may repeat what a server or a proxy has said
		e.Cause = &redacted{e.Cause, w.options.Redactor.Text(e.Cause.Error())}
	}
	return answer{}, nil, e
}

// redacted is an error that is told without the secrets in it.
type redacted struct {
	error
	text string
}

func (r *redacted) Error() string { return r.text }
func (r *redacted) Unwrap() error { return r.error }

func (w *wire) send(r *http.Request) (answer, error) {
	resp, err := w.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, mostBytes+1))
	if err != nil {
		return answer{}, err
	}
	if len(body) > mostBytes {
		return answer{}, fmt.Errorf("the answer is larger than %d MiB", mostBytes>>20)
	}
	return answer{status: resp.StatusCode, header: resp.Header, body: body, redactor: w.options.Redactor}, nil
}
