package confluence

import (
	"context"
	"errors"
	"time"
)

// Kind is what a failure means.
type Kind int

// The kinds of failure.
const (
	Unexpected        Kind = iota // an answer that nothing here explains
	Scope                         // the token is not allowed to use this API; Missing names all operations concerned
	BadCredential                 // wrong, expired, revoked, absent, or the wrong kind for this host
	ScopedTokenOnSite             // a token with scopes, which only the gateway takes
	Gone                          // Confluence has switched this v1 operation off
	NotFound                      // missing, or not visible for this account
	Forbidden                     // visible, but not to be changed by this account
	Conflict                      // somebody else wrote in between
	TitleTaken                    // another page of the space has the title
	PropertyExists                // the content property is there already
	InvalidBody                   // the page's body is not valid storage format
	TooLarge                      // page or attachment above the limit
	RateLimited                   // 429 until patience ended
	Unavailable                   // 5xx or a broken connection until patience ended
	NotConfluence                 // a page for people instead of an API answer: sign-in, proxy, another product
	WrongAddress                  // nothing, or no Confluence, at this address
	Redirected                    // the API sends the request to another host
	Unsupported                   // this kind of Confluence does not have the operation
	Cancelled                     // the run was stopped
)

// Error is the failure of one request, or of the search for a way in.
type Error struct {
	Kind      Kind
	Operation Operation
	Subject   string // what the operation was about, e.g. `page "Setup"`; may be empty
	Status    int    // HTTP status; 0 when there was no answer
	Server    string // Confluence's own words, shortened, without secrets
	RequestID string // for Atlassian's support
	Route     Route
	Missing   []Operation   // Scope: every operation that was found to lack its scope
	Tried     []string      // what else was tried and refused, for people
	Auto      string        // with an explicit api-root: what auto would have found, for people
	Attempts  int           // how often the request was made
	Elapsed   time.Duration // from the first attempt to the last
	Cause     error

	note       note
	credential Credential    // its kind decides about the remedy; its fields are never shown
	location   string        // Redirected: where to
	detail     string        // what the answer or the connection names: an address, a date, a state; Scope: the version whose scopes are complete
	wait       time.Duration // RateLimited, Unavailable: what the server asked for
	lost       bool          // a write may or may not have been done
	doubtful   bool          // the answer says that it was done, and cannot be believed
	unsettled  bool          // patience ended before a look at what became of a write
	unsent     bool          // the request never left
	needed     []Operation   // Scope: everything the run needs
	explicit   bool          // the user named the root
	v1Gone     bool          // v1 content operations answer 410 for this caller
	connecting bool          // happened while Connect looked for the API root
}

// A note tells apart failures of one kind that have different remedies.
type note int

const (
	noNote note = iota
	notePassword
	noteBearerOnCloud
	noteBasicDisabled
	noteCaptcha
	noteXSRF
	noteParentLoop
	noteAttachmentExists
	noteNoSuchHost
	noteSpace
	noteOtherSpace
	noteNothingSet
	noteSiteNotGranted
	notePlainHTTP
	noteUnfilled
	noteCloudID
	noteOAuth
	noteArchiving
	noteHiddenRefusal
	noteNoConnection

	// Explained in limit_explanations.go.
	noteHostDown
	notePatienceEnded

	// Explained in credential_check.go.
	notePlaceholder
	noteHiddenValue
	noteNotAlone
	noteForeignToken
	noteCloudToken
	noteServerToken

	// Explained in barriers.go.
	noteAllowlist
	noteSignIn
	noteSignOn
	noteNeedsHTTPS
	noteMoved
	noteCircle

	// Explained in proxy.go.
	noteProxyCredential
	noteProxyRefuses
	noteProxyDown

	// Explained in certificate.go.
	noteCertificate
	noteCertificateExpired
	noteCertificateNotYet
	noteCertificateHost
	noteNoAuthorities
	notePlainServer
	noteHandshake

	// Explained in checked.go.
	noteUnusable
	noteNotDone

	// Explained in parent_explanations.go.
	noteOtherSite
	noteTrashed
	noteArchived
	noteDraft
	noteHomePage
	noteNoHomePage
	noteFolderOnV1
)

// IsKind reports whether err is, or wraps, an *Error of kind k.
func IsKind(err error, k Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == k
}

// NoWayIn reports whether nothing can work until address, credential or scopes
// change: the run ends with exit code 3.
func (e *Error) NoWayIn() bool {
	switch e.Kind {
	case Scope, BadCredential, ScopedTokenOnSite, NotConfluence, WrongAddress, Redirected:
		return true
	case Cancelled:
		return false
	case NotFound:
		return e.connecting || e.note == noteSpace
	}
	return e.connecting
}

// Open reports whether a write may have been done all the same: the answer was
// lost, or could not be believed.
func (e *Error) Open() bool { return e.lost || e.doubtful || e.unsettled }

func (e *Error) writesProperty() bool {
	return e.Operation == CreateProperty || e.Operation == UpdateProperty || e.Operation == WriteFolderProperty
}

// Unwrap returns the cause, such as context.Canceled, for [errors.Is].
func (e *Error) Unwrap() error { return e.Cause }

func cancelled(op Operation, ctx context.Context) *Error {
	cause := context.Cause(ctx)
	if cause == nil {
		cause = context.DeadlineExceeded // it would end before the next request may be sent
	}
	return &Error{Kind: Cancelled, Operation: op, Cause: cause}
}

func asError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Kind: Unexpected, Cause: err}
}

// isOver reports whether the gate had given up.
func (e *Error) isOver() bool { return e.note == noteHostDown || e.note == notePatienceEnded }
