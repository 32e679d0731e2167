package confluence

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// mostDoubts bounds how often a request is repeated whose answers are of no use.
const mostDoubts = 2

// doubts counts how often a success could not be believed and a look showed that it
// was none. Where doing it twice is harmless, it is done again so often.
type doubts int

func (d *doubts) again(err error) error {
	if e := asError(err); err != nil && e.doubtful && *d < mostDoubts {
		*d++
		e.doubtful = false
	}
	return err
}

// unusable returns the failure of a success that comes without the JSON that
// belongs to it, nil for every other answer.
func unusable(q request, a answer) *Error {
	e := &Error{Kind: Unexpected, note: noteUnusable, detail: otherJSON, doubtful: true, lost: true}
	switch {
	case !q.answered || a.status == http.StatusNoContent || json.Valid(a.body) && q.method != http.MethodDelete:
		return nil
	case len(strings.TrimSpace(string(a.body))) == 0:
		e.detail = "is empty"
	}
	return e
}

// A whole is an answer that can tell whether it is all there.
type whole interface{ isWhole() bool }

// decode reads the JSON of a successful answer.
func decode[T any](op Operation, a answer) (T, error) {
	var v T
	err := json.Unmarshal(a.body, &v)
	if w, can := any(v).(whole); err == nil && (!can || w.isWhole()) {
		return v, nil
	}
	return v, &Error{Kind: Unexpected, note: noteUnusable, Operation: op, Status: a.status, detail: otherJSON, doubtful: true, lost: true}
}

const otherJSON = "is not the JSON that belongs to it"

// doubted marks a success that is somebody else's: a read has failed then, and of
// a write nobody knows.
func doubted(q request, e *Error) *Error {
	if q.method != http.MethodGet {
		e.doubtful, e.lost = true, true
	}
	return e
}

// contradicts says in which way the answer to a write is about another page than
// the one that was sent, "" if it is not. What an answer leaves out is no
// contradiction.
func (p Page) contradicts(id, title, parentID, body string, version int) string {
	switch {
	case id != "" && p.ID != id:
		return "does not name the page"
	case p.Version.Number != 0 && p.Version.Number != version:
		return fmt.Sprintf("tells of version %d, and version %d was sent", p.Version.Number, version)
	case p.Title != "" && !sameTitle(p.Title, title):
		return "tells of another title"
	case p.ParentID != "" && parentID != "" && p.ParentID != parentID:
		return "tells of another parent"
	case p.Body != "" && !sameText(p.Body, body):
		return "tells of another text"
	}
	return ""
}

// sameTitle looks past what Confluence may respell in a title.
func sameTitle(a, b string) bool {
	plain := func(title string) string { return norm.NFC.String(strings.Join(strings.Fields(title), " ")) }
	return plain(a) == plain(b)
}

// doubt returns err, or the failure of a write whose answer contradicts it.
func (c *Client) doubt(op Operation, subject, contradiction string, err error) error {
	if err != nil || contradiction == "" {
		return err
	}
	e := &Error{Kind: Unexpected, note: noteUnusable, detail: contradiction, Status: http.StatusOK, doubtful: true, lost: true, credential: c.wire.credential}
	return c.at().explain(e, call{op: op, subject: subject})
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

var answerStories = map[note]story{
	noteUnusable: {
		title: "Confluence's answer is empty or unreadable",
		meaning: func(e *Error) string {
			return "the answer says that all is well (" + statusLine(e.Status) + "), but it " + e.detail + ". Confluence, or something on the way to it, is out of order."
		},
		cures: cure(runAgain, "If it stays, look at what stands between this machine and Confluence: a proxy, a firewall, a load balancer."),
	},
	noteNotDone: {
		title: "Confluence has not done what it said",
		meaning: func(e *Error) string {
			return "the answer says that it was done (" + statusLine(e.Status) + "), but it " + e.detail + ", and a look at the page shows that it was not."
		},
		cures: cure(runAgain, "If it stays, ask an administrator for Confluence's own log of this time; some versions of Data Center have lost writes in this way."),
	},
}

func statusLine(status int) string { return fmt.Sprintf("%d %s", status, http.StatusText(status)) }
