package sandbox_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox"
)

const siteAPI = "https://example.atlassian.net/wiki/api/v2"

// attempt makes a request that may fail on its way, and gives the answer's status and as much of its body as came.
func (w *world) attempt(method, address, body string) (int, string, error) {
	w.Helper()
	return w.attemptWithin(w.Context(), method, address, body)
}

func (w *world) attemptWithin(ctx context.Context, method, address, body string) (int, string, error) {
	w.Helper()
	r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	w.authenticate(r, "unscoped")
	response, err := w.client.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, string(text), err
}

func (w *world) newPage(title string) string {
	w.Helper()
	space, err := w.server.Store().SpaceByKey("DOCS")
	if err != nil {
		w.Fatal(err)
	}
	return `{"spaceId":"` + space.ID + `","title":"` + title + `"}`
}

func (w *world) exists(title string) bool {
	w.Helper()
	space, err := w.server.Store().SpaceByKey("DOCS")
	if err != nil {
		w.Fatal(err)
	}
	_, err = w.server.Store().PageByTitle(space.ID, title)
	return err == nil
}

func TestFaultHitsTheRequestsItIsFor(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	w.server.Faults().Add(sandbox.Fault{Method: "GET", Path: "/pages", Skip: 1, Times: 2, Kind: sandbox.Status, Status: 502, Header: map[string]string{"Retry-After": "3"}})
	var got []int
	for range 4 {
		got = append(got, w.send("unscoped", "GET", siteAPI+"/pages", "").status)
		w.send("unscoped", "GET", siteAPI+"/spaces", "")
	}
	if got[0] != 200 || got[1] != 502 || got[2] != 502 || got[3] != 200 {
		t.Errorf("got %v", got)
	}
	w.server.Faults().Add(sandbox.Fault{Kind: sandbox.Status})
	w.server.Faults().Clear()
	if a := w.send("unscoped", "GET", siteAPI+"/pages", ""); a.status != 200 {
		t.Errorf("a cleared fault happened: %d", a.status)
	}
}

func TestRateLimitSaysWhenToComeBack(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 10, 30, 0, 0, time.UTC)
	w := start(t, sandbox.Options{Now: func() time.Time { return now }})
	for variant, header := range map[string][2]string{
		"retry-after":      {"Retry-After", "1"},
		"retry-after-zero": {"Retry-After", "0"},
		"retry-after-date": {"Retry-After", "Tue, 24 Nov 2026 10:30:02 GMT"},
		"reset":            {"X-RateLimit-Reset", "2026-11-24T10:30:02Z"},
		"quota":            {"RateLimit-Reason", "confluence-quota-global-based"},
		"gateway":          {"X-Failure-Category", "FAILURE CLIENT RATE LIMITED"},
		"beta":             {"Beta-Retry-After", "1800"},
		"data-center":      {"X-RateLimit-FillRate", "10"},
		"none":             {"Retry-After", ""},
	} {
		w.server.Faults().Add(sandbox.Fault{Times: 1, Kind: sandbox.RateLimit, Variant: variant})
		a := w.send("unscoped", "POST", siteAPI+"/pages", w.newPage(variant))
		if a.status != 429 || a.header.Get(header[0]) != header[1] {
			t.Errorf("%s: %d, %s %q, want %q", variant, a.status, header[0], a.header.Get(header[0]), header[1])
		}
		if w.exists(variant) {
			t.Errorf("%s: the write was done", variant)
		}
	}
	if n := len(sandbox.RateLimitVariants); n != 9 {
		t.Errorf("there are %d variants", n)
	}
}

