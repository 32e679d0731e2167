// Package conformance proves the sandbox, and what talks to it, against Atlassian's OpenAPI documents: in tests, every
// request and every answer that passes a sandbox is held to the operation that the documents have for it. [Check] gives
// the middleware, [Counted] tells at the end of a package's tests how much was held, and the table of gaps in gaps.go
// names every place where the documents are wrong or silent, with its reason.
//
// The documents are Atlassian's and not part of this repository. Where they are not at hand, nothing is held, and one
// line says so. SPEC1, SPEC2, SPECDC and SPEC1-2024 in comments are the documents of Cloud v1, Cloud v2, Data Center
// 10.0.3 and of Cloud v1 in February 2024.
package conformance

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"testing"
)

// Check returns a middleware around the REST faces of a sandbox that fails the test for every exchange that differs from
// the documents, each difference once. A request that the server refused (4xx) may be wrong on purpose, so that only its
// answer is held to the documents. Start the sandbox after Check, and stop it in a cleanup.
func Check(t testing.TB) func(http.Handler) http.Handler {
	if _, err := findFolder(); err != nil {
		sayAbsent(t, err)
		return func(next http.Handler) http.Handler { return next }
	}
	i := newInspector(t, official, tally)
	t.Cleanup(i.busy.Wait)
	return i.around
}

var absent sync.Once

func sayAbsent(t testing.TB, err error) {
	t.Helper()
	absent.Do(func() {
		t.Logf("Atlassian's API documents are not at hand, so nothing is held to them (%s may name their folder): %v", folderVariable, err)
	})
}

// inspector holds the exchanges of one test to the documents.
type inspector struct {
	reports
	documents []*document
	counts    *counts
	busy      sync.WaitGroup
	mu        sync.Mutex
	told      map[string]bool
}

type reports interface {
	Errorf(format string, arguments ...any)
}

func newInspector(r reports, documents []*document, c *counts) *inspector {
	return &inspector{reports: r, documents: documents, counts: c, told: map[string]bool{}}
}

func (i *inspector) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i.busy.Add(1)
		defer i.busy.Done()
		sent, err := io.ReadAll(r.Body)
		r.Body = struct {
			io.Reader
			io.Closer
		}{bytes.NewReader(sent), r.Body}
		x := &exchange{place: locate(r), request: r.Clone(r.Context()), sent: sent, query: r.URL.Query()}
		x.request.Body = http.NoBody
		answer := &recorder{ResponseWriter: w}
		next.ServeHTTP(answer, r)
		if err != nil || answer.hijacked || answer.status == 0 {
			return // no whole exchange
		}
		x.status, x.header, x.answer = answer.status, answer.header, answer.body.Bytes()
		i.hold(x)
	})
}

func (i *inspector) hold(x *exchange) {
	x.find(i.documents)
	i.counts.count(x)
	for _, v := range x.judge() {
		if g := gapFor(x, v); g != nil {
			i.counts.meet(g)
			continue
		}
		i.tell(x, v)
	}
}

func (i *inspector) tell(x *exchange, v violation) {
	document := "no document"
	if x.op != nil {
		document = x.op.source.name
	}
	key := document + x.name() + string(v.side) + string(v.kind) + v.subject
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.told[key] {
		return
	}
	i.told[key] = true
	i.Errorf("%s: %s: %s %q: %s\n\trequest: %s %s\n\tanswer: %d %s",
		document, x.name(), v.kind, v.subject, string(v.side)+": "+v.says, x.request.Method, x.request.URL.RequestURI(), x.status, shortened(x))
}

// shortened returns the bodies of an exchange in a few lines.
func shortened(x *exchange) string {
	cut := func(text []byte) string {
		if len(text) > 600 {
			return string(text[:600]) + "…"
		}
		return string(text)
	}
	return cut(x.answer) + "\n\tsent: " + cut(x.sent)
}
