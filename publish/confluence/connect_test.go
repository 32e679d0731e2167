package confluence

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestConnectFindsTheWayIn(t *testing.T) {
	t.Parallel()
	const (
		siteV2    = "GET https://acme.atlassian.net/wiki/api/v2/spaces"
		siteV1    = "GET https://acme.atlassian.net/wiki/rest/api/space/DOCS"
		gatewayV1 = "GET " + gatewayURL + "/rest/api/space/DOCS"
		gatewayV2 = "GET " + gatewayURL + "/api/v2/spaces"
		tenant    = "GET " + tenantURL
		q1        = "?expand=homepage"
		q2        = "?keys=DOCS"
	)
	bearer := Credential{Token: "access"}
	tests := []struct {
		name     string
		target   Target
		world    func(*world)
		kind     HostKind
		root     string
		requests []string
	}{
		{"site takes the token", Target{URL: "https://acme.atlassian.net"}, func(w *world) {
			w.on(siteV2, v2SpaceFound)
		}, CloudSite, "wiki/api/v2", []string{siteV2 + q2}},
		{"gateway takes the token", Target{URL: gatewayURL}, func(w *world) {
			w.on(gatewayV1, v1SpaceFound)
		}, Gateway, "wiki/rest/api", []string{gatewayV1 + q1}},
		{"gateway by cloud id alone", Target{CloudID: cloudID}, func(w *world) {
			w.on(gatewayV1, v1SpaceFound)
		}, Gateway, "wiki/rest/api", []string{gatewayV1 + q1}},
		{"gateway by site and cloud id", Target{URL: siteURL, CloudID: cloudID}, func(w *world) {
			w.on(gatewayV1, v1SpaceFound)
		}, Gateway, "wiki/rest/api", []string{gatewayV1 + q1}},
		{"gateway by its host and cloud id", Target{URL: "https://api.atlassian.com", CloudID: cloudID}, func(w *world) {
			w.on(gatewayV1, v1SpaceFound)
		}, Gateway, "wiki/rest/api", []string{gatewayV1 + q1}},
		{"granular token on the gateway", Target{URL: gatewayURL}, func(w *world) {
			w.on(gatewayV1, scopeMismatch).on(gatewayV2, v2SpaceFound)
		}, Gateway, "wiki/api/v2", []string{gatewayV1 + q1, gatewayV2 + q2}},
		{"v1 switched off on the gateway", Target{URL: gatewayURL}, func(w *world) {
			w.on(gatewayV1, gone).on(gatewayV2, v2SpaceFound)
		}, Gateway, "wiki/api/v2", []string{gatewayV1 + q1, gatewayV2 + q2}},
		{"scoped token on the site", Target{URL: siteURL}, func(w *world) {
			w.on(siteV2, scopedTokenOnSite).on(tenant, tenantFound).on(gatewayV1, v1SpaceFound)
		}, Gateway, "wiki/rest/api", []string{siteV2 + q2, tenant, gatewayV1 + q1}},
		{"scoped token on the site that v2 calls not found", Target{URL: siteURL}, func(w *world) {
			w.on(siteV2, v2Anonymous).on(siteV1, scopedTokenOnSite).on(tenant, tenantFound).on(gatewayV1, scopeMismatch).on(gatewayV2, v2SpaceFound)
		}, Gateway, "wiki/api/v2", []string{siteV2 + q2, siteV1 + q1, tenant, gatewayV1 + q1, gatewayV2 + q2}},
		{"scoped token on a site whose v1 is gone", Target{URL: siteURL}, func(w *world) {
			w.on(siteV2, v2Anonymous).on(siteV1, gone).on(tenant, tenantFound).on(gatewayV1, gone).on(gatewayV2, v2SpaceFound)
		}, Gateway, "wiki/api/v2", []string{siteV2 + q2, siteV1 + q1, tenant, gatewayV1 + q1, gatewayV2 + q2}},
		{"OAuth access token with the site's address", Target{URL: siteURL, Credential: bearer}, func(w *world) {
			w.on(tenant, tenantFound).on(gatewayV1, gone).on(gatewayV2, v2SpaceFound)
		}, Gateway, "wiki/api/v2", []string{tenant, gatewayV1 + q1, gatewayV2 + q2}},
		{"Data Center", Target{URL: "https://confluence.example.com/ctx"}, func(w *world) {
			w.on("GET https://confluence.example.com/ctx/rest/api/space/DOCS", dcSpaceFound)
		}, DataCenter, "ctx/rest/api", []string{"GET https://confluence.example.com/ctx/rest/api/space/DOCS" + q1}},
		{"Data Center behind a proxy that drops its headers", Target{URL: "https://confluence.example.com"}, func(w *world) {
			w.on("GET https://confluence.example.com/rest/api/space/DOCS", v1SpaceFound)
		}, DataCenter, "rest/api", []string{"GET https://confluence.example.com/rest/api/space/DOCS" + q1}},
		{"the same below /wiki", Target{URL: "https://confluence.example.com/wiki"}, func(w *world) {
			w.on("GET https://confluence.example.com/wiki/rest/api/space/DOCS", v1SpaceFound)
		}, DataCenter, "wiki/rest/api", []string{
			"GET https://confluence.example.com/wiki/rest/api/space/DOCS" + q1, "GET https://confluence.example.com/wiki/api/v2/spaces" + q2}},
		{"custom domain of a Cloud site", Target{URL: "https://wiki.example.com/wiki"}, func(w *world) {
			w.on("GET https://wiki.example.com/wiki/rest/api/space/DOCS", v1SpaceFound).on("GET https://wiki.example.com/wiki/api/v2/spaces", v2SpaceFound)
		}, CloudSite, "wiki/api/v2", []string{
			"GET https://wiki.example.com/wiki/rest/api/space/DOCS" + q1, "GET https://wiki.example.com/wiki/api/v2/spaces" + q2}},
		{"custom domain without /wiki", Target{URL: "https://wiki.example.com"}, func(w *world) {
			w.on("GET https://wiki.example.com/rest/api/space/DOCS", jsonAnswer(404, `{"message":"null for uri: https://wiki.example.com/rest/api/space/DOCS"}`)).
				on("GET https://wiki.example.com/_edge/tenant_info", tenantFound).on("GET https://wiki.example.com/wiki/api/v2/spaces", v2SpaceFound)
		}, CloudSite, "wiki/api/v2", []string{
			"GET https://wiki.example.com/rest/api/space/DOCS" + q1, "GET https://wiki.example.com/_edge/tenant_info", "GET https://wiki.example.com/wiki/api/v2/spaces" + q2}},
		{"scoped token with a custom domain", Target{URL: "https://wiki.example.com/wiki"}, func(w *world) {
			w.on("GET https://wiki.example.com/wiki/rest/api/space/DOCS", scopedTokenOnSite).
				on("GET https://wiki.example.com/_edge/tenant_info", tenantFound).on(gatewayV1, v1SpaceFound)
		}, Gateway, "wiki/rest/api", []string{
			"GET https://wiki.example.com/wiki/rest/api/space/DOCS" + q1, "GET https://wiki.example.com/_edge/tenant_info", gatewayV1 + q1}},
		{"explicit v1 on a custom domain", Target{URL: "https://wiki.example.com/wiki", APIRoot: "v1"}, func(w *world) {
			w.on("GET https://wiki.example.com/wiki/rest/api/space/DOCS", v1SpaceFound).on("GET https://wiki.example.com/wiki/api/v2/spaces", v2SpaceFound).
				on("GET https://wiki.example.com/_edge/tenant_info", tenantFound)
		}, CloudSite, "wiki/rest/api", []string{
			"GET https://wiki.example.com/wiki/rest/api/space/DOCS" + q1, "GET https://wiki.example.com/_edge/tenant_info"}},
		{"explicit version on a site on this machine", Target{URL: "http://127.0.0.1:8090/wiki", APIVersion: "v1"}, func(w *world) {
			w.on("GET http://127.0.0.1:8090/wiki/rest/api/space/DOCS", v1SpaceFound).on("GET http://127.0.0.1:8090/wiki/api/v2/spaces", v2SpaceFound).
				on("GET http://127.0.0.1:8090/_edge/tenant_info", tenantFound)
		}, CloudSite, "wiki/rest/api", []string{
			"GET http://127.0.0.1:8090/wiki/rest/api/space/DOCS" + q1, "GET http://127.0.0.1:8090/_edge/tenant_info"}},
		{"explicit path on a custom domain", Target{URL: "https://wiki.example.com/wiki", APIRoot: "wiki/rest/api"}, func(w *world) {
			w.on("GET https://wiki.example.com/wiki/rest/api/space/DOCS", v1SpaceFound).on("GET https://wiki.example.com/wiki/api/v2/spaces", v2SpaceFound).
				on("GET https://wiki.example.com/_edge/tenant_info", tenantFound)
		}, CloudSite, "wiki/rest/api", []string{
			"GET https://wiki.example.com/wiki/rest/api/space/DOCS" + q1, "GET https://wiki.example.com/_edge/tenant_info"}},
		{"explicit v1 below /wiki on Data Center", Target{URL: "https://confluence.example.com/wiki", APIRoot: "v1"}, func(w *world) {
			w.on("GET https://confluence.example.com/wiki/rest/api/space/DOCS", v1SpaceFound)
		}, DataCenter, "wiki/rest/api", []string{
			"GET https://confluence.example.com/wiki/rest/api/space/DOCS" + q1, "GET https://confluence.example.com/_edge/tenant_info"}},
		{"explicit v2 on the gateway", Target{URL: gatewayURL, APIRoot: "v2"}, func(w *world) {
			w.on(gatewayV2, v2SpaceFound)
		}, Gateway, "wiki/api/v2", []string{gatewayV2 + q2}},
		{"explicit path without /wiki", Target{URL: gatewayURL, APIRoot: "rest/api", APIVersion: "latest"}, func(w *world) {
			w.on("GET https://api.atlassian.com/ex/confluence/"+cloudID+"/rest/api/space/DOCS", v1SpaceFound)
		}, Gateway, "rest/api", []string{"GET https://api.atlassian.com/ex/confluence/" + cloudID + "/rest/api/space/DOCS" + q1}},
		{"explicit v1 with a scoped token on the site", Target{URL: siteURL, APIRoot: "v1"}, func(w *world) {
			w.on(siteV1, scopedTokenOnSite).on(tenant, tenantFound).on(gatewayV1, v1SpaceFound)
		}, Gateway, "wiki/rest/api", []string{siteV1 + q1, tenant, gatewayV1 + q1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			tt.world(w)
			route := w.connect(tt.target).Route()
			if route.Kind != tt.kind || route.Root != tt.root {
				t.Errorf("route %v, want %v with %s", route, tt.kind, tt.root)
			}
			w.expect(tt.requests...)
			if strings.Contains(route.String(), "/ex/confluence/") {
				t.Errorf("the log line shows the gateway's address: %s", route)
			}
		})
	}
}

