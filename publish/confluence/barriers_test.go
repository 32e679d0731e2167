package confluence

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func answerOf(h http.HandlerFunc) answer {
	rec := httptest.NewRecorder()
	h(rec, httptest.NewRequest("GET", "/", nil))
	return answer{status: rec.Code, header: rec.Header(), body: rec.Body.Bytes()}
}

func TestAllowlistIsToldFromOtherRefusals(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"The IP address 10.1.2.3 has been rejected because it is not on the IP allowlist",
		"The IP address has been rejected because it is not on the allowed list. See your admin for more information.",
		"Your IP address isn't allowed to access this site.",
		"Access denied: your IP (2001:db8::1) is not in the allow list",
		"Request blocked by IP allow list",
		"Your organization has restricted access by IP address",
		"IP address not whitelisted",
		"Forbidden. Access from this address is blocked by an IP restriction.",
	} {
		for name, h := range map[string]http.HandlerFunc{
			"HTML": htmlPage(403, "<html><body><h1>Forbidden</h1><p>"+text+"</p></body></html>"), "v1": jsonAnswer(403, `{"statusCode":403,"message":"`+text+`"}`),
			"v2": jsonAnswer(403, `{"errors":[{"status":403,"title":"`+text+`"}]}`), "the site's gate": jsonAnswer(401, `{"errorMessages":["`+text+`"],"errors":{}}`),
			"plain text": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, text, 403) }, "a page that calls it a success": htmlPage(200, "<html><body>"+text+"</body></html>"),
		} {
			if e := classify(request{kind: CloudSite, version: V2, method: "GET"}, answerOf(h)); e == nil || e.note != noteAllowlist || !(&Error{Kind: e.Kind}).NoWayIn() {
				t.Errorf("%s as %s: %+v", text, name, e)
			}
		}
	}
	for _, h := range []http.HandlerFunc{
		jsonAnswer(403, `{"message":"User not permitted to edit the page IP allowlist"}`), jsonAnswer(403, `{"message":"Not permitted to add a page to the space"}`),
		v1Anonymous, scopedTokenOnSite, htmlPage(403, "<html><body>Access denied</body></html>"), jsonAnswer(400, `{"message":"A page already exists with the title IP address rejected"}`),
	} {
		if e := classify(request{kind: CloudSite, version: V1}, answerOf(h)); e != nil && e.note == noteAllowlist {
			t.Errorf("taken for an allowlist: %s", answerOf(h).text())
		}
	}
}

func TestAddressOfThisMachineIsTakenFromTheAnswer(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"The IP address 10.1.2.3 has been rejected": "10.1.2.3", "(2001:db8::1), denied.": "2001:db8::1", "from 203.0.113.9.": "203.0.113.9", "at 10:30:05, ref 1.2.3": "", "": "",
	} {
		if got := addressNamed(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestRedirectsSayWhereTheyLead(t *testing.T) {
	t.Parallel()
	const asked = "https://confluence.example.com/ctx/rest/api/space/DOCS?expand=homepage"
	for location, want := range map[string]note{
		"https://login.example.com/saml?x=1":                                    noteSignOn,
		"https://sso.example.com/":                                              noteSignOn,
		"https://acme.okta.com/app/confluence/exk1/sso/saml":                    noteSignOn,
		"https://login.microsoftonline.com/11111111-2222-3333-4444-555/oauth2":  noteSignOn,
		"https://fs.example.com/adfs/ls/?wa=wsignin1.0":                         noteSignOn,
		"https://keycloak.example.com/realms/acme/protocol/openid-connect/auth": noteSignOn,
		"https://id.atlassian.com/login?continue=x":                             noteSignOn,
		"/login.action?os_destination=%2Frest%2Fapi":                            noteSignOn,
		"/plugins/servlet/samlsso":                                              noteSignOn,
		"https://portal.example.com/":                                           noteSignOn, // another host, and none of Confluence's paths
		"https://wiki.example.com/rest/api/space/DOCS":                          noteMoved,
		"https://wiki.example.com/wiki/api/v2/spaces":                           noteMoved,
		"/confluence/rest/api/space/DOCS":                                       noteMoved,
		"https://confluence.example.com/maintenance":                            noNote,
		"":    noNote,
		"://": noNote,
		"https://token:hunter2hunter2@wiki.example.com/rest/api/space/DOCS?t=hunter2hunter2": noteMoved,
	} {
		e := redirect(asked, location)
		if e.Kind != Redirected || e.note != want || strings.Contains(e.location+e.detail, "hunter2") {
			t.Errorf("%s: note %d to %q, set %q, want %d", location, e.note, e.location, e.detail, want)
		}
	}
	for from, set := range map[string]string{
		"http://confluence.example.com/ctx/rest/api/space/DOCS": "https://confluence.example.com/ctx", "http://confluence.example.com:8090/rest/api/content/1": "https://confluence.example.com:8443",
		"http://acme.atlassian.net/wiki/api/v2/spaces": "https://acme.atlassian.net/wiki",
	} {
		to := strings.Replace(strings.Replace(from, "http://", "https://", 1), ":8090", ":8443", 1)
		if e := redirect(from, to); e.note != noteNeedsHTTPS || e.detail != set {
			t.Errorf("%s: note %d, set %q, want %q", from, e.note, e.detail, set)
		}
	}
}

func TestSignInPagesAreToldFromOtherPages(t *testing.T) {
	t.Parallel()
	for page, want := range map[string]note{
		`<html><title>Log In - Confluence</title>`:                                   noteSignIn,
		`<html><body><form><input type="password" name="p"></form></body></html>`:    noteSignIn,
		`<html><body onload="f()"><form><input name="SAMLRequest" value="x"></form>`: noteSignIn,
		`<html><body><h1>Sign in to continue</h1></body></html>`:                     noteSignIn,
		`<html><title>Our company</title><body><a href="/login">Log in</a>`:          noNote,
		`<html><body>Access denied by policy</body></html>`:                          noNote,
	} {
		for _, status := range []int{200, 403} {
			if e := classify(request{version: V1, method: "GET"}, answerOf(htmlPage(status, page))); e.Kind != NotConfluence || e.note != want {
				t.Errorf("%d %s: %+v", status, page, e)
			}
		}
	}
}
