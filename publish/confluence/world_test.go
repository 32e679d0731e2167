package confluence

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
)

// A world stands for all hosts there are. It answers by method and address, and
// remembers what it was asked.
type world struct {
	t       *testing.T
	answers map[string]http.HandlerFunc // "GET https://host/path", without the query

	mu   sync.Mutex
	seen []seen
}

type seen struct {
	method, url, path string
	query             map[string][]string
	header            http.Header
	body              string
}

func (s seen) String() string { return s.method + " " + s.url }

func newWorld(t *testing.T) *world {
	return &world{t: t, answers: map[string]http.HandlerFunc{}}
}

func (w *world) on(request string, h http.HandlerFunc) *world {
	w.answers[request] = h
	return w
}

func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
		r.Body.Close()
	}
	w.mu.Lock()
	w.seen = append(w.seen, seen{r.Method, r.URL.String(), r.URL.Path, r.URL.Query(), r.Header.Clone(), string(body)})
	w.mu.Unlock()
	bare := *r.URL
	bare.RawQuery = ""
	h := w.answers[r.Method+" "+bare.String()]
	if h == nil {
		h = htmlPage(http.StatusNotFound, "<html><body>Nothing here</body></html>")
	}
	again := r.Clone(r.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	again.RequestURI = r.URL.RequestURI()
	rec := httptest.NewRecorder()
	h(rec, again)
	resp := rec.Result()
	resp.Request = r
	return resp, nil
}

// requests are the requests so far, as "METHOD address".
func (w *world) requests() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []string
	for _, s := range w.seen {
		all = append(all, s.String())
	}
	return all
}

func (w *world) last() seen {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen[len(w.seen)-1]
}

func (w *world) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = nil
}

func (w *world) expect(want ...string) {
	w.t.Helper()
	if got := w.requests(); !slices.Equal(got, want) {
		w.t.Errorf("requests made:\n  %v\nwant:\n  %v", lines(got), lines(want))
	}
}

func lines(s []string) string {
	var b bytes.Buffer
	for _, x := range s {
		b.WriteString("\n  " + x)
	}
	return b.String()
}

func jsonAnswer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func htmlPage(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html;charset=utf-8")
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// inTurn returns one answer after the other, and the last one for ever.
func inTurn(answers ...http.HandlerFunc) http.HandlerFunc {
	var mu sync.Mutex
	return func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		h := answers[0]
		if len(answers) > 1 {
			answers = answers[1:]
		}
		mu.Unlock()
		h(w, r)
	}
}

// Answers as real servers have given them.
var (
	scopeMismatch = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Failure-Category", "FAILURE_CLIENT_SCOPE_CHECK")
		jsonAnswer(401, `{"code":401,"message":"Unauthorized; scope does not match"}`)(w, r)
	}
	scopedTokenOnSite = htmlPage(401, `<!doctype html><html lang="en"><head><title>HTTP Status 401 – Unauthorized</title></head><body><h1>HTTP Status 401 – Unauthorized</h1><p>The request has not been applied to the target resource because it lacks valid authentication credentials for that resource.</p></body></html>`)
	v1Anonymous       = jsonAnswer(403, `{"statusCode":403,"data":{"authorized":false,"valid":true,"errors":[],"successful":false},"message":"Current user not permitted to use Confluence"}`)
	cloudAnonymous    = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Atl-Request-Id", "0c9a")
		v1Anonymous(w, r)
	}
	v2Anonymous  = jsonAnswer(404, `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}`)
	gone         = jsonAnswer(410, `{"statusCode":410,"data":{"authorized":true,"valid":true,"errors":[],"successful":true},"message":"com.atlassian.confluence.api.service.exceptions.pagesmodes.GoneException: This deprecated endpoint has been removed."}`)
	v2SpaceFound = jsonAnswer(200, `{"results":[{"id":"65537","key":"DOCS","name":"Documents","homepageId":"65600"}],"_links":{"base":"https://acme.atlassian.net/wiki"}}`)
	v2NoSpace    = jsonAnswer(200, `{"results":[],"_links":{"base":"https://acme.atlassian.net/wiki"}}`)
	v1SpaceFound = jsonAnswer(200, `{"id":65537,"key":"DOCS","name":"Documents","homepage":{"id":"65600"},"_links":{"base":"https://acme.atlassian.net/wiki","context":"/wiki"}}`)
	dcSpaceFound = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Ausername", "ann")
		w.Header().Set("X-Seraph-Loginreason", "OK")
		jsonAnswer(200, `{"id":98305,"key":"DOCS","name":"Documents","homepage":{"id":"98310"},"_links":{"base":"https://confluence.example.com/ctx","context":"/ctx"}}`)(w, r)
	}
	dcWrongPassword = htmlPage(401, `<html><head><title>Unauthorized (401)</title></head><body><h1>Unauthorized (401)</h1>Basic Authentication Failure - Reason : AUTHENTICATED_FAILED</body></html>`,
		"X-Seraph-LoginReason", "AUTHENTICATED_FAILED", "WWW-Authenticate", `OAuth realm="https%3A%2F%2Fconfluence.example.com"`)
)

const (
	siteURL    = "https://acme.atlassian.net/wiki"
	cloudID    = "11111111-2222-3333-4444-555555555555"
	gatewayURL = "https://api.atlassian.com/ex/confluence/" + cloudID + "/wiki"
	tenantURL  = "https://acme.atlassian.net/_edge/tenant_info"
	dcURL      = "https://confluence.example.com/ctx/rest/api"
)

var (
	tenantFound = jsonAnswer(200, `{"cloudId":"`+cloudID+`"}`)
	apiToken    = Credential{User: "ann@example.com", Token: "s3cret-token"}
)

// connect makes a client or ends the test.
func (w *world) connect(target Target) *Client {
	w.t.Helper()
	if target.Credential.isEmpty() {
		target.Credential = apiToken
	}
	if target.Space == "" {
		target.Space = "DOCS"
	}
	c, err := Connect(w.t.Context(), target, w.options())
	if err != nil {
		w.t.Fatalf("Connect: %v", err)
	}
	return c
}

func (w *world) options() Options { return Options{HTTP: w, Log: w.t.Logf} }

// The three clients that most tests speak through, each with its route settled.

func onSite(t *testing.T) (*world, *Client) {
	w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", v2SpaceFound)
	c := w.connect(Target{URL: siteURL})
	w.forget()
	return w, c
}

func onGateway(t *testing.T) (*world, *Client) {
	w := newWorld(t).on("GET "+gatewayURL+"/rest/api/space/DOCS", v1SpaceFound)
	c := w.connect(Target{URL: gatewayURL})
	w.forget()
	return w, c
}

func onDataCenter(t *testing.T) (*world, *Client) {
	w := newWorld(t).on("GET https://confluence.example.com/ctx/rest/api/space/DOCS", dcSpaceFound)
	c := w.connect(Target{URL: "https://confluence.example.com/ctx", Credential: Credential{Token: "pat"}})
	w.forget()
	return w, c
}
