package confluence

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// mostDoubts bounds how often a request is repeated whose answers are of no use.
const mostDoubts = 2

// repeats counts how often a write was done again of which a look has shown that its
// success was none. It is for writes that may be done twice.
type repeats int

func (r *repeats) allow(err error) error {
	if e := asError(err); err != nil && e.doubtful && *r < mostDoubts {
		*r++
		e.doubtful = false
	}
	return err
}

// unusable returns the failure of a success that comes without the JSON that
// belongs to it, nil for every other answer.
func unusable(method string, answered bool, a answer) *Error {
	e := &Error{Kind: Unexpected, note: noteUnusable, detail: otherJSON, doubtful: true, lost: true}
	switch {
	case !answered || a.status == http.StatusNoContent || json.Valid(a.body) && method != http.MethodDelete:
		return nil
	case len(strings.TrimSpace(string(a.body))) == 0:
		e.detail = "is empty"
	}
	return e
}

// checkable is an answer that can lack what belongs to it although it is JSON.
type checkable interface{ isComplete() bool }

// decode reads the JSON of a successful answer.
func decode[T any](op Operation, a answer) (T, error) {
	var v T
	err := json.Unmarshal(a.body, &v)
	if w, can := any(v).(checkable); err == nil && (!can || w.isComplete()) {
		return v, nil
	}
	return v, &Error{Kind: Unexpected, note: noteUnusable, Operation: op, Status: a.status, detail: otherJSON, doubtful: true, lost: true}
}

const otherJSON = "is not the JSON that belongs to it"

// doubted marks a success that is somebody else's: a read has failed then, and of
// a write nobody knows.
func doubted(method string, e *Error) *Error {
	if method != http.MethodGet {
		e.doubtful, e.lost = true, true
	}
	return e
}

// notDone returns the failure of a write that Confluence has called done, and
// which a look at the page has not found.
func (e *Error) notDone() *Error {
	failed := *e
	failed.lost = false // a look has shown what became of it
	if e.Kind == NotConfluence {
		failed.detail = "is a web page for people"
	}
	failed.Kind, failed.note = Unexpected, noteNotDone
	return &failed
}

var answerExplanations = map[note]explanation{
	noteUnusable: {
		title: "Confluence's answer is empty or unreadable",
		meaning: func(e *Error) string {
			return "the answer says that all is well (" + statusLine(e.Status) + "), but it " + e.detail + ". Confluence, or something on the way to it, is out of order."
		},
		remedies: remedy(runAgain, "If it stays, look at what stands between this machine and Confluence: a proxy, a firewall, a load balancer."),
	},
	noteNotDone: {
		title: "Confluence has not done what it said",
		meaning: func(e *Error) string {
			return "the answer says that it was done (" + statusLine(e.Status) + "), but it " + e.detail + ", and a look at the page shows that it was not."
		},
		remedies: remedy(runAgain, "If it stays, ask an administrator for Confluence's own log of this time; some versions of Data Center have lost writes in this way."),
	},
}

func statusLine(status int) string { return fmt.Sprintf("%d %s", status, http.StatusText(status)) }