func TestConnectSaysWhatBarsTheWay(t *testing.T) {
	t.Parallel()
	const (
		siteV2    = "GET https://acme.atlassian.net/wiki/api/v2/spaces"
		siteV1    = "GET https://acme.atlassian.net/wiki/rest/api/space/DOCS"
		gatewayV1 = "GET " + gatewayURL + "/rest/api/space/DOCS"
		gatewayV2 = "GET " + gatewayURL + "/api/v2/spaces"
	)
	tests := []struct {
		name   string
		target Target
		world  func(*world)
		kind   Kind
		says   string
		probes int
	}{
		{"no credential", Target{URL: siteURL}, nil, BadCredential, "no credential is set", 0},
		{"user without token", Target{URL: siteURL, Credential: Credential{User: "ann"}}, nil, BadCredential, "token is empty", 0},
		{"client id without secret", Target{URL: siteURL, Credential: Credential{ClientID: "id"}}, nil, BadCredential, "belong together", 0},
		{"token with a line break in it", Target{URL: siteURL, Credential: Credential{Token: "a\nb"}}, nil, BadCredential, "line break", 0},
		{"plain http", Target{URL: "http://confluence.example.com", Credential: apiToken}, nil, WrongAddress, "unencrypted", 0},
		{"two sites", Target{URL: gatewayURL, CloudID: "other", Credential: apiToken}, nil, WrongAddress, "two different sites", 0},
		{"revoked on the site", Target{URL: siteURL, Credential: apiToken}, func(w *world) {
			w.on(siteV2, v2Anonymous).on(siteV1, v1Anonymous)
		}, BadCredential, "expired", 2},
		{"revoked on the gateway", Target{URL: gatewayURL, Credential: apiToken}, func(w *world) {
			w.on(gatewayV1, v1Anonymous)
		}, BadCredential, "expired", 1},
		{"password on Cloud", Target{URL: siteURL, Credential: apiToken}, func(w *world) {
			w.on(siteV2, jsonAnswer(401, "Basic authentication with passwords is deprecated."))
		}, BadCredential, "does not take the password", 1},
		{"no scope on either root", Target{URL: gatewayURL, Credential: apiToken}, func(w *world) {
			w.on(gatewayV1, scopeMismatch).on(gatewayV2, scopeMismatch)
		}, Scope, "read:space:confluence", 2},
		{"classic token after the switch-off", Target{URL: gatewayURL, Credential: apiToken}, func(w *world) {
			w.on(gatewayV1, gone).on(gatewayV2, scopeMismatch)
		}, Scope, "write:page:confluence", 2},
		{"scoped token on a site of a cloud without a known gateway", Target{URL: "https://acme.atlassian-isolated.net", Credential: apiToken}, func(w *world) {
			w.on("GET https://acme.atlassian-isolated.net/wiki/api/v2/spaces", scopedTokenOnSite).on("GET https://acme.atlassian-isolated.net/_edge/tenant_info", tenantFound)
		}, ScopedTokenOnSite, "cloud-id", 2},
		{"no such space", Target{URL: siteURL, Credential: apiToken}, func(w *world) {
			w.on(siteV2, v2NoSpace)
		}, NotFound, "no space with this key", 1},
		{"Data Center password", Target{URL: "https://confluence.example.com", Credential: apiToken}, func(w *world) {
			w.on("GET https://confluence.example.com/rest/api/space/DOCS", dcWrongPassword)
		}, BadCredential, "leave user empty", 1},
		{"sign-in page", Target{URL: "https://confluence.example.com", Credential: apiToken}, func(w *world) {
			w.on("GET https://confluence.example.com/rest/api/space/DOCS", htmlPage(200, "<html><body>Sign in</body></html>"))
		}, NotConfluence, "web page for people", 2},
		{"another product", Target{URL: "https://confluence.example.com", Credential: apiToken}, nil, WrongAddress, "not below this address", 2},
		{"sent elsewhere", Target{URL: "https://confluence.example.com", Credential: apiToken}, func(w *world) {
			w.on("GET https://confluence.example.com/rest/api/space/DOCS", htmlPage(302, "", "Location", "https://sso.example.com/login?token=abc"))
		}, Redirected, "https://sso.example.com/login)", 2},
		{"explicit root refused, auto would do", Target{URL: gatewayURL, Credential: apiToken, APIRoot: "v1"}, func(w *world) {
			w.on(gatewayV1, scopeMismatch).on(gatewayV2, v2SpaceFound)
		}, Scope, "Remove the settings api-root and api-version. Pagewright would then use API root wiki/api/v2", 2},
		{"explicit v2 on Data Center", Target{URL: "https://confluence.example.com", Credential: apiToken, APIRoot: "v2"}, func(w *world) {
			w.on("GET https://confluence.example.com/rest/api/space/DOCS", dcSpaceFound)
		}, WrongAddress, "Remove the settings api-root", 2},
		{"explicit v2 on Data Center beside another Confluence", Target{URL: "https://example.com/confluence", Credential: apiToken, APIRoot: "v2"}, func(w *world) {
			w.on("GET https://example.com/confluence/rest/api/space/DOCS", dcSpaceFound).on("GET https://example.com/wiki/api/v2/spaces", v2SpaceFound).
				on("GET https://example.com/confluence/api/v2/spaces", jsonAnswer(404, "404 page not found"))
		}, WrongAddress, "Pagewright would then use API root confluence/rest/api", 2},
		{"explicit path of v2 on Data Center beside another Confluence", Target{URL: "https://example.com/confluence", Credential: apiToken, APIRoot: "wiki/api/v2"}, func(w *world) {
			w.on("GET https://example.com/confluence/rest/api/space/DOCS", dcSpaceFound).on("GET https://example.com/wiki/api/v2/spaces", v2SpaceFound).
				on("GET https://example.com/confluence/wiki/api/v2/spaces", jsonAnswer(404, "404 page not found"))
		}, WrongAddress, "Pagewright would then use API root confluence/rest/api", 2},
		{"revoked on a custom domain", Target{URL: "https://wiki.example.com/wiki", Credential: apiToken}, func(w *world) {
			w.on("GET https://wiki.example.com/wiki/rest/api/space/DOCS", v1Anonymous).on("GET https://wiki.example.com/wiki/api/v2/spaces", v2Anonymous).
				on("GET https://wiki.example.com/_edge/tenant_info", tenantFound)
		}, BadCredential, "Make a new API token", 3},
		{"revoked on a site on this machine", Target{URL: "http://127.0.0.1:8090/wiki", Credential: apiToken}, func(w *world) {
			w.on("GET http://127.0.0.1:8090/wiki/rest/api/space/DOCS", cloudAnonymous).on("GET http://127.0.0.1:8090/wiki/api/v2/spaces", v2Anonymous)
		}, BadCredential, "Make a new API token", 2},
		{"revoked with explicit v2 on a custom domain", Target{URL: "https://wiki.example.com/wiki", Credential: apiToken, APIRoot: "v2"}, func(w *world) {
			w.on("GET https://wiki.example.com/wiki/api/v2/spaces", v2Anonymous)
		}, BadCredential, "Make a new API token", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			if tt.world != nil {
				tt.world(w)
			}
			tt.target.Space = "DOCS"
			_, err := Connect(t.Context(), tt.target, w.options())
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("error %v is no *Error", err)
			}
			if e.Kind != tt.kind || !e.NoWayIn() || !strings.Contains(e.Error(), tt.says) {
				t.Errorf("kind %q, no way in: %v\n%v\nwant %q with %q", e.Title(), e.NoWayIn(), e, titles[tt.kind], tt.says)
			}
			if remedies := strings.Join(e.remedies(), "\n"); tt.says == "Make a new API token" && (strings.Contains(remedies, "personal access token") || strings.Contains(remedies, "leave user empty")) {
				t.Errorf("advice for Data Center: %s", remedies)
			}
			if got := len(w.requests()); got != tt.probes {
				t.Errorf("%d requests, want %d:%s", got, tt.probes, lines(w.requests()))
			}
		})
	}
}

