package confluence

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

var clientCredential = Credential{ClientID: "id1", ClientSecret: "cl1ent-secret"}

const (
	tokenURL     = "https://auth.atlassian.com/oauth/token"
	resourcesURL = "https://api.atlassian.com/oauth/token/accessible-resources"
)

// An issuer hands out tokens T1, T2 … and knows which of them are good.
type issuer struct {
	mu      sync.Mutex
	issued  int
	revoked int // all tokens up to this number
	expires string
}

func (i *issuer) issue(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if r.ParseForm() != nil || r.Form.Get("grant_type") != "client_credentials" || r.Form.Get("client_id") != "id1" || r.Form.Get("client_secret") != "cl1ent-secret" {
		jsonAnswer(401, `{"error":"access_denied","error_description":"Unauthorized"}`)(w, r)
		return
	}
	i.issued++
	jsonAnswer(200, `{"access_token":"T`+string(rune('0'+i.issued))+`","expires_in":`+i.expires+`,"token_type":"Bearer"}`)(w, r)
}

func (i *issuer) guard(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		i.mu.Lock()
		number, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer T")
		good := found && int(number[0]-'0') > i.revoked
		i.mu.Unlock()
		if !good {
			jsonAnswer(401, `{"code":401,"message":"Unauthorized"}`)(w, r)
			return
		}
		h(w, r)
	}
}

func oauthWorld(t *testing.T) (*world, *issuer) {
	i := &issuer{expires: "3600"}
	return newWorld(t).on("POST "+tokenURL, i.issue).
		on("GET "+resourcesURL, i.guard(jsonAnswer(200, `[{"id":"jira-only","url":"https://acme.atlassian.net","scopes":["read:jira-work"]},{"id":"`+cloudID+`","url":"https://acme.atlassian.net","scopes":["read:page:confluence"]}]`))).
		on("GET "+gatewayURL+"/rest/api/space/DOCS", gone).
		on("GET "+gatewayURL+"/api/v2/spaces", i.guard(v2SpaceFound)).
		on("GET "+gatewayURL+"/api/v2/pages/1", i.guard(jsonAnswer(200, `{"id":"1"}`))), i
}

func TestClientCredentialsFindTheirGateway(t *testing.T) {
	t.Parallel()
	w, _ := oauthWorld(t)
	w.on("GET "+gatewayURL+"/rest/api/space/DOCS", v1SpaceFound)
	c := w.connect(Target{URL: "https://acme.atlassian.net/wiki/spaces/DOCS/overview", Credential: clientCredential})
	if c.Route().Kind != Gateway {
		t.Errorf("route %s", c.Route())
	}
	w.expect("POST "+tokenURL, "GET "+resourcesURL, "GET "+gatewayURL+"/rest/api/space/DOCS?expand=homepage")
	for _, r := range w.seen {
		if strings.Contains(r.url, "secret") {
			t.Errorf("the secret is in an address: %s", r.url)
		}
	}
}

func TestClientCredentialsThatReachAnotherSite(t *testing.T) {
	t.Parallel()
	w, i := oauthWorld(t)
	w.on("GET "+resourcesURL, i.guard(jsonAnswer(200, `[{"id":"x","url":"https://other.atlassian.net","scopes":["read:page:confluence"]}]`)))
	_, err := Connect(t.Context(), Target{URL: siteURL, Credential: clientCredential, Space: "DOCS"}, w.options())
	if err == nil || !strings.Contains(err.Error(), "only https://other.atlassian.net") {
		t.Errorf("%v", err)
	}
}

func TestWrongClientSecret(t *testing.T) {
	t.Parallel()
	w, _ := oauthWorld(t)
	_, err := Connect(t.Context(), Target{URL: gatewayURL, Credential: Credential{ClientID: "id1", ClientSecret: "wr0ng"}, Space: "DOCS"}, w.options())
	if !IsKind(err, BadCredential) || !strings.Contains(err.Error(), "client-secret") || strings.Contains(err.Error(), "wr0ng") {
		t.Errorf("%v", err)
	}
}

func TestAccessTokenIsFetchedOnceAndRenewedBeforeItEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, i := oauthWorld(t)
		c := w.connect(Target{URL: gatewayURL, Credential: clientCredential})
		time.Sleep(58 * time.Minute)
		if _, err := c.Page(t.Context(), "1"); err != nil || i.issued != 1 {
			t.Errorf("%v with %d tokens", err, i.issued)
		}
		time.Sleep(90 * time.Second) // half a minute before the end
		if _, err := c.Page(t.Context(), "1"); err != nil || i.issued != 2 {
			t.Errorf("%v with %d tokens", err, i.issued)
		}
	})
}

func TestRequestsInFlightSurviveARevokedAccessToken(t *testing.T) {
	t.Parallel()
	w, i := oauthWorld(t)
	c := w.connect(Target{URL: gatewayURL, Credential: clientCredential})
	i.mu.Lock()
	i.revoked = 1
	i.mu.Unlock()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if _, err := c.Page(t.Context(), "1"); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if i.issued != 2 {
		t.Errorf("%d tokens were fetched, want 2", i.issued)
	}
}

func TestAccessTokenRefusedForGoodEndsTheRun(t *testing.T) {
	t.Parallel()
	w, i := oauthWorld(t)
	c := w.connect(Target{URL: gatewayURL, Credential: clientCredential})
	i.mu.Lock()
	i.revoked = 9
	i.mu.Unlock()
	if _, err := c.Page(t.Context(), "1"); !IsKind(err, BadCredential) || i.issued != 2 {
		t.Errorf("%v with %d tokens", err, i.issued)
	}
}

func TestAccessTokenInAnAnswerIsTakenOut(t *testing.T) {
	t.Parallel()
	w, i := oauthWorld(t)
	c := w.connect(Target{URL: gatewayURL, Credential: clientCredential})
	w.on("GET "+gatewayURL+"/api/v2/pages/1", i.guard(func(rw http.ResponseWriter, r *http.Request) {
		jsonAnswer(400, `{"message":"cannot read Authorization: `+r.Header.Get("Authorization")+`"}`)(rw, r)
	}))
	if _, err := c.Page(t.Context(), "1"); err == nil || strings.Contains(err.Error(), "T1") {
		t.Errorf("%v", err)
	}
}

func TestScopeMismatchIsNoReasonForANewAccessToken(t *testing.T) {
	t.Parallel()
	w, i := oauthWorld(t)
	c := w.connect(Target{URL: gatewayURL, Credential: clientCredential})
	w.on("GET "+gatewayURL+"/api/v2/pages/1", scopeMismatch)
	if _, err := c.Page(t.Context(), "1"); !IsKind(err, Scope) || i.issued != 1 {
		t.Errorf("%v with %d tokens", err, i.issued)
	}
}

func TestGovernmentCloudHasItsOwnAuthorizationServer(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"https://acme.atlassian-us-gov-mod.net":                    "https://auth.atlassian-us-gov-mod.com",
		"https://api.atlassian-us-gov-mod.com/ex/confluence/abc":   "https://auth.atlassian-us-gov-mod.com",
		"https://api.atlassian.com/ex/confluence/abc":              "https://auth.atlassian.com",
		"https://wiki.example.com":                                 "https://auth.atlassian.com",
		"http://127.0.0.1:8090/ex/confluence/abc":                  "http://127.0.0.1:8090",
		"https://gateway.example.com:8443/ex/confluence/abc/wiki/": "https://gateway.example.com:8443",
	} {
		p, _, _ := parseAddress(url)
		if got := p.authServer(); got != want {
			t.Errorf("%s: %s, want %s", url, got, want)
		}
	}
}