func TestBrokenAnswersTellNothingOfTheWrite(t *testing.T) {
	t.Parallel()
	for kind, done := range map[sandbox.FaultKind]bool{
		sandbox.ResetBefore: false, sandbox.ResetAfter: true, sandbox.Truncate: true,
		sandbox.Status: false, sandbox.StatusAfter: true, sandbox.ProxyPage: false,
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			w := start(t, sandbox.Options{})
			w.server.Faults().Add(sandbox.Fault{Times: 1, Kind: kind})
			status, text, err := w.attempt("POST", siteAPI+"/pages", w.newPage("New"))
			switch kind {
			case sandbox.ResetBefore, sandbox.ResetAfter:
				if !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, io.EOF) {
					t.Errorf("got %v, want a broken connection", err)
				}
			case sandbox.Truncate:
				if !errors.Is(err, io.ErrUnexpectedEOF) || status != 200 || !strings.HasPrefix(text, "{") {
					t.Errorf("got %v, %q", err, text)
				}
			case sandbox.ProxyPage:
				if status != 200 || !strings.Contains(text, "<form") {
					t.Errorf("got %d %q", status, text)
				}
			default:
				if status != 503 {
					t.Errorf("got %d", status)
				}
			}
			if w.exists("New") != done {
				t.Errorf("the write was done: %t, want %t", !done, done)
			}
			if status, _, err := w.attempt("GET", siteAPI+"/pages", ""); err != nil || status != 200 {
				t.Errorf("the next request fails: %v", err)
			}
		})
	}
}

func TestSlowAnswerWaits(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{Latency: time.Millisecond})
	w.server.Faults().Add(sandbox.Fault{Times: 1, Kind: sandbox.Slow, DelayMS: 50})
	begin := time.Now()
	if a := w.send("unscoped", "GET", siteAPI+"/pages", ""); a.status != 200 || time.Since(begin) < 50*time.Millisecond {
		t.Errorf("%d after %s", a.status, time.Since(begin))
	}
}

func TestTokenExpiresDuringTheRun(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	w.server.Faults().Add(sandbox.Fault{Skip: 1, Times: 1, Kind: sandbox.Expire, Name: "oauth"})
	address := w.server.Gateway() + "/wiki/rest/api/user/current"
	if a := w.send("oauth", "GET", address, ""); a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if a := w.send("oauth", "GET", address, ""); a.status != 401 {
		t.Errorf("%d %s", a.status, a.body)
	}
	if err := w.server.Faults().Revoke("nobody"); err == nil {
		t.Error("a credential that is not there can be revoked")
	}
	if err := w.server.Faults().Revoke("unscoped"); err != nil {
		t.Error(err)
	}
	if a := w.send("unscoped", "GET", siteAPI+"/pages", ""); a.status != 404 {
		t.Errorf("revoked: %d", a.status)
	}
}

func TestBudgetIsEnforced(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	w := start(t, sandbox.Options{Now: func() time.Time { return now }})
	w.server.Faults().SetBudget(3)
	passed := func() (n int) {
		for range 5 {
			if a := w.send("unscoped", "GET", siteAPI+"/spaces", ""); a.status == 200 {
				n++
			} else if a.status != 429 || a.header.Get("Retry-After") == "" {
				t.Errorf("%d %v", a.status, a.header)
			}
		}
		return n
	}
	if n := passed(); n != 3 {
		t.Errorf("%d requests passed at once, want 3", n)
	}
	now = now.Add(time.Second)
	if n := passed(); n != 3 {
		t.Errorf("%d requests passed a second later, want 3", n)
	}
}

