package confluence

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// One odd answer on the way in is no reason to take a Cloud site for Data Center.
func TestOddAnswersDoNotDecideTheKindOfHost(t *testing.T) {
	t.Parallel()
	const host = "https://wiki.example.com"
	nothing := htmlPage(404, "<html><body>Not found</body></html>")
	passing := map[string]http.HandlerFunc{"503": jsonAnswer(503, ""), "an empty 200": jsonAnswer(200, ""), "429 without end": limited("Retry-After", "60"), "400": jsonAnswer(400, `{"message":"odd"}`)}
	lasting := map[string]http.HandlerFunc{"a firewall": htmlPage(403, "<html><body>Denied</body></html>"), "a redirect": htmlPage(302, "", "Location", "https://sso.example.com/login"), "a web page": htmlPage(200, "<html>Hello</html>")}
	type outcome struct {
		kind HostKind
		err  bool
	}
	cloud, server, unknown := outcome{kind: CloudSite}, outcome{kind: DataCenter}, outcome{err: true}
	type cell struct {
		name          string
		v1, v2, edge  http.HandlerFunc
		auto, setToV1 outcome
	}
	cells := []cell{
		{"all is well", v1SpaceFound, v2SpaceFound, tenantFound, cloud, cloud},
		{"no Cloud", v1SpaceFound, nothing, nothing, server, server},
		{"Data Center in its own behavior", dcSpaceFound, jsonAnswer(503, ""), jsonAnswer(503, ""), server, server},
		{"v2 takes no such token", v1SpaceFound, v2Anonymous, nothing, cloud, server},
		{"a proxy refuses what it does not know", v1SpaceFound, jsonAnswer(401, `{"message":"Unauthorized"}`), nothing, server, server},
		{"v1 in a Cloud site's behavior", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Atl-Request-Id", "0c9a")
			v1SpaceFound(w, r)
		}, jsonAnswer(503, ""), jsonAnswer(503, ""), cloud, cloud},
	}
	for name, odd := range passing {
		cells = append(cells, cell{"v2: " + name, v1SpaceFound, odd, tenantFound, cloud, cloud}, cell{"v2: " + name + ", and no Cloud", v1SpaceFound, odd, nothing, server, server},
			cell{"all: " + name, v1SpaceFound, odd, odd, unknown, unknown})
	}
	for name, odd := range lasting {
		cells = append(cells, cell{"v2: " + name, v1SpaceFound, odd, tenantFound, cloud, cloud}, cell{"all: " + name, v1SpaceFound, odd, odd, server, server})
	}
	for _, c := range cells {
		for apiRoot, want := range map[string]outcome{"": c.auto, "v1": c.setToV1} {
			inBubble(t, func(t *testing.T) {
				w := newWorld(t).on("GET "+host+"/wiki/rest/api/space/DOCS", c.v1).on("GET "+host+"/wiki/api/v2/spaces", c.v2).on("GET "+host+"/_edge/tenant_info", c.edge)
				client, err := Connect(t.Context(), Target{URL: host + "/wiki", Credential: apiToken, Space: "DOCS", APIRoot: apiRoot}, w.options())
				if (err != nil) != want.err || err == nil && client.Route().Kind != want.kind {
					t.Errorf("%s, api-root %q: %v, want %+v", c.name, apiRoot, err, want)
				}
				if err == nil && client.Route().Kind == CloudSite && strings.Contains(client.Route().String(), "Data Center") {
					t.Errorf("%s, api-root %q: %s", c.name, apiRoot, client.Route())
				}
			})
		}
	}
}

