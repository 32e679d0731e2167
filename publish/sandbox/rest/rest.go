// Package rest shows a store as Confluence's REST APIs do: Cloud's v1 and v2 on a site and through the gateway, and
// Data Center's. A request enters [API.ServeHTTP]; its address tells the face, its credential the user, and the gate
// decides about scopes before anything is looked up, as the real gateway does. Each resource has a file with its
// operations (the table that drives gate and routing) and their handlers; what an answer says comes from the store.
//
// The sources named in comments: SPEC1, SPEC2 and SPECDC are Atlassian's OpenAPI documents of Cloud v1, Cloud v2 and
// Data Center 10 (developer.atlassian.com); SPEC1-2024 is v1's state of February 2024, which still held the content
// operations that have left it since.
package rest

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// Options of an API.
type Options struct {
	Store    *store.Store
	CloudID  string // of the one site
	SiteName string // host of the site in links when a request came through the gateway's real name, e.g. "example.atlassian.net"
	Now      func() time.Time

	MaxAttachment int64             // bytes; default 100 MB, Data Center's own default
	Log           func(text string) // hears once of each operation that a client asks for in vain; may be nil
}

// API answers REST requests.
type API struct {
	Options
	credentials *Credentials
	router      router
	v1Gone      atomic.Bool
	media       media
	conversions conversions
	requestIDs  requestIDs
	toldMissing sync.Map // names of operations
}

// New makes an API with these credentials.
func New(o Options, credentials *Credentials) *API {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.MaxAttachment == 0 {
		o.MaxAttachment = 100 << 20
	}
	return &API{Options: o, credentials: credentials, router: newRouter(allOperations())}
}

// SetV1ContentGone lets the v1 operations that have left the document answer 410, as they do for some callers of the
// real one, or lets them work again.
func (a *API) SetV1ContentGone(gone bool) { a.v1Gone.Store(gone) }

// ServeHTTP answers one request.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	place := locate(r, a.SiteName)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	a.requestIDs.stamp(w.Header())
	switch place.kind {
	case tenantInfo:
		a.tenantInfo(w, r)
	case tokenEndpoint:
		a.token(w, r)
	case accessibleResources:
		a.accessibleResources(w, r)
	case mediaFile:
		a.serveMedia(w, r)
	case legacyDownload:
		a.serveLegacyDownload(w, r, place)
	case restAPI:
		a.serveOperation(w, r, place)
	default:
		a.notRouted(w, r, place)
	}
}

// serveOperation goes the way of a REST request: credential, gate, route, handler.
func (a *API) serveOperation(w http.ResponseWriter, r *http.Request, p place) {
	caller, refusal := a.authenticate(r, p)
	if refusal != nil {
		refusal.write(w)
		return
	}
	caller.announce(w.Header(), p)
	op, params, others := a.router.find(p.family, r.Method, p.path)
	if !caller.passesGate(p, op) {
		scopeMismatch.write(w)
		return
	}
	if op == nil {
		unknownRoute(r, p, others).write(w)
		return
	}
	c := &call{API: a, place: p, op: op, caller: caller, request: r, params: params, header: w.Header()}
	if refusal := a.admit(c); refusal != nil {
		refusal.write(w)
		return
	}
	c.announceDeprecation()
	result, err := c.carryOut()
	if err != nil {
		c.refuse(err).write(w)
		return
	}
	answerWith(w, result)
}

// admit refuses people without an account where nobody may look without one, and calls of what has been removed.
func (a *API) admit(c *call) *refusal {
	if c.caller.anonymous() && !a.anonymousAccess() {
		return c.anonymousRefusal()
	}
	if c.op.removed && a.v1Gone.Load() {
		return gone
	}
	return nil
}

// carryOut looks at the parameters as the table wants them, and does what is asked.
func (c *call) carryOut() (any, error) {
	if c.op.handle == nil {
		return nil, c.notInSandbox()
	}
	for name, value := range c.params {
		if c.family == v2 && numbered[name] && !isNumber(value) {
			return nil, invalidParameter(name, value, "long")
		}
	}
	if err := c.op.checkQuery(c.request.URL.Query()); err != nil {
		return nil, err
	}
	return c.op.handle(c)
}

// numbered are the parameters in paths of v2 that must be numbers.
var numbered = map[string]bool{"id": true, "property": true, "number": true}

// notInSandbox says that Confluence has this operation, so that nobody takes the answer for that to a wrong address.
func (c *call) notInSandbox() error {
	root := map[family]string{v1: "/wiki/rest/api", v2: "/wiki/api/v2", dc: "/rest/api"}[c.family]
	name := c.op.method + " " + root + c.op.path
	if _, told := c.toldMissing.LoadOrStore(name, true); !told && c.Log != nil {
		c.Log(name + " is not in the sandbox: Confluence has it, but it is answered 501 here (docs/sandbox.md lists what there is).")
	}
	return failure(http.StatusNotImplemented, "NOT_IMPLEMENTED", "%s is not in the sandbox", name)
}

func (a *API) anonymousAccess() bool {
	for _, space := range a.Store.Spaces() {
		if space.Access.Anonymous {
			return true
		}
	}
	return false
}
