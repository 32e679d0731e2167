package rest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/conformance"
	"github.com/pagewright/pagewright/publish/sandbox/rest"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// The addresses of the faces. Tests use v1, v2 and dc; those about addresses use the others.
const (
	cloudID = "c10d1d00-0000-4000-8000-000000000001"
	site    = "https://example.atlassian.net/wiki"
	gateway = "https://api.atlassian.com/ex/confluence/" + cloudID
	v1      = gateway + "/wiki/rest/api"
	v2      = gateway + "/wiki/api/v2"
	dc      = "https://confluence.example.com/rest/api"
)

// world is an API over a store with the spaces DOCS (to write in), TEAM (which the writer only reads) and HR (which the
// writer does not see).
type world struct {
	*testing.T
	api         *rest.API
	handler     http.Handler // the API, held to its documents
	store       *store.Store
	credentials *rest.Credentials
	now         time.Time
	docs, team  store.Space
	hr          store.Space
}

const (
	adminID, writerID, readerID = "557058:admin", "712020:writer", "712020:reader"

	allClassic = "read:confluence-content.all read:confluence-content.summary write:confluence-content read:confluence-space.summary " +
		"write:confluence-space write:confluence-file read:confluence-props write:confluence-props search:confluence read:confluence-user " +
		"readonly:content.attachment:confluence"
)

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, now: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return w.now }
	w.store = store.New(store.Options{Now: clock, SearchLag: 20 * time.Second})
	w.store.AddUser(store.User{AccountID: adminID, Name: "ada", Key: "k1", DisplayName: "Ada Adler", Admin: true})
	w.store.AddUser(store.User{AccountID: writerID, Name: "robin", Key: "k2", DisplayName: "Robin Reed", Email: "robin@example.com", Groups: []string{"staff"}})
	w.store.AddUser(store.User{AccountID: readerID, Name: "rhea", Key: "k3", DisplayName: "Rhea Ross"})
	for _, s := range []struct {
		space *store.Space
		store.NewSpace
	}{
		{&w.docs, store.NewSpace{Key: "DOCS", Name: "Documentation"}},
		{&w.team, store.NewSpace{Key: "TEAM", Name: "Team", Access: store.Access{Editors: []string{adminID}}}},
		{&w.hr, store.NewSpace{Key: "HR", Name: "People", Access: store.Access{Viewers: []string{adminID}}}},
	} {
		s.AuthorID = adminID
		created, err := w.store.CreateSpace(s.NewSpace)
		if err != nil {
			t.Fatal(err)
		}
		*s.space = created
	}
	w.now = w.now.Add(time.Minute)
	w.credentials = rest.NewCredentials([]rest.Credential{
		{Name: "unscoped", User: "robin@example.com", Token: "unscoped", AccountID: writerID},
		{Name: "reader", User: "rhea@example.com", Token: "reader", AccountID: readerID},
		{Name: "admin", User: "ada@example.com", Token: "admin", AccountID: adminID},
		{Name: "classic", User: "robin@example.com", Token: "classic", Scopes: strings.Fields(allClassic), AccountID: writerID},
		{Name: "granular", User: "robin@example.com", Token: "granular", Scopes: []string{"read:page:confluence", "read:space:confluence"}, AccountID: writerID},
		{Name: "service", User: "bot@serviceaccount.atlassian.com", Token: "service", Scopes: []string{"read:page:confluence"}, AccountID: writerID},
		{Name: "client", ClientID: "id", ClientSecret: "secret", Scopes: []string{"read:page:confluence"}, AccountID: writerID},
		{Name: "oauth", Token: "oauth", Bearer: true, Scopes: []string{"read:page:confluence"}, AccountID: writerID},
		{Name: "revoked", User: "robin@example.com", Token: "revoked", Revoked: true, AccountID: writerID},
		{Name: "password", User: "robin@example.com", Token: "own-password", DataCenter: true, AccountID: "nobody"},
		{Name: "dc", Token: "pat", Bearer: true, DataCenter: true, AccountID: writerID},
		{Name: "dc-admin", Token: "admin-pat", Bearer: true, DataCenter: true, AccountID: adminID},
		{Name: "dc-password", User: "robin", Token: "right", DataCenter: true, AccountID: writerID},
	}, map[string]string{"robin@example.com": "own-password"})
	w.api = rest.New(rest.Options{Store: w.store, CloudID: cloudID, SiteName: "example.atlassian.net", Now: clock}, w.credentials)
	w.handler = conformance.Check(t)(w.api)
	return w
}

// answer is what came back.
type answer struct {
	*testing.T
	request string
	status  int
	header  http.Header
	body    string
	json    any
}

// unheld is the same world without the documents, for what clients send though no document has it.
func (w *world) unheld() *world {
	other := *w
	other.handler = w.api
	return &other
}

// send makes a request with a credential by its name ("" none).
func (w *world) send(credential, method, address, body string, headers ...string) answer {
	w.Helper()
	return w.do(w.request(credential, method, address, body, headers...))
}

