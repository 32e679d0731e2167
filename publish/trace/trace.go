// Package trace tells of every HTTP request that is sent: method, path, status and time. It tells no header, no body, and no
// value of a query but those that are known to hold no secret: addresses of downloads are signed in theirs.
package trace

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
)

// Requests returns a transport that sends by next and logs a line for each answer, or for the want of one.
func Requests(next http.RoundTripper, log func(format string, args ...any), c clock.Clock) http.RoundTripper {
	if next == nil {
		next = http.DefaultTransport
	}
	if c == nil {
		c = clock.Real
	}
	return &requests{next, log, c}
}

type requests struct {
	next  http.RoundTripper
	log   func(format string, args ...any)
	clock clock.Clock
}

func (t *requests) RoundTrip(r *http.Request) (*http.Response, error) {
	begun := t.clock.Now()
	answer, err := t.next.RoundTrip(r)
	took := t.clock.Now().Sub(begun).Round(100 * time.Microsecond)
	if err != nil {
		t.log("%s %s no answer in %s", r.Method, path(r.URL), took)
		return answer, err
	}
	t.log("%s %s %d in %s", r.Method, path(r.URL), answer.StatusCode, took)
	return answer, nil
}

// shown are the parameters of queries whose values are told. Those of Confluence that page through lists are long and say
// nothing to people.
var shown = []string{
	"ancestorId", "body-format", "depth", "expand", "filename", "id", "include-version", "key", "keys", "limit", "name", "sort", "space-id",
	"spaceKey", "start", "status", "title", "type", "version",
}

func path(u *url.URL) string {
	if u.RawQuery == "" {
		return u.EscapedPath()
	}
	var parts []string
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(part, "=")
		if !slices.Contains(shown, name) {
			part = name + "=…"
		}
		parts = append(parts, part)
	}
	return u.EscapedPath() + "?" + strings.Join(parts, "&")
}