// Whatever a server answers, the search stays within its budget, asks nothing
// twice and changes nothing.
func TestSearchIsBoundedWhateverTheAnswers(t *testing.T) {
	t.Parallel()
	possible := []struct {
		name string
		h    func(w *world, request string)
	}{
		{"scope", func(w *world, r string) { w.on(r, scopeMismatch) }},
		{"gone", func(w *world, r string) { w.on(r, gone) }},
		{"anonymous", func(w *world, r string) {
			w.on(r, map[bool]http.HandlerFunc{true: v2Anonymous, false: v1Anonymous}[strings.HasSuffix(r, "/spaces")])
		}},
		{"scoped on site", func(w *world, r string) { w.on(r, scopedTokenOnSite) }},
		{"nothing there", func(*world, string) {}},
	}
	for host, paths := range map[string][]string{"https://acme.atlassian.net": {""}, "https://wiki.example.com": {"", "/wiki"}} {
		for _, path := range paths {
			roots := []string{
				"GET " + host + "/wiki/api/v2/spaces", "GET " + host + "/wiki/rest/api/space/DOCS",
				"GET " + gatewayURL + "/rest/api/space/DOCS", "GET " + gatewayURL + "/api/v2/spaces",
			}
			for _, apiRoot := range []string{"auto", "v1", "v2"} {
				for n := range 5 * 5 * 5 * 5 {
					w := newWorld(t).on("GET "+host+"/_edge/tenant_info", tenantFound)
					for i, root := range roots {
						possible[n/[]int{1, 5, 25, 125}[i]%5].h(w, root)
					}
					_, err := Connect(t.Context(), Target{URL: host + path, Credential: apiToken, Space: "DOCS", APIRoot: apiRoot}, Options{HTTP: w})
					asked := w.requests()
					distinct := slices.Compact(slices.Sorted(slices.Values(asked)))
					if err == nil || len(asked) > 6 || len(distinct) != len(asked) || len(err.Error()) > 4096 {
						t.Fatalf("%s%s with %s, case %d: %v, asked %s", host, path, apiRoot, n, err, lines(asked))
					}
				}
			}
		}
	}
}