func (w *world) request(credential, method, address, body string, headers ...string) *http.Request {
	w.Helper()
	r := httptest.NewRequestWithContext(w.Context(), method, address, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	w.authenticate(r, credential)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func (w *world) do(r *http.Request) answer {
	w.Helper()
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, r)
	a := answer{T: w.T, request: r.Method + " " + r.URL.String(), status: recorder.Code, header: recorder.Header(), body: recorder.Body.String()}
	_ = json.Unmarshal(recorder.Body.Bytes(), &a.json)
	return a
}

func (w *world) authenticate(r *http.Request, name string) {
	w.Helper()
	if name == "" {
		return
	}
	for _, c := range w.credentials.List() {
		if c.Name != name {
			continue
		}
		c.Authenticate(r)
		return
	}
	w.Fatalf("there is no credential %q", name)
}

// get, post, put and del send with the unscoped token, or the Data Center's personal access token.
func (w *world) get(address string) answer {
	w.Helper()
	return w.send(w.usual(address), "GET", address, "")
}
func (w *world) post(address, body string) answer {
	w.Helper()
	return w.send(w.usual(address), "POST", address, body)
}
func (w *world) put(address, body string) answer {
	w.Helper()
	return w.send(w.usual(address), "PUT", address, body)
}
func (w *world) del(address string) answer {
	w.Helper()
	return w.send(w.usual(address), "DELETE", address, "")
}

func (w *world) usual(address string) string {
	if strings.HasPrefix(address, dc) {
		return "dc"
	}
	return "unscoped"
}

// wants checks the status.
func (a answer) wants(status int) answer {
	a.Helper()
	if a.status != status {
		a.Fatalf("%s: status %d, want %d\n%s", a.request, a.status, status, a.body)
	}
	return a
}

// has checks values of the JSON by their paths ("results.0.title"); "<none>" wants that there is nothing.
func (a answer) has(pairs ...string) answer {
	a.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if got := a.at(pairs[i]); got != pairs[i+1] {
			a.Errorf("%s: %s is %q, want %q\n%s", a.request, pairs[i], got, pairs[i+1], a.body)
		}
	}
	return a
}

// headed checks headers.
func (a answer) headed(pairs ...string) answer {
	a.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if got := a.header.Get(pairs[i]); got != pairs[i+1] {
			a.Errorf("%s: header %s is %q, want %q", a.request, pairs[i], got, pairs[i+1])
		}
	}
	return a
}

// says checks that the body holds texts.
func (a answer) says(texts ...string) {
	a.Helper()
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			a.Errorf("%s: the answer lacks %q:\n%s", a.request, text, a.body)
		}
	}
}

// value returns what stands at a path of the JSON.
func (a answer) value(path string) (value any, there bool) {
	value = a.json
	for name := range strings.SplitSeq(path, "/") {
		switch v := value.(type) {
		case map[string]any:
			if value, there = v[name]; !there {
				return nil, false
			}
		case []any:
			n, err := strconv.Atoi(name)
			if err != nil || n >= len(v) {
				return nil, false
			}
			value = v[n]
		default:
			return nil, false
		}
	}
	return value, true
}

// at returns a value of the JSON as text: strings and numbers as they are, lists by their length.
func (a answer) at(path string) string {
	value, there := a.value(path)
	if !there {
		return "<none>"
	}
	switch v := value.(type) {
	case nil:
		return "null"
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		return fmt.Sprintf("[%d]", len(v))
	case map[string]any:
		return fmt.Sprintf("{%d}", len(v))
	}
	return fmt.Sprint(value)
}

// page makes a page in DOCS through v2 and gives its id.
func (w *world) page(title, parentID, body string) string {
	w.Helper()
	in := map[string]any{"spaceId": w.docs.ID, "title": title, "body": map[string]string{"representation": "storage", "value": body}}
	if parentID != "" {
		in["parentId"] = parentID
	}
	text, err := json.Marshal(in)
	if err != nil {
		w.Fatal(err)
	}
	return w.post(v2+"/pages", string(text)).wants(200).at("id")
}

func (w *world) stored(id string) store.Page {
	w.Helper()
	page, err := w.store.Page(id)
	if err != nil {
		w.Fatal(err)
	}
	return page
}

// part is a part of a multipart form.
type part struct{ name, file, mediaType, content string }

// upload sends a form; it has the header against request forgery unless headers say otherwise.
func (w *world) upload(method, address string, parts []part, headers ...string) answer {
	w.Helper()
	if !slices.ContainsFunc(parts, func(p part) bool { return p.name == "minorEdit" }) {
		parts = append(parts, part{"minorEdit", "", "", "false"}) // the documents require it
	}
	return w.form(method, address, parts, headers...)
}

// form sends a form as it is.
func (w *world) form(method, address string, parts []part, headers ...string) answer {
	w.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, p := range parts {
		header := textproto.MIMEHeader{}
		header.Set("Content-Disposition", `form-data; name="`+p.name+`"`)
		if p.file != "" {
			header.Set("Content-Disposition", `form-data; name="`+p.name+`"; filename="`+p.file+`"`)
		}
		if p.mediaType != "" {
			header.Set("Content-Type", p.mediaType)
		}
		to, err := form.CreatePart(header)
		if err == nil {
			_, err = to.Write([]byte(p.content))
		}
		if err != nil {
			w.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		w.Fatal(err)
	}
	return w.send(w.usual(address), method, address, body.String(),
		append([]string{"Content-Type", form.FormDataContentType(), "X-Atlassian-Token", "no-check"}, headers...)...)
}
