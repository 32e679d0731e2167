package confluence

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Each row is an answer as it was logged somewhere, or as a document words it.
func TestAnswersMeanWhatTheyMean(t *testing.T) {
	t.Parallel()
	v1Says := func(status int, message string) http.HandlerFunc {
		return jsonAnswer(status, `{"statusCode":0,"data":{"authorized":true,"valid":true,"errors":[],"successful":true},"message":"`+message+`"}`)
	}
	v2Says := func(status int, title string) http.HandlerFunc {
		return jsonAnswer(status, `{"errors":[{"status":0,"code":"X","title":"`+title+`","detail":null}]}`)
	}
	tests := []struct {
		name    string
		answer  http.HandlerFunc
		kind    HostKind
		version string
		want    Kind
		words   string
	}{
		{"scope, by header and body", scopeMismatch, Gateway, V1, Scope, "scope does not match"},
		{"scope, by body alone", jsonAnswer(401, `{"code":401,"message":"Unauthorized; scope does not match"}`), Gateway, V2, Scope, ""},
		{"scoped token on the site", scopedTokenOnSite, CloudSite, V1, ScopedTokenOnSite, "lacks valid authentication credentials"},
		{"wrong credential on v1", v1Anonymous, CloudSite, V1, BadCredential, "Current user not permitted to use Confluence"},
		{"wrong credential for user/current", v1Says(403, "caller cannot access Confluence"), Gateway, V1, BadCredential, ""},
		{"wrong credential on v2", v2Anonymous, CloudSite, V2, BadCredential, "Not Found"},
		{"missing page on v2", v2Says(404, "Cannot find a page with id [999]"), CloudSite, V2, NotFound, "Cannot find a page with id [999]"},
		{"missing page on v1", v1Says(404, "com.atlassian.confluence.api.service.exceptions.NotFoundException: No content found with id : ContentId{id=999}"), Gateway, V1, NotFound, "No content found with id"},
		{"API token as Bearer", jsonAnswer(403, `{"message":"Failed to parse Connect Session Auth Token"}`), CloudSite, V2, BadCredential, ""},
		{"password on Cloud", func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "Basic authentication with passwords is deprecated.  For more information, see: https://developer.atlassian.com", 401)
		}, CloudSite, V2, BadCredential, "Basic authentication with passwords is deprecated."},
		{"password on Data Center", dcWrongPassword, DataCenter, V1, BadCredential, "AUTHENTICATED_FAILED"},
		{"CAPTCHA", htmlPage(403, "<html><body>x</body></html>", "X-Seraph-LoginReason", "AUTHENTICATION_DENIED"), DataCenter, V1, BadCredential, ""},
		{"Basic switched off", jsonAnswer(403, `{"message":"Basic Authentication has been disabled on this instance."}`), DataCenter, V1, BadCredential, ""},
		{"v1 removed", gone, Gateway, V1, Gone, "This deprecated endpoint has been removed."},
		{"gateway does not know the path", jsonAnswer(404, `{"timestamp":"2026-05-19T10:00:00Z","status":404,"error":"Not Found","message":"No message available","path":"/wiki/api/v2/pages"}`), Gateway, V2, WrongAddress, ""},
		{"site without /wiki", v1Says(404, "null for uri: https://acme.atlassian.net/rest/api/space/DOCS"), CloudSite, V1, WrongAddress, ""},
		{"a page of something else", htmlPage(404, "<html><body>Not here</body></html>"), DataCenter, V1, WrongAddress, "Not here"},
		{"sign-in page", htmlPage(200, "<html><body>Please sign in</body></html>"), DataCenter, V1, NotConfluence, "Please sign in"},
		{"firewall", htmlPage(403, "<html><body>Access denied</body></html>"), DataCenter, V1, NotConfluence, ""},
		{"stale version on v2", v2Says(409, "Version must be incremented when updating a page. Current Version: [3]. Provided version: [3]"), CloudSite, V2, Conflict, "Current Version: [3]"},
		{"stale version on v1", v1Says(409, "com.atlassian.confluence.api.service.exceptions.ConflictException: Version must be incremented on update. Current version is: 5"), Gateway, V1, Conflict, "Version must be incremented on update. Current version is: 5"},
		{"title taken", v2Says(400, "A page with this title already exists: A page already exists with the same TITLE in this space"), CloudSite, V2, TitleTaken, ""},
		{"title taken by a folder", v2Says(400, "A folder exists with the same title in this space"), CloudSite, V2, TitleTaken, ""},
		{"title taken on Data Center", v1Says(400, "A page already exists with the title Setup in the space with key DOCS"), DataCenter, V1, TitleTaken, ""},
		{"property exists", v2Says(409, "Property with key [x] already exists"), CloudSite, V2, PropertyExists, ""},
		{"body is no XML", v1Says(400, `Error parsing xhtml: Unexpected close tag </br>; expected </p>.\n at [row,col {unknown-source}]: [11,7]`), DataCenter, V1, InvalidBody, "[11,7]"},
		{"body not for the new editor", v1Says(400, "Content body cannot be converted to new editor format"), CloudSite, V1, InvalidBody, ""},
		{"page too large", v2Says(413, "Request too large"), CloudSite, V2, TooLarge, ""},
		{"no permission", v1Says(403, "User not permitted to edit this page"), DataCenter, V1, Forbidden, ""},
		{"cross-site check", htmlPage(403, "XSRF check failed"), DataCenter, V1, Forbidden, ""},
		{"parent loop", v1Says(400, "Cannot add an existing ancestor as a child!"), CloudSite, V1, Conflict, ""},
		{"too many requests", jsonAnswer(429, ``), CloudSite, V2, RateLimited, ""},
		{"proxy without a server", htmlPage(502, "<html><body><h1>Bad Gateway</h1></body></html>"), DataCenter, V1, Unavailable, "Bad Gateway"},
		{"anything else", v1Says(400, "Something new"), CloudSite, V1, Unexpected, "Something new"},
	}
	for _, tt := range tests {
		rec := httptest.NewRecorder()
		tt.answer(rec, httptest.NewRequest("GET", "/", nil))
		a := answer{status: rec.Code, header: rec.Header(), body: rec.Body.Bytes()}
		e := classify(request{kind: tt.kind, version: tt.version}, a)
		if e == nil {
			t.Errorf("%s: taken for a success", tt.name)
			continue
		}
		if e.Kind != tt.want || !strings.Contains(a.words(), tt.words) {
			t.Errorf("%s: %q with words %q, want %q with %q", tt.name, titles[e.Kind], a.words(), titles[tt.want], tt.words)
		}
	}
}

