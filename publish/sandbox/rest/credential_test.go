package rest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/rest"
)

func TestScopedTokenIsRefusedByTheGateBeforeAnythingIsLookedUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, request := range []struct{ credential, method, address, body string }{
		{"granular", "GET", v1 + "/content/999999", ""},
		{"granular", "POST", v1 + "/content", `not json`},
		{"classic", "GET", v2 + "/pages/999999", ""},
		{"classic", "GET", v2 + "/users/me", ""},
		{"granular", "POST", v2 + "/pages", `{}`},
		{"granular", "GET", gateway + "/rest/api/user/current", ""},
	} {
		w.send(request.credential, request.method, request.address, request.body).wants(401).
			has("code", "401", "message", "Unauthorized; scope does not match").
			headed("X-Failure-Category", "FAILURE_CLIENT_SCOPE_CHECK", "Content-Type", "application/json")
	}
}

func TestBogusIDTellsThatTheScopeIsThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.send("classic", "POST", v1+"/content/999999999999/child/attachment", "").wants(403).says("XSRF check failed")
	w.send("granular", "GET", v2+"/pages/999999999999", "").wants(404).has("errors/0/title", "Cannot find a page with id [999999999999]")
}

func TestScopedTokenOnTheSiteMeetsHTML(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, credential := range []string{"classic", "granular", "service"} {
		for _, path := range []string{"/rest/api/user/current", "/api/v2/pages"} {
			w.send(credential, "GET", site+path, "").wants(401).headed("Content-Type", "text/html;charset=utf-8").
				says("HTTP Status 401 – Unauthorized", "lacks valid authentication credentials")
		}
	}
}

func TestWrongCredentialIsAnonymousOnCloud(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, root := range []string{site, gateway + "/wiki"} {
		for _, credential := range []string{"", "revoked"} {
			w.send(credential, "GET", root+"/rest/api/content/"+w.docs.HomepageID, "").wants(403).
				has("statusCode", "403", "message", "Current user not permitted to use Confluence")
			w.send(credential, "GET", root+"/rest/api/user/current", "").wants(403).has("message", "caller cannot access Confluence")
			a := w.send(credential, "GET", root+"/api/v2/pages/"+w.docs.HomepageID, "").wants(404)
			if want := `{"errors":[{"code":"NOT_FOUND","detail":null,"status":404,"title":"Not Found"}]}`; a.body != want {
				t.Errorf("body %s, want %s", a.body, want)
			}
		}
	}
}

func TestAnonymousAccessAnswersWrongCredentialsWithPublicContent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if _, err := w.store.CreateSpace(publicSpace); err != nil {
		t.Fatal(err)
	}
	w.send("revoked", "GET", v2+"/spaces", "").wants(200).has("results", "[1]", "results/0/key", "OPEN")
	w.send("", "GET", site+"/rest/api/user/current", "").wants(200).has("type", "anonymous")
	w.send("", "GET", v2+"/pages/"+w.docs.HomepageID, "").wants(404)
}

func TestOtherWaysToSendTokensOnCloud(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.send("password", "GET", site+"/rest/api/user/current", "").wants(401).headed("Content-Type", "text/plain;charset=utf-8").
		says("Basic authentication with passwords is deprecated.")
	w.send("", "GET", site+"/rest/api/user/current", "", "Authorization", "Bearer unscoped").wants(403).
		says("Failed to parse Connect Session Auth Token")
	w.send("", "GET", v1+"/user/current", "", "Authorization", "Bearer unscoped").wants(403)
	w.send("", "GET", v2+"/pages", "", "Authorization", "Bearer service").wants(200)
	w.send("", "GET", v2+"/pages", "", "Authorization", "Bearer unknown").wants(401).has("code", "401", "message", "Unauthorized")
	w.send("oauth", "GET", v2+"/pages", "").wants(200)
	w.send("oauth", "GET", site+"/api/v2/pages", "").wants(403)
}

func TestClientCredentialsGiveTokensThatEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ask := func(address, secret string) answer {
		form := url.Values{"grant_type": {"client_credentials"}, "client_id": {"id"}, "client_secret": {secret}}
		return w.send("", "POST", address, form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
	}
	ask("https://auth.atlassian.com/oauth/token", "wrong").wants(401).has("error", "access_denied")
	a := ask("https://auth.atlassian.com/oauth/token", "secret").wants(200).has("expires_in", "3600", "token_type", "Bearer")
	bearer := "Bearer " + a.at("access_token")
	w.send("", "GET", v2+"/pages", "", "Authorization", bearer).wants(200)
	w.now = w.now.Add(time.Hour)
	w.send("", "GET", v2+"/pages", "", "Authorization", bearer).wants(401).has("message", "Unauthorized")
	w.send("", "POST", "https://auth.atlassian.com/oauth/token",
		`{"grant_type":"client_credentials","client_id":"id","client_secret":"secret"}`).wants(200)
	w.send("", "POST", "https://auth.atlassian.com/oauth/token", `{"grant_type":"password"}`).wants(400).has("error", "unsupported_grant_type")
	w.send("", "GET", "https://auth.atlassian.com/oauth/token", "").wants(405)
}

func TestCloudIDOfSiteAndToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.send("", "GET", "https://example.atlassian.net/_edge/tenant_info", "").wants(200).has("cloudId", cloudID)
	w.send("", "GET", "https://wiki.example.com/_edge/tenant_info", "").wants(200).has("cloudId", cloudID)
	w.send("", "GET", "https://api.atlassian.com/oauth/token/accessible-resources", "", "Authorization", "Bearer oauth").wants(200).
		has("0/id", cloudID, "0/url", "https://example.atlassian.net", "0/scopes", "[1]")
	w.send("", "GET", "https://api.atlassian.com/oauth/token/accessible-resources", "").wants(401)
}

func TestDataCenterLogins(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, credential := range []string{"dc", "dc-password"} {
		w.send(credential, "GET", dc+"/user/current", "").wants(200).has("username", "robin", "userKey", "k2", "accountId", "<none>").
			headed("X-Ausername", "robin", "X-Seraph-Loginreason", "OK")
	}
	for _, authorization := range []string{"Bearer wrong", "Basic cm9iaW46d3Jvbmc="} {
		w.send("", "GET", dc+"/content", "", "Authorization", authorization).wants(401).
			headed("X-Seraph-Loginreason", "AUTHENTICATED_FAILED", "Content-Type", "text/html;charset=utf-8",
				"Www-Authenticate", `OAuth realm="https%3A%2F%2Fconfluence.example.com"`).
			says("Basic Authentication Failure - Reason : AUTHENTICATED_FAILED")
	}
	w.send("", "GET", dc+"/server-information", "").wants(401).has("status-code", "401")
	if err := w.credentials.Change("dc-password", func(c *rest.Credential) { c.Locked = true }); err != nil {
		t.Fatal(err)
	}
	w.send("dc-password", "GET", dc+"/content", "").wants(401).headed("X-Seraph-Loginreason", "AUTHENTICATION_DENIED")
	w.send("unscoped", "GET", dc+"/content", "").wants(401)
}

func TestAddressesOutsideOfTheAPIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.send("unscoped", "GET", "https://api.atlassian.com/wiki/api/v2/spaces?limit=1", "").wants(404).
		has("status", "404", "error", "Not Found", "message", "No message available", "path", "/wiki/api/v2/spaces")
	w.send("unscoped", "GET", strings.Replace(v2, cloudID, "other", 1)+"/spaces", "").wants(404).has("message", "No message available")
	w.send("unscoped", "GET", "https://example.atlassian.net/rest/api/space/DOCS", "").wants(404).
		has("message", "null for uri: https://example.atlassian.net/rest/api/space/DOCS")
	w.send("unscoped", "GET", v2+"/nonsense", "").wants(404).headed("Content-Type", "text/html;charset=utf-8")
	for _, path := range []string{"/api/v2/spaces", "/wiki/api/v2/spaces?limit=1", "/rest/other/1.0/x", "/confluence/rest/x", "/confluence/api/v2/spaces"} {
		w.send("dc", "GET", "https://confluence.example.com"+path, "").wants(404).headed("Content-Type", "text/html;charset=utf-8").
			says("HTTP Status 404")
	}
	w.send("dc", "GET", dc+"/1.0/content", "").wants(404).says("null for uri")
	w.send("dc", "GET", dc+"/latest/content", "").wants(200)
}

func TestGovernmentCloudHasHostsOfItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.send("granular", "GET", "https://api.atlassian-us-gov-mod.com/ex/confluence/"+cloudID+"/wiki/api/v2/spaces", "").wants(200).
		has("_links/base", "https://example.atlassian-us-gov-mod.net/wiki")
	w.send("unscoped", "GET", "https://example.atlassian-us-gov-mod.net/wiki/api/v2/spaces", "").wants(200).
		has("_links/base", "https://example.atlassian-us-gov-mod.net/wiki")
}

func TestRemovedOperationsSayThatTheyAreDeprecatedOrGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.get(v1+"/space/DOCS").wants(200).headed("Deprecation", "Wed, 1 Mar 2023 00:00:00 GMT",
		"Warning", `299 - "Deprecated API, will be removed on Mon, 31 Mar 2025"`)
	w.api.SetV1ContentGone(true)
	for _, path := range []string{"/space/DOCS", "/content", "/content/999", "/content/1/label", "/content/1/property/x"} {
		w.get(v1+path).wants(http.StatusGone).has("statusCode", "410", "message",
			"com.atlassian.confluence.api.service.exceptions.pagesmodes.GoneException: This deprecated endpoint has been removed.")
	}
	w.send("granular", "GET", v1+"/content/1", "").wants(401)
	w.send("revoked", "GET", v1+"/content/1", "").wants(403)
	w.get(v1 + "/user/current").wants(200)
	w.get(v1 + "/search?cql=type=page").wants(200)
	w.get(dc + "/space/DOCS").wants(200)
}
