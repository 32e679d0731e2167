package sandbox_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
)

// world is a sandbox and a client of it.
type world struct {
	*testing.T
	server *sandbox.Server
	client *http.Client
}

func start(t *testing.T, o sandbox.Options) *world {
	t.Helper()
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
func (w *world) send(credential, method, address, body string, headers ...string) answer {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), method, address, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	w.authenticate(r, credential)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
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
		if c.Bearer {
			r.Header.Set("Authorization", "Bearer "+c.Token)
		} else {
			r.SetBasicAuth(c.User, c.Token)
		}
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
