package confluence

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
)

// A root is one API root of one host.
type root struct {
	transport *transport
	endpoint  endpoint
	version   string
	path      string // below the place's origin and stem
	choice    rootChoice
	reason    string
	folders   *sync.Map // ids that are known to be folders', as keys
}

func newRoot(t *transport, p endpoint, version string, choice rootChoice, reason string) *root {
	return &root{transport: t, endpoint: p, version: version, path: choice.rootPath(p, version), choice: choice, reason: reason, folders: new(sync.Map)}
}

// sibling is another root of the same host.
func (r *root) sibling(version, reason string) *root {
	return newRoot(r.transport, r.endpoint, version, r.choice, reason)
}

// onCloud is the same root of a host that turned out to be a Cloud site.
func (r *root) onCloud(reason string) *root {
	cloud := *r
	cloud.endpoint, cloud.reason = r.endpoint.onCloud(), reason
	if r.choice.path != "" {
		cloud.choice.path = strings.TrimPrefix(r.path, "/")
	}
	return &cloud
}

func (r *root) address() string { return r.endpoint.origin + r.endpoint.stem + r.path }

func (r *root) route() Route {
	api := r.endpoint.base()
	if !strings.HasPrefix(r.path, r.endpoint.context+"/") { // a path of the user's own
		api = r.endpoint.origin + r.endpoint.stem
	}
	return Route{
		Kind:    r.endpoint.kind,
		API:     api,
		Root:    strings.TrimPrefix(r.path, "/"),
		Version: r.version,
		Site:    r.site(),
		Reason:  r.reason,
	}
}

// site is the base of addresses for people. On a gateway only Confluence can
// send it.
func (r *root) site() string {
	if named := r.transport.site.Load(); named != nil {
		return *named
	}
	if r.endpoint.kind == Gateway {
		return ""
	}
	return r.endpoint.base()
}

// links are the _links of an answer.
type links struct {
	Base  string `json:"base"`
	Next  string `json:"next"`
	WebUI string `json:"webui"`
}

// learn keeps the site's base that an answer names. Some gateways have named
// themselves there.
func (r *root) learn(l links) {
	base := strings.TrimRight(l.Base, "/")
	gatewayItself := r.endpoint.kind == Gateway && strings.HasPrefix(base+"/", r.endpoint.origin+"/") && !r.endpoint.isLoopback()
	if base != "" && !gatewayItself && !strings.Contains(base, "/ex/confluence/") {
		r.transport.site.Store(&base)
	}
}

func (r *root) webURL(l links) string {
	r.learn(l)
	site := r.site()
	if site == "" || l.WebUI == "" {
		return ""
	}
	return site + "/" + strings.TrimLeft(l.WebUI, "/")
}

func (r *root) do(ctx context.Context, c call) (answer, error) {
	q := request{
		op: c.op, about: c.about(), method: c.method, url: r.address() + c.path, header: c.header,
		kind: r.endpoint.kind, version: r.version,
		repeatable: c.repeatable || c.method == http.MethodGet,
		answered:   !c.checked,
	}
	if len(c.query) > 0 {
		q.url += "?" + c.query.Encode()
	}
	switch {
	case c.form != nil:
		q.contentType, q.body = c.form.contentType, c.form.body
	case c.json != nil:
		body, err := encode(c.json)
		if err != nil {
			return answer{}, &Error{Kind: Unexpected, Operation: c.op, Cause: err}
		}
		q.contentType, q.body = "application/json", body
	}
	a, err := r.transport.do(ctx, q)
	if err != nil {
		if IsKind(err, Gone) {
			r.transport.v1Gone.Store(true)
		}
		return a, r.explain(err, c)
	}
	r.transport.proven.pass(c.op, r.version)
	return a, nil
}

// encode leaves <, > and & as they are: escaped, a page's body would come near
// the limit of 5 MB twice as soon.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// explain adds to an error where the request went and what it was about.
func (r *root) explain(err error, c call) error {
	e := asError(err)
	e.Route = r.route()
	e.Operation = cmp.Or(e.Operation, c.op)
	e.Subject = cmp.Or(e.Subject, c.subject)
	e.explicit, e.v1Gone = !r.choice.isAuto(), r.transport.v1Gone.Load()
	if e.Kind == Scope && len(e.Missing) == 0 {
		e.Missing = []Operation{c.op}
	}
	return e
}

// ask does a call and reads its answer.
func ask[T any](ctx context.Context, r *root, c call) (T, error) {
	a, err := r.do(ctx, c)
	if err != nil {
		var none T
		return none, err
	}
	v, err := decode[T](c.op, a)
	if err != nil {
		return v, r.explain(err, c)
	}
	return v, nil
}

// send does a call whose answer does not matter.
func send(ctx context.Context, r *root, c call) error {
	_, err := r.do(ctx, c)
	return err
}

func missing(r *root, c call) error {
	return r.explain(&Error{Kind: NotFound, Operation: c.op, credential: r.transport.credential}, c)
}