func TestControlEndpointIsThereOnlyWithFaults(t *testing.T) {
	t.Parallel()
	closed := start(t, sandbox.Options{})
	if a := closed.send("", "GET", closed.server.Browse()+"../_sandbox/state", ""); a.status == 200 && a.json["spaces"] != nil {
		t.Error("the control endpoint is open")
	}
	w := start(t, sandbox.Options{Faults: true})
	control := strings.TrimSuffix(w.server.Site(), "/wiki") + "/_sandbox"
	wants := func(method, path, body string, status int) answer {
		t.Helper()
		a := w.send("", method, control+path, body)
		if a.status != status {
			t.Errorf("%s %s: %d %s", method, path, a.status, a.body)
		}
		return a
	}
	wants("POST", "/faults", `{"kind":"status","status":500}`, 204)
	if a := w.send("unscoped", "GET", siteAPI+"/spaces", ""); a.status != 500 {
		t.Errorf("the fault did not happen: %d", a.status)
	}
	wants("DELETE", "/faults", "", 204)
	wants("POST", "/faults", `{"sort":"status"}`, 400)
	for _, wrong := range []struct{ fault, says string }{
		{`{"kind":"nosuch"}`, `no kind of fault \"nosuch\"; the kinds are rate-limit, status, status-after, slow, reset-before`},
		{`{"kind":""}`, "the kinds are rate-limit"},
		{`{"kind":"slow","dealyMs":5}`, `unknown field \"dealyMs\"; its fields are method, path, skip`},
		{`{"kind":"rate-limit","variant":"nosuch"}`, `no variant \"nosuch\" of rate-limit; the variants are beta, data-center`},
		{`{"kind":"slow","variant":"reset"}`, "the kind slow has no variant"},
		{`{"kind":"status","status":7}`, "from 200 to 599"},
		{`{"kind":"status","times":-1}`, "not negative"},
		{`{"kind":"expire","name":"nobody"}`, `no credential \"nobody\"`},
	} {
		if a := wants("POST", "/faults", wrong.fault, 400); !strings.Contains(a.body, wrong.says) {
			t.Errorf("%s: %s", wrong.fault, a.body)
		}
	}
	wants("POST", "/faults", `{"kind":"status"}{"kind":"slow"}`, 400)
	for _, wrong := range []string{`{"latencyMs":-1}`, `{"latencyMs":1,"jitterMs":-1}`, `{"listLagMs":-1}`, `{"createLagMs":-1}`, `{"requestsPerSecond":-1}`} {
		if a := wants("PUT", "/settings", wrong, 400); !strings.Contains(a.body, "is not negative") {
			t.Errorf("%s: %s", wrong, a.body)
		}
	}
	if a := w.send("unscoped", "GET", siteAPI+"/spaces", ""); a.status != 200 {
		t.Errorf("a fault that was refused happened: %d %s", a.status, a.body)
	}
	wants("PUT", "/settings", `{"v1ContentGone":true,"latencyMs":1,"jitterMs":1,"requestsPerSecond":1000}`, 204)
	if a := w.send("unscoped", "GET", "https://example.atlassian.net/wiki/rest/api/content", ""); a.status != 410 {
		t.Errorf("v1 content is not gone: %d", a.status)
	}
	wants("PUT", "/credentials/unscoped", `{"expired":true}`, 204)
	if a := w.send("unscoped", "GET", siteAPI+"/spaces", ""); a.status != 404 {
		t.Errorf("the token did not expire: %d", a.status)
	}
	wants("PUT", "/credentials/nobody", `{"revoked":true}`, 404)
	wants("PUT", "/credentials/unscoped", `{}`, 400)
	if a := wants("GET", "/credentials", "", 200); !strings.Contains(a.body, `"classic-scoped"`) {
		t.Errorf("credentials: %s", a.body)
	}
	if a := wants("GET", "/state", "", 200); a.json["spaces"] == nil {
		t.Errorf("state: %s", a.body)
	}
}

func TestCredentialsAreClosedAndOpenedAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, change string
		closed       int
	}{{"unscoped", "revoked", 404}, {"unscoped", "expired", 404}, {"oauth", "expired", 401}, {"dc-pat", "revoked", 401}, {"dc-password", "locked", 401}} {
		t.Run(c.name+" "+c.change, func(t *testing.T) {
			t.Parallel()
			w := start(t, sandbox.Options{Faults: true})
			address := map[string]string{
				"unscoped": w.server.Site() + "/api/v2/spaces", "oauth": w.server.Gateway() + "/wiki/rest/api/user/current",
			}[c.name]
			if address == "" {
				address = w.server.DataCenter() + "/rest/api/space"
			}
			for _, step := range []struct {
				value  string
				status int
			}{{"false", 200}, {"true", c.closed}, {"false", 200}} {
				control := strings.TrimSuffix(w.server.Site(), "/wiki") + "/_sandbox/credentials/" + c.name
				if a := w.send("", "PUT", control, `{"`+c.change+`":`+step.value+`}`); a.status != 204 {
					t.Fatalf("%d %s", a.status, a.body)
				}
				if a := w.send(c.name, "GET", address, ""); a.status != step.status {
					t.Errorf("%s: %d %s, want %d", step.value, a.status, a.body, step.status)
				}
			}
		})
	}
}