func TestTransientConflictsAreOpen(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"com.atlassian.confluence.api.service.exceptions.ConflictException: javax.persistence.OptimisticLockException: Batch update returned unexpected row count",
		"Transaction rolled back because it has been marked as rollback-only",
	} {
		a := answer{status: 409, header: http.Header{}, body: []byte(`{"message":"` + text + `"}`)}
		if e := classify(request{version: V1}, a); e.Kind != Conflict || !e.lost {
			t.Errorf("%s: %+v", text, e)
		}
	}
}

func TestServersWordsAreShortAndPlain(t *testing.T) {
	t.Parallel()
	a := answer{status: 500, header: http.Header{}, body: []byte(`{"message":"` + strings.Repeat("ä", 4000) + `"}`)}
	if w := a.words(); len(w) > 310 || !strings.HasSuffix(w, "…") {
		t.Errorf("%d bytes: %s", len(w), w)
	}
	for body, want := range map[string]string{
		"<html><head><style>p{color:red}</style></head><body><script>alert(1)</script><p>Out of <b>order</b></p></body></html>": "Out of order",
		"<body>Out <SCRIPT src='x'>a < b</SCRIPT> of <style>p{}</style> order":                                                  "Out of order",
		"<body>Out of</script> order <script>that never ends":                                                                   "Out of order that never ends",
	} {
		a := answer{status: 500, header: http.Header{"Content-Type": {"text/html"}}, body: []byte(body)}
		if w := a.words(); w != want {
			t.Errorf("%q, want %q", w, want)
		}
	}
}

// TestHostileAnswersAreReadInLinearTime takes hours where it is not.
func TestHostileAnswersAreReadInLinearTime(t *testing.T) {
	t.Parallel()
	var errors strings.Builder
	for i := range 400_000 {
		fmt.Fprintf(&errors, `{"title":"t%d"},`, i)
	}
	for name, body := range map[string]string{
		"scripts that never end": strings.Repeat("<script>", 1<<20),
		"many errors":            `{"errors":[` + errors.String() + `{"title":"t"}]}`,
		"one long message":       `{"message":"` + strings.Repeat("ip denied ", 1<<20) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := answer{status: 403, header: http.Header{}, body: []byte(body)}
			if e := classify(request{op: FindSpace, method: http.MethodGet, url: "https://wiki.example.com/rest/api/space/DOCS"}, a); e == nil {
				t.Error("it is taken for a success")
			}
			if w := a.words(); len(w) > 310 {
				t.Errorf("%d bytes", len(w))
			}
		})
	}
}
