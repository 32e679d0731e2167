package confluence

import (
	"bytes"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// A sign is something in an answer that tells more than its status. All that is
// set must be there.
type sign struct {
	statuses []int
	header   [2]string // name, part of the value
	says     string    // part of the body, in lower case
	html     bool
	cloud    bool
	op       Operation

	means Kind
	note  note
	lost  bool
}

// signs are read from the top; the first that fits decides. They are gathered
// from logged answers of real sites, since the documents do not list them.
var signs = []sign{
	{statuses: []int{401, 403}, header: [2]string{"X-Failure-Category", "SCOPE_CHECK"}, means: Scope},
	{statuses: []int{401, 403}, says: "scope does not match", means: Scope},

	{statuses: []int{401, 403}, header: [2]string{"X-Seraph-Loginreason", "AUTHENTICATION_DENIED"}, means: BadCredential, note: noteCaptcha},
	{says: "basic authentication with passwords is deprecated", means: BadCredential, note: notePassword},
	{says: "basic authentication has been disabled", means: BadCredential, note: noteBasicDisabled},
	{says: "failed to parse connect session auth token", means: BadCredential, note: noteBearerOnCloud},
	{statuses: []int{403}, says: "not permitted to use confluence", means: BadCredential},
	{statuses: []int{403}, says: "cannot access confluence", means: BadCredential},
	{statuses: []int{401}, header: [2]string{"X-Seraph-Loginreason", ""}, means: BadCredential},
	{statuses: []int{401}, says: "lacks valid authentication credentials", html: true, means: ScopedTokenOnSite},
	{statuses: []int{401}, html: true, cloud: true, means: ScopedTokenOnSite},
	{statuses: []int{401}, means: BadCredential},

	{statuses: []int{403}, says: "xsrf check failed", means: Forbidden, note: noteXSRF},
	{statuses: []int{403}, html: true, means: NotConfluence},

	// The gateway's router, and a Cloud site asked without /wiki.
	{statuses: []int{404}, says: `"timestamp"`, means: WrongAddress},
	{statuses: []int{404}, says: "null for uri", means: WrongAddress},
	{statuses: []int{404}, html: true, means: WrongAddress},

	{statuses: []int{400}, says: "same title", means: TitleTaken},
	{statuses: []int{400}, says: "already exists with the title", means: TitleTaken},
	{statuses: []int{400}, says: "page with this title already exists", means: TitleTaken},
	{statuses: []int{400}, says: "same file name as an existing attachment", means: Conflict, note: noteAttachmentExists},
	{statuses: []int{400, 409}, says: "property with key", means: PropertyExists},
	{statuses: []int{400, 409}, says: "already a property", means: PropertyExists},
	{statuses: []int{400}, says: "error parsing xhtml", means: InvalidBody},
	{statuses: []int{400}, says: "cannot be converted to new editor format", means: InvalidBody},
	{statuses: []int{400}, says: "cdata block has embedded", means: InvalidBody},
	{statuses: []int{400}, says: "[row,col", means: InvalidBody},
	{says: "existing ancestor as a child", means: Conflict, note: noteParentLoop},

	{statuses: []int{400}, says: "already running", op: ArchivePage, means: Unavailable, note: noteArchiving},

	// Two writers inside Confluence met; what became of the write is open.
	{says: "optimisticlockexception", means: Conflict, lost: true},
	{says: "transaction rolled back", means: Conflict, lost: true},
	{says: "unexpectedrollbackexception", means: Conflict, lost: true},
	{says: "unreconciled", means: Conflict, lost: true},
}

func (s sign) fits(q request, a answer) bool {
	if len(s.statuses) > 0 && !slices.Contains(s.statuses, a.status) {
		return false
	}
	if name, part := s.header[0], s.header[1]; name != "" && (a.header.Get(name) == "" || !strings.Contains(strings.ToUpper(a.header.Get(name)), part)) {
		return false
	}
	return (!s.html || a.isHTML()) &&
		(s.says == "" || bytes.Contains(bytes.ToLower(a.body), []byte(s.says))) &&
		(!s.cloud || q.kind == CloudSite) &&
		(s.op == "" || s.op == q.op)
}

// classify says what an answer means, nil if it is a success.
func classify(q request, a answer) *Error {
	if e := barrier(q.method, q.url, a); e != nil {
		return e
	}
	if a.status/100 == 2 {
		if len(a.body) > 0 && a.isHTML() {
			return doubted(q.method, &Error{Kind: NotConfluence})
		}
		return unusable(q.method, q.answered, a)
	}
	for _, s := range signs {
		if s.fits(q, a) {
			return &Error{Kind: s.means, note: s.note, lost: s.lost}
		}
	}
	switch a.status {
	case http.StatusForbidden:
		return &Error{Kind: Forbidden}
	case http.StatusNotFound:
		if q.version == V2 && isBareNotFound(a) {
			return &Error{Kind: BadCredential}
		}
		return &Error{Kind: NotFound}
	case http.StatusConflict:
		return &Error{Kind: Conflict}
	case http.StatusGone:
		return &Error{Kind: Gone}
	case http.StatusRequestEntityTooLarge:
		return &Error{Kind: TooLarge}
	case http.StatusTooManyRequests:
		return &Error{Kind: RateLimited, wait: a.askedFor()}
	}
	if a.status >= 500 {
		return &Error{Kind: Unavailable, wait: a.retryAfter(), lost: true}
	}
	return &Error{Kind: Unexpected}
}

// isBareNotFound: v2 answers a request it takes for anonymous with nothing but
// "Not Found", while the title of a missing object's answer names the object.
func isBareNotFound(a answer) bool {
	e := a.envelope()
	return len(e.Errors) > 0 && e.Errors[0].Title == "Not Found" && e.Errors[0].Detail == ""
}

// classifyBroken says what it means that there was no answer.
func classifyBroken(err error, now time.Time) *Error {
	if e := brokenAtProxy(inner(err)); e != nil {
		return e
	}
	if e := brokenEncryption(inner(err), now); e != nil {
		return e
	}
	e := &Error{Kind: Unavailable, lost: true, Cause: inner(err)}
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		e.Kind, e.note, e.lost = WrongAddress, noteNoSuchHost, false
	case errors.As(err, &op) && op.Op == "dial":
		e.unsent, e.lost = true, false
		if dns == nil {
			e.note = noteNoConnection
		}
	}
	return e
}

// inner leaves out net/http's repetition of method and address.
func inner(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
