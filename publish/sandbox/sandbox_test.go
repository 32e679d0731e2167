package sandbox_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/conformance"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// world is a sandbox and a client of it.
type world struct {
	*testing.T
	server *sandbox.Server
	client *http.Client
}

func start(t *testing.T, o sandbox.Options) *world {
	t.Helper()
	check, own := conformance.Check(t), o.Middleware
	o.Middleware = func(next http.Handler) http.Handler {
		if own != nil {
			next = own(next)
		}
		return check(next)
	}
	server, err := sandbox.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return &world{t, server, &http.Client{
		Transport:     server.Transport(),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// answer is what came back, with the JSON as far as it is an object.
type answer struct {
	status int
	header http.Header
	body   string
	json   map[string]any
}

// send makes a request with a credential by its name ("" none).
func (w *world) send(credential, method, address, body string) answer {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), method, address, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	w.authenticate(r, credential)
	response, err := w.client.Do(r)
	if err != nil {
		w.Fatalf("%s %s: %v", method, address, err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		w.Fatalf("%s %s: %v", method, address, err)
	}
	a := answer{status: response.StatusCode, header: response.Header, body: string(text)}
	_ = json.NewDecoder(bytes.NewReader(text)).Decode(&a.json)
	return a
}

func (w *world) authenticate(r *http.Request, name string) {
	w.Helper()
	if name == "" {
		return
	}
	for _, c := range w.server.Credentials() {
		if c.Name != name {
			continue
		}
		c.Authenticate(r)
		return
	}
	w.Fatalf("there is no credential %q", name)
}

func TestEachFaceShowsTheSameStore(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	for credential, addresses := range map[string][]string{
		"unscoped": {
			w.server.Site() + "/api/v2/pages?title=documentation%20home", w.server.Gateway() + "/wiki/rest/api/content?title=Documentation%20Home",
			w.server.Gateway() + "/api/v2/pages?title=Documentation%20Home", "https://api.atlassian.com/ex/confluence/" + w.server.CloudID() + "/rest/api/content?title=Documentation%20Home",
			"https://acme.atlassian.net/wiki/api/v2/pages?title=Documentation%20Home", "https://wiki.example.com/wiki/rest/api/content?title=Documentation%20Home",
		},
		"dc-pat": {
			w.server.DataCenter() + "/rest/api/content?title=Documentation%20Home", "https://confluence.example.com/rest/api/latest/content?title=Documentation%20Home",
			"https://confluence.example.com/confluence/rest/api/content?title=Documentation%20Home",
		},
	} {
		for _, address := range addresses {
			a := w.send(credential, "GET", address, "")
			results, _ := a.json["results"].([]any)
			if a.status != 200 || len(results) != 1 {
				t.Errorf("%s: %d %s", address, a.status, a.body)
			}
		}
	}
}

func TestEveryCredentialOpensWhatItsKindOpens(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	const onSite, onGateway, onDataCenter = "https://example.atlassian.net/wiki/rest/api", "/wiki/rest/api", "https://confluence.example.com/rest/api"
	gateway := "https://api.atlassian.com/ex/confluence/" + w.server.CloudID() + onGateway
	for name, want := range map[string][3]int{ // user/current on site, gateway and Data Center
		"unscoped": {200, 200, 401}, "admin": {200, 200, 401}, "reader": {200, 200, 401},
		"classic-scoped": {401, 200, 401}, "granular-scoped": {401, 200, 401}, "mixed": {401, 200, 401}, "service-account": {401, 200, 401},
		"oauth": {403, 200, 401}, "revoked": {403, 403, 401},
		"dc-password": {403, 403, 200}, "dc-pat": {403, 401, 200}, "dc-revoked": {403, 401, 401}, "": {403, 403, 401},
	} {
		for i, root := range []string{onSite, gateway, onDataCenter} {
			if a := w.send(name, "GET", root+"/user/current", ""); a.status != want[i] {
				t.Errorf("%q on %s: %d, want %d", name, root, a.status, want[i])
			}
		}
	}
}

func TestWhoReadsAndWritesWhere(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	gateway := w.server.Gateway() + "/wiki/api/v2"
	for name, c := range map[string]struct {
		api  string
		want map[string]string
	}{
		"admin":           {siteAPI, map[string]string{"DOCS": "writes", "TEAM": "writes", "HR": "writes"}},
		"unscoped":        {siteAPI, map[string]string{"DOCS": "writes", "TEAM": "reads", "HR": "does not see"}},
		"service-account": {gateway, map[string]string{"DOCS": "writes", "TEAM": "reads", "HR": "does not see"}},
		"reader":          {siteAPI, map[string]string{"DOCS": "reads", "TEAM": "reads", "HR": "does not see"}},
	} {
		for key, want := range c.want {
			space, err := w.server.Store().SpaceByKey(key)
			if err != nil {
				t.Fatal(err)
			}
			got := "does not see"
			if w.send(name, "GET", c.api+"/pages/"+space.HomepageID, "").status == 200 {
				got = "reads"
			}
			if w.send(name, "POST", c.api+"/pages", `{"spaceId":"`+space.ID+`","title":"By `+name+`"}`).status == 200 {
				got = "writes"
			}
			if got != want {
				t.Errorf("%s %s %s, but should be one who %s", name, got, key, want)
			}
		}
		home, err := w.server.Store().SpaceByKey("DOCS")
		if err != nil {
			t.Fatal(err)
		}
		page, err := w.server.Store().Page(home.HomepageID)
		if err != nil {
			t.Fatal(err)
		}
		renamed := w.send(name, "PUT", c.api+"/pages/"+page.ID+"/title", `{"status":"current","title":"`+page.Title+`!"}`).status
		if wants := c.want["DOCS"] == "writes"; (renamed == 200) != wants {
			t.Errorf("%s renames a page of DOCS: %d", name, renamed)
		}
	}
}

func TestTransportKnowsNoOtherHosts(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	_, _, err := w.attempt("GET", "https://github.com/", "")
	if err == nil || !strings.Contains(err.Error(), "the sandbox is not github.com") {
		t.Errorf("got %v", err)
	}
}

func TestDownloadIsFollowedWithoutTheCredential(t *testing.T) {
	t.Parallel()
	credentialSeen := false
	w := start(t, sandbox.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/file/") && r.Header.Get("Authorization") != "" {
				credentialSeen = true
			}
			next.ServeHTTP(rw, r)
		})
	}})
	w.client.CheckRedirect = nil
	space, err := w.server.Store().SpaceByKey("DOCS")
	if err != nil {
		t.Fatal(err)
	}
	a, err := w.server.Store().Attach(space.HomepageID, store.Upload{Name: "a.txt", Content: []byte("text")})
	if err != nil {
		t.Fatal(err)
	}
	path := "/rest/api/content/" + space.HomepageID + "/child/attachment/" + a.ID + "/download"
	for _, root := range []string{"https://example.atlassian.net/wiki", w.server.Site(), w.server.Gateway() + "/wiki"} {
		if got := w.send("unscoped", "GET", root+path, ""); got.status != 200 || got.body != "text" {
			t.Errorf("%s: %d %q", root, got.status, got.body)
		}
	}
	if credentialSeen {
		t.Error("the media host was sent the credential")
	}
}