func TestConnectTriesWithAnySpaceWhenNoneIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", v2SpaceFound)
	if _, err := Connect(t.Context(), Target{URL: siteURL, Credential: apiToken}, w.options()); err != nil {
		t.Fatal(err)
	}
	w.expect("GET https://acme.atlassian.net/wiki/api/v2/spaces?limit=1")
}

func TestSpaceOfTheFirstProbeIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	w, c := onGateway(t)
	space, err := c.Space(t.Context(), "docs")
	if err != nil || space != (Space{ID: "65537", Key: "DOCS", Name: "Documents", HomepageID: "65600"}) {
		t.Errorf("%+v %v", space, err)
	}
	w.expect()
}

func TestSiteIsWhatConfluenceCallsItself(t *testing.T) {
	t.Parallel()
	_, c := onGateway(t)
	if got := c.Route().Site; got != "https://acme.atlassian.net/wiki" {
		t.Errorf("site %q", got)
	}
	_, c = onDataCenter(t)
	if got := c.Route(); got.Site != "https://confluence.example.com/ctx" || got.API != "https://confluence.example.com/ctx" {
		t.Errorf("route %+v", got)
	}
}

func TestTheDecisionIsOneLogLine(t *testing.T) {
	t.Parallel()
	w := newWorld(t).on("GET "+gatewayURL+"/rest/api/space/DOCS", scopeMismatch).on("GET "+gatewayURL+"/api/v2/spaces", v2SpaceFound)
	var mu sync.Mutex
	var log []string
	o := w.options()
	o.Log = func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		log = append(log, fmt.Sprintf(format, args...))
	}
	if _, err := Connect(t.Context(), Target{URL: gatewayURL, Credential: apiToken, Space: "DOCS"}, o); err != nil {
		t.Fatal(err)
	}
	want := "Atlassian's API gateway for https://acme.atlassian.net/wiki, API root wiki/api/v2 (v2), because v1 was refused: 401, the token lacks a scope"
	if len(log) != 1 || log[0] != want {
		t.Errorf("log:%s", lines(log))
	}
}

func TestConnectStopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := newWorld(t)
	_, err := Connect(ctx, Target{URL: siteURL, Credential: apiToken, Space: "DOCS"}, w.options())
	if !IsKind(err, Cancelled) || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
