package sandbox

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"net/http"
	"strconv"
	"sync"
)

// Request is a request to one of the REST faces, as hooks see it. Its own Body is read already.
type Request struct {
	*http.Request
	N    int    // its number: they are counted from 1 in the order in which they come
	Sent []byte // its body; a function that runs before it may change it

	// Answer is what goes out, and can be changed: nil if the connection breaks. Before the request it is nil; if it is set
	// then, it goes out and nothing is done.
	Answer *Answer

	silent, drop bool
	hold         []<-chan struct{}
	fault        *Fault
}

// String is method and path.
func (r *Request) String() string { return r.Method + " " + r.URL.Path }

// Silence lets the client wait until its context ends. Said before the request, nothing is done.
func (r *Request) Silence() { r.silent = true }

// Drop breaks the connection instead of an answer. Said before the request, nothing is done.
func (r *Request) Drop() { r.drop = true }

// Hold lets the request, or its answer, wait until a channel is closed, while others pass. Should the client's context
// end meanwhile, what was held is not carried out.
func (r *Request) Hold(until <-chan struct{}) { r.hold = append(r.hold, until) }

// Hit lets a fault happen to the request; its Method, Path, Skip and Times do not matter. It is for functions that run
// before the request.
func (r *Request) Hit(fault Fault) { r.fault = &fault }

// hooks are what tests do between requests.
type hooks struct {
	turn chan struct{} // holds a value while a hook runs: one at a time, and no request is counted meanwhile. Who waits for a channel lets the time of testing/synctest go on

	mu     sync.Mutex
	count  int
	before []func(*Request)
	after  []func(*Request)
}

// Before adds a function that runs before each request is looked at, in the order of their numbers, one at a time and
// never together with a function of After. It may read and change everything that the server has, but must not wait for
// another request: let the request Hold for that, and use [Server.Aside] to make requests of its own.
func (s *Server) Before(f func(*Request)) {
	s.hooks.mu.Lock()
	defer s.hooks.mu.Unlock()
	s.hooks.before = append(s.hooks.before, f)
}

// After adds a function that runs when a request was done, before its answer goes out; see Before. It does not run for
// what a function of Before answered, dropped or silenced.
func (s *Server) After(f func(*Request)) {
	s.hooks.mu.Lock()
	defer s.hooks.mu.Unlock()
	s.hooks.after = append(s.hooks.after, f)
}

// ClearHooks removes the functions of Before and After and counts from 1 again.
func (s *Server) ClearHooks() {
	s.hooks.mu.Lock()
	defer s.hooks.mu.Unlock()
	s.hooks.before, s.hooks.after, s.hooks.count = nil, nil, 0
}

// Requests tells how many requests have come to the REST faces, those of Aside not counted.
func (s *Server) Requests() int {
	s.hooks.mu.Lock()
	defer s.hooks.mu.Unlock()
	return s.hooks.count
}

// around counts the requests of a handler and runs the hooks.
func (h *hooks) around(next http.Handler, closing <-chan struct{}) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		if isAside(request) {
			next.ServeHTTP(w, request)
			return
		}
		r := &Request{Request: request}
		after := h.arrive(r)
		switch {
		case !r.wait(closing), r.drop:
			reset(w)
			return
		case r.Answer != nil:
			r.answerFits()
			r.Answer.send(w)
			return
		case len(after) == 0:
			next.ServeHTTP(w, r.inner())
			return
		}
		done := perform(next, r.inner())
		r.Answer = done.answer()
		h.leave(r, after)
		if !r.wait(closing) || r.drop || r.Answer == nil {
			reset(w)
			return
		}
		if done.aborted {
			r.Answer.sendAndBreak(w)
			return
		}
		r.answerFits()
		r.Answer.send(w)
	})
}

// arrive counts a request and runs what is to run before it. It gives what is to run after it.
func (h *hooks) arrive(r *Request) (after []func(*Request)) {
	if h.any() {
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			panic(http.ErrAbortHandler) // the client went away while it sent
		}
		r.Sent = sent
	}
	h.turn <- struct{}{}
	defer func() { <-h.turn }()
	h.mu.Lock()
	h.count++
	r.N = h.count
	before, after := h.before, h.after
	h.mu.Unlock()
	for _, f := range before {
		f(r)
	}
	return after
}

func (h *hooks) any() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.before)+len(h.after) > 0
}

func (h *hooks) leave(r *Request, after []func(*Request)) {
	h.turn <- struct{}{}
	defer func() { <-h.turn }()
	for _, f := range after {
		f(r)
	}
}

// wait does what Silence and Hold asked for. It tells whether the client is still there.
func (r *Request) wait(closing <-chan struct{}) bool {
	hold := r.hold
	if r.silent {
		hold = append(hold, nil) // a channel that nobody closes
	}
	r.hold = nil
	for _, until := range hold {
		select {
		case <-until:
		case <-r.Context().Done():
			return false
		case <-closing:
			return false
		}
	}
	return true
}

// inner is the request for the handler, with the body that was read.
func (r *Request) inner() *http.Request {
	inner := r.Request
	if r.fault != nil {
		inner = inner.WithContext(context.WithValue(inner.Context(), faultKey{}, *r.fault))
	}
	if r.Sent != nil {
		inner = inner.WithContext(inner.Context())
		inner.Body, inner.ContentLength = io.NopCloser(bytes.NewReader(r.Sent)), int64(len(r.Sent))
	}
	return inner
}

// answerFits gives an answer that a hook made or changed what it may lack.
func (r *Request) answerFits() {
	r.Answer.Status = cmp.Or(r.Answer.Status, http.StatusOK)
	if r.Answer.Header == nil {
		r.Answer.Header = http.Header{}
	}
	if r.Method != http.MethodHead && r.Answer.Status != http.StatusNoContent {
		r.Answer.Header.Set("Content-Length", strconv.Itoa(len(r.Answer.Body)))
	}
}

type (
	asideKey struct{}
	faultKey struct{} // of a Fault that a hook asks for
)

func isAside(r *http.Request) bool { return r.Context().Value(asideKey{}) != nil }