// What is said about the host and what is said about the reason come from
// different moments of the search.
func TestReasonDoesNotContradictTheHost(t *testing.T) {
	t.Parallel()
	answers := map[string][2]http.HandlerFunc{ // for v1 and v2
		"scope": {scopeMismatch, scopeMismatch}, "gone": {gone, gone}, "anonymous": {cloudAnonymous, v2Anonymous}, "plain anonymous": {v1Anonymous, v2Anonymous}, "scoped": {scopedTokenOnSite, scopedTokenOnSite},
		"nothing": {htmlPage(404, "<html></html>"), htmlPage(404, "<html></html>")}, "no space": {jsonAnswer(404, `{"message":"No space found"}`), v2NoSpace}, "firewall": {htmlPage(403, "<html>Denied</html>"), htmlPage(403, "<html>Denied</html>")},
	}
	for site, atSite := range answers {
		for gateway, atGateway := range answers {
			for _, edge := range []http.HandlerFunc{tenantFound, htmlPage(404, "<html></html>")} {
				for _, url := range []string{"https://wiki.example.com/wiki", "https://wiki.example.com", siteURL} {
					for _, apiRoot := range []string{"", "v1", "v2"} {
						w := newWorld(t).on("GET "+gatewayURL+"/rest/api/space/DOCS", atGateway[0]).on("GET "+gatewayURL+"/api/v2/spaces", atGateway[1])
						for _, host := range []string{"https://wiki.example.com", "https://acme.atlassian.net"} {
							w.on("GET "+host+"/wiki/rest/api/space/DOCS", atSite[0]).on("GET "+host+"/rest/api/space/DOCS", atSite[0]).on("GET "+host+"/wiki/api/v2/spaces", atSite[1]).on("GET "+host+"/_edge/tenant_info", edge)
						}
						_, err := Connect(t.Context(), Target{URL: url, Credential: apiToken, Space: "DOCS", APIRoot: apiRoot}, Options{HTTP: w})
						if err == nil {
							continue
						}
						said := strings.SplitAfter(err.Error(), "\n")
						for _, contradiction := range [][2]string{{"a Confluence Cloud site, API root", "taken for Data Center"}, {"Atlassian's API gateway, API root", "the gateway takes it"}, {"Confluence Data Center, API root", "a Cloud site"}, {"Confluence Data Center, API root", "API token at"}} {
							for _, line := range said {
								if strings.Contains(line, contradiction[0]) && strings.Contains(line, contradiction[1]) {
									t.Errorf("%s, site: %s, gateway: %s, api-root %q: %s", url, site, gateway, apiRoot, line)
								}
							}
						}
						if strings.Contains(err.Error(), "a Confluence Cloud site, API root") && strings.Contains(err.Error(), "personal access token") {
							t.Errorf("%s, site: %s, gateway: %s, api-root %q: advice for Data Center: %v", url, site, gateway, apiRoot, err)
						}
					}
				}
			}
		}
	}
}

func TestRefusedExplicitRootSaysWhatAutoWouldHaveFound(t *testing.T) {
	t.Parallel()
	const siteV1, siteV2 = "GET " + siteURL + "/rest/api/space/DOCS", "GET " + siteURL + "/api/v2/spaces"
	refusals := map[string]http.HandlerFunc{
		"not permitted": v1Anonymous, "unauthorized": jsonAnswer(401, `{"message":"Unauthorized"}`), "forbidden": jsonAnswer(403, `{"message":"Forbidden"}`), "gone": gone, "scope": scopeMismatch,
		"scoped token": scopedTokenOnSite, "not there": htmlPage(404, "<html></html>"),
	}
	for name, refusal := range refusals {
		w := newWorld(t).on(siteV1, refusal).on(siteV2, v2SpaceFound)
		_, err := Connect(t.Context(), Target{URL: siteURL, Credential: apiToken, Space: "DOCS", APIRoot: "v1"}, w.options())
		want := fmt.Sprintf("Remove the settings api-root and api-version. Pagewright would then use API root wiki/api/v2 (v2) on %s, which was tried", CloudSite)
		if err == nil || !strings.Contains(err.Error(), want) || len(w.requests()) > mostProbes {
			t.Errorf("%s: after %d requests: %v", name, len(w.requests()), err)
		}
	}
	w := newWorld(t).on("GET "+gatewayURL+"/rest/api/space/DOCS", v1Anonymous).on("GET "+gatewayURL+"/api/v2/spaces", v2Anonymous)
	_, err := Connect(t.Context(), Target{URL: gatewayURL, Credential: apiToken, Space: "DOCS", APIRoot: "v1"}, w.options())
	if !IsKind(err, BadCredential) || strings.Contains(err.Error(), "Remove the settings") {
		t.Errorf("nothing else works: %v", err)
	}
}
