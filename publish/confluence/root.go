package confluence

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// A contentRoot is what the two API roots do alike, each in its own way.
type contentRoot interface {
	space(ctx context.Context, key string) (Space, error)
	page(ctx context.Context, id string, withBody bool) (Page, error)
	pageByTitle(ctx context.Context, s Space, title string) (Page, error)
	pages(ctx context.Context, s Space) iter.Seq2[Page, error]
	mostIDs(withBodies bool) int // that pagesByID takes at once; 0: it cannot
	pagesByID(ctx context.Context, ids []string, withBodies bool) ([]Page, error)
	pagesBelow(ctx context.Context, id string) ([]Page, error)
	childPages(ctx context.Context, id string) ([]Page, error)
	createPage(ctx context.Context, p NewPage) (Page, error)
	updatePage(ctx context.Context, u PageUpdate) (Page, error)
	restorePage(ctx context.Context, p Page, n Note) (Page, error)
	deletePage(ctx context.Context, id string) error
	attachments(ctx context.Context, pageID string) ([]Attachment, error)
	deleteAttachment(ctx context.Context, id string) error
	labels(ctx context.Context, pageID string) ([]string, error)
	property(ctx context.Context, pageID, key string) (Property, error)
	properties(ctx context.Context, pageID string) ([]Property, error)
	createProperty(ctx context.Context, pageID, key string, value json.RawMessage) (Property, error)
	updateProperty(ctx context.Context, pageID string, p Property) (Property, error)
	deleteProperty(ctx context.Context, pageID string, p Property) error
}

// A root is one API root of one host.
type root struct {
	wire    *wire
	place   place
	version string
	path    string // below the place's origin and stem
	choice  rootChoice
	reason  string
	folders *sync.Map // ids that are known to be folders', as keys
}

func newRoot(w *wire, p place, version string, choice rootChoice, reason string) *root {
	return &root{wire: w, place: p, version: version, path: choice.rootPath(p, version), choice: choice, reason: reason, folders: new(sync.Map)}
}

// sibling is another root of the same host.
func (r *root) sibling(version, reason string) *root {
	return newRoot(r.wire, r.place, version, r.choice, reason)
}

// onCloud is the same root of a host that turned out to be a Cloud site.
func (r *root) onCloud(reason string) *root {
	cloud := *r
	cloud.place, cloud.reason = r.place.onCloud(), reason
	if r.choice.path != "" {
		cloud.choice.path = strings.TrimPrefix(r.path, "/")
	}
	return &cloud
}

func (r *root) content() contentRoot {
	if r.version == V2 {
		return &v2{r}
	}
	return &v1{r}
}

func (r *root) address() string { return r.place.origin + r.place.stem + r.path }

func (r *root) route() Route {
	api := r.place.base()
	if !strings.HasPrefix(r.path, r.place.context+"/") { // a path of the user's own
		api = r.place.origin + r.place.stem
	}
	return Route{
		Kind:    r.place.kind,
		API:     api,
		Root:    strings.TrimPrefix(r.path, "/"),
		Version: r.version,
		Site:    r.site(),
		Reason:  r.reason,
	}
}

// site is the base of addresses for people. On a gateway only Confluence can
// tell it.
func (r *root) site() string {
	if named := r.wire.site.Load(); named != nil {
		return *named
	}
	if r.place.kind == Gateway {
		return ""
	}
	return r.place.base()
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
	gatewayItself := r.place.kind == Gateway && strings.HasPrefix(base+"/", r.place.origin+"/") && !r.place.isLoopback()
	if base != "" && !gatewayItself && !strings.Contains(base, "/ex/confluence/") {
		r.wire.site.Store(&base)
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

// A call is one operation on a root.
type call struct {
	op         Operation
	method     string
	path       string // below the root, escaped
	query      url.Values
	json       any // body, unless form is set
	form       *form
	header     http.Header
	subject    string // for error messages
	repeatable bool
}

var pageInPath = regexp.MustCompile(`^/(?:content|pages)/([^/?]+)`)

// about names the page that a call is about, or what else it is about: requests
// for one page are one failure to the gate.
func (c call) about() string {
	if page := pageInPath.FindStringSubmatch(c.path); page != nil {
		return "page " + page[1]
	}
	return cmp.Or(c.subject, c.path+"?"+c.query.Encode())
}

func (r *root) do(ctx context.Context, c call) (answer, error) {
	q := request{
		op: c.op, about: c.about(), method: c.method, url: r.address() + c.path, header: c.header,
		kind: r.place.kind, version: r.version,
		repeatable: c.repeatable || c.method == http.MethodGet,
		answered:   c.method != http.MethodDelete || r.place.kind != DataCenter, // whose document has a 200 without content
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
	a, err := r.wire.do(ctx, q)
	if err != nil {
		if IsKind(err, Gone) {
			r.wire.v1Gone.Store(true)
		}
		return a, r.explain(err, c)
	}
	r.wire.proven.pass(c.op, r.version)
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
	e.explicit, e.v1Gone = !r.choice.isAuto(), r.wire.v1Gone.Load()
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

// tell does a call whose answer does not matter.
func tell(ctx context.Context, r *root, c call) error {
	_, err := r.do(ctx, c)
	return err
}

// A collection is a page of rows; both roots use this shape.
type collection[T any] struct {
	Results []T   `json:"results"`
	Limit   int   `json:"limit"` // v1 only
	Links   links `json:"_links"`
}

func (c collection[T]) isWhole() bool { return c.Results != nil }

// inFull returns the rows of a list that came within another answer, and whether it
// came, and to its end. There, Cloud links to the next rows whether there are any or
// not, so that fewer than its limit are all.
func (c *collection[T]) inFull() ([]T, bool) {
	if c == nil || c.Results == nil || c.Links.Next != "" && len(c.Results) >= c.Limit {
		return nil, false
	}
	return c.Results, true
}

// rows walks through a collection of any length. Of _links.next only the query
// is taken: its path is the site's, whichever way the request came.
func rows[T any](ctx context.Context, r *root, c call) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		asked := map[string]bool{}
		for {
			asked[c.query.Encode()] = true
			page, err := ask[collection[T]](ctx, r, c)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			r.learn(page.Links)
			for _, row := range page.Results {
				if !yield(row, nil) {
					return
				}
			}
			next, err := url.Parse(page.Links.Next)
			if err != nil || next.RawQuery == "" || asked[next.Query().Encode()] {
				return // the end, or a server that names the same pages for ever
			}
			c.query = next.Query()
		}
	}
}

func collect[T, U any](seq iter.Seq2[T, error], convert func(T) U) ([]U, error) {
	var all []U
	for row, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, convert(row))
	}
	return all, nil
}

func missing(r *root, c call) error {
	return r.explain(&Error{Kind: NotFound, Operation: c.op, credential: r.wire.credential}, c)
}