func TestCloseLetsTheRequestsUnderWayEnd(t *testing.T) {
	t.Parallel()
	arrived := make(chan bool, 1)
	server, err := sandbox.Start(sandbox.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			arrived <- true
			next.ServeHTTP(rw, r)
		})
	}})
	if err != nil {
		t.Fatal(err)
	}
	server.Faults().Add(sandbox.Fault{Kind: sandbox.Slow, DelayMS: 50})
	w := &world{t, server, &http.Client{Transport: server.Transport()}}
	status := make(chan int)
	go func() {
		s, _, _ := w.attempt("GET", siteAPI+"/spaces", "")
		status <- s
	}()
	<-arrived
	if err := server.Close(); err != nil {
		t.Error(err)
	}
	if s := <-status; s != 200 {
		t.Errorf("the request ended with %d", s)
	}
	if _, _, err := w.attempt("GET", siteAPI+"/spaces", ""); err == nil {
		t.Error("a closed sandbox answers")
	}
}

func TestBrowserAndAPIShareTheSite(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	space, err := w.server.Store().SpaceByKey("DOCS")
	if err != nil {
		t.Fatal(err)
	}
	w.client.CheckRedirect = nil
	for _, address := range []string{w.server.Browse(), w.server.PageURL(space.HomepageID), strings.TrimSuffix(w.server.Site(), "/wiki")} {
		if a := w.send("", "GET", address, ""); a.status != 200 || !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d %s", address, a.status, a.header.Get("Content-Type"))
		}
	}
}
