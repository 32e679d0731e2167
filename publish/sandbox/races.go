package sandbox

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/rest"
)

func conflict(h hit) { h.api.Conflict(h.w, h.r) }

func conflictAfter(h hit) {
	if done := h.done(); !done.succeeded() {
		done.send(h.w)
		return
	}
	conflict(h)
}

// ignored answers a PUT with what a GET of the same address gives, where it gives something.
func ignored(h hit) {
	if h.r.Method == http.MethodPut {
		read := withBody(h.r, nil)
		read.Method = http.MethodGet
		if there := perform(h.next, read); there.succeeded() {
			there.send(h.w)
			return
		}
	}
	h.passes()
}

// twice carries a request out two times, as when something on the way repeats it.
func twice(h hit) {
	sent, err := io.ReadAll(h.r.Body)
	if err != nil {
		reset(h.w)
		return
	}
	first := perform(h.next, withBody(h.r, sent))
	if h.fault.Variant == Counted {
		perform(h.next, withBody(h.r, nextVersion(sent)))
		first.send(h.w)
		return
	}
	h.next.ServeHTTP(h.w, withBody(h.r, sent))
}

// nextVersion raises the version number in the body of a request, if there is one.
func nextVersion(sent []byte) []byte {
	var body map[string]any
	if json.Unmarshal(sent, &body) != nil {
		return sent
	}
	version, _ := body["version"].(map[string]any)
	number, ok := version["number"].(float64)
	if !ok {
		return sent
	}
	version["number"] = number + 1
	raised, err := json.Marshal(body)
	if err != nil {
		return sent
	}
	return raised
}

// lateRequest is a request that is carried out after its client has heard that there is no answer.
type lateRequest struct {
	after    int // more requests to be answered before
	carryOut func()
}

// late answers that there is no answer, and lets the request be carried out later: after so many more requests, or
// after a time.
func late(h hit) {
	sent, err := io.ReadAll(h.r.Body)
	if err != nil {
		reset(h.w)
		return
	}
	again := withBody(h.r, sent).WithContext(context.WithoutCancel(h.r.Context()))
	carryOut := func() { perform(h.next, again) }
	if h.fault.DelayMS > 0 {
		h.underWay.begin()
		time.AfterFunc(time.Duration(h.fault.DelayMS)*time.Millisecond, func() {
			defer h.underWay.end()
			carryOut()
		})
	} else {
		h.mu.Lock()
		h.late = append(h.late, &lateRequest{cmp.Or(h.fault.After, 1), carryOut})
		h.mu.Unlock()
	}
	if h.fault.Status == http.StatusConflict {
		conflict(h)
		return
	}
	h.fault.Status = cmp.Or(h.fault.Status, http.StatusGatewayTimeout)
	serverError(h)
}

// answered counts the requests that are being answered, and gives what is to be carried out with this one.
func (f *Faults) answered() (due []func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	waiting := f.late[:0]
	for _, request := range f.late {
		if request.after--; request.after > 0 {
			waiting = append(waiting, request)
			continue
		}
		due = append(due, request.carryOut)
	}
	f.late = waiting
	return due
}

// CarryOut carries out at once what Late has put off until more requests come.
func (f *Faults) CarryOut() {
	f.mu.Lock()
	late := f.late
	f.late = nil
	f.mu.Unlock()
	for _, request := range late {
		request.carryOut()
	}
}

func skipRows(h hit) {
	h.r = h.r.WithContext(rest.WithVanishedRows(h.r.Context(), cmp.Or(h.fault.Rows, 1)))
	h.passes()
}

func withBody(r *http.Request, body []byte) *http.Request {
	again := r.Clone(r.Context())
	again.Body, again.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return again
}
