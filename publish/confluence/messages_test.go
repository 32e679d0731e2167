package confluence

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"flag"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestMessages holds every message against testdata/messages/NAME.txt: its title,
// and what a reader sees below it. Each comes from the answers that lead to it.
func TestMessages(t *testing.T) {
	const (
		siteV2    = "GET " + siteURL + "/api/v2/spaces"
		siteV1    = "GET " + siteURL + "/rest/api/space/DOCS"
		gatewayV1 = "GET " + gatewayURL + "/rest/api/space/DOCS"
		gatewayV2 = "GET " + gatewayURL + "/api/v2/spaces"
		server    = "https://confluence.example.com"
		serverV1  = "GET " + server + "/rest/api/space/DOCS"
	)
	connecting := func(target Target, answers ...any) func(*testing.T) error {
		return func(t *testing.T) error {
			w := newWorld(t)
			for i := 0; i < len(answers); i += 2 {
				w.on(answers[i].(string), answers[i+1].(http.HandlerFunc))
			}
			if target.Credential == (Credential{}) {
				target.Credential = apiToken
			}
			target.Space = "DOCS"
			_, err := Connect(t.Context(), target, w.options())
			return err
		}
	}
	h := func(f func(http.ResponseWriter, *http.Request)) http.HandlerFunc { return f }
	creating := func(client func(*testing.T) (*world, *Client), address string, answer http.HandlerFunc) func(*testing.T) error {
		return func(t *testing.T) error {
			w, c := client(t)
			w.on("POST "+address, answer)
			_, err := c.CreatePage(t.Context(), NewPage{SpaceID: "65537", SpaceKey: "DOCS", ParentID: "77", Title: "Setup"})
			return err
		}
	}
	onV2 := func(answer http.HandlerFunc) func(*testing.T) error {
		return creating(onSite, siteURL+"/api/v2/pages", answer)
	}
	v2Error := func(status int, title string) http.HandlerFunc {
		return jsonAnswer(status, `{"errors":[{"status":0,"code":"X","title":"`+title+`","detail":null}]}`)
	}
	attaching := func(client func(*testing.T) (*world, *Client), address string, answer http.HandlerFunc) func(*testing.T) error {
		return func(t *testing.T) error {
			w, c := client(t)
			w.on("PUT "+address+"/content/12/child/attachment", answer).on("POST "+address+"/content/12/child/attachment", answer).
				on("GET "+address+"/content/12/child/attachment", jsonAnswer(200, `{"results":[]}`)).on("GET "+siteURL+"/api/v2/pages/12/attachments", jsonAnswer(200, `{"results":[]}`))
			_, err := c.AttachFiles(t.Context(), "12", []Upload{{Name: "film.mp4"}})
			return err
		}
	}
	preflight := func(target Target, scopes ...string) func(*testing.T) error {
		return func(t *testing.T) error {
			w := scopedGateway(t, true, scopes...)
			return w.connect(target).Preflight(t.Context(), plan)
		}
	}
	breaking := func(err error) func(*testing.T) error {
		return func(t *testing.T) error {
			_, connectErr := Connect(t.Context(), Target{URL: server, Credential: apiToken, Space: "DOCS"}, Options{HTTP: roundTrip(func(*http.Request) (*http.Response, error) { return nil, err })})
			return connectErr
		}
	}
	untrusted := func(err error) func(*testing.T) error { return breaking(&tls.CertificateVerificationError{Err: err}) }
	day := func(year int) time.Time { return time.Date(year, 3, 14, 0, 0, 0, 0, time.UTC) } // tests of messages begin at the start of 2000
	parent := func(ref, status string, home Space) func(*testing.T) error {
		return func(t *testing.T) error {
			w, c := onSite(t)
			w.on("GET "+siteURL+"/api/v2/pages/77", jsonAnswer(200, `{"id":"77","title":"Handbook","spaceId":"65537","status":"`+status+`"}`)).
				on("GET "+siteURL+"/api/v2/pages/65600", v2Error(404, "Cannot find a page with id [65600]"))
			_, err := c.ParentPage(t.Context(), home, ref)
			return err
		}
	}
	home := Space{ID: "65537", Key: "DOCS", HomepageID: "65600"}
	messages := map[string]func(*testing.T) error{
		"allowlist": connecting(Target{URL: siteURL}, siteV2, htmlPage(403, "<html><body><h1>403 Forbidden</h1><p>The IP address 10.1.2.3 has been rejected because it is not on the IP allowlist</p></body></html>")),
		"allowlist-in-json": connecting(Target{URL: gatewayURL}, gatewayV1,
			jsonAnswer(403, `{"errorMessages":["The IP address has been rejected because it is not on the allowed list. See your admin for more information."],"errors":{}}`)),
		"sign-in-page":                          connecting(Target{URL: server, Credential: Credential{Token: "pat"}}, serverV1, htmlPage(200, `<html><head><title>Log in</title></head><body><form><input type="password"></form></body></html>`)),
		"sign-on-redirect":                      connecting(Target{URL: siteURL}, siteV2, htmlPage(302, "", "Location", "https://login.example.com/saml?x=1")),
		"sign-on-redirect-data-center":          connecting(Target{URL: server}, serverV1, htmlPage(302, "", "Location", "https://sso.example.com/login?x=1")),
		"redirected-to-https":                   redirectedToHTTPS,
		"proxy-credential":                      breaking(&proxyRefusal{407}),
		"proxy-refuses":                         breaking(&proxyRefusal{403}),
		"proxy-down":                            breaking(&net.OpError{Op: "proxyconnect", Net: "tcp", Err: errors.New("dial tcp 10.0.0.1:3128: connect: connection refused")}),
		"certificate-out-of-date":               untrusted(x509.CertificateInvalidError{Cert: &x509.Certificate{NotAfter: day(1999)}, Reason: x509.Expired}),
		"certificate-not-yet":                   untrusted(x509.CertificateInvalidError{Cert: &x509.Certificate{NotBefore: day(2001), NotAfter: day(2002)}, Reason: x509.Expired}),
		"certificate-of-another-host":           untrusted(x509.HostnameError{Certificate: &x509.Certificate{DNSNames: []string{"wiki.example.com", "docs.example.com"}}, Host: "confluence.example.com"}),
		"certificate-not-trusted":               untrusted(x509.UnknownAuthorityError{}),
		"certificate-no-authorities":            untrusted(x509.SystemRootsError{}),
		"handshake":                             breaking(&net.OpError{Op: "remote error", Err: errors.New("tls: certificate required")}),
		"wrong-address-no-https":                breaking(errors.New("http: server gave HTTP response to HTTPS client")),
		"rate-limited-at-the-door":              connecting(Target{URL: siteURL}, siteV2, limited("Retry-After", "600")),
		"answer-empty":                          connecting(Target{URL: siteURL}, siteV2, jsonAnswer(200, "")),
		"answer-not-json":                       connecting(Target{URL: siteURL}, siteV2, jsonAnswer(200, `{"results":[`)),
		"answer-contradicts":                    updateAnswered(answeredAs("Setup", 3), jsonAnswer(200, `{"id":"12","title":"Setup","version":{"number":3},"body":{"storage":{"value":"<p>old</p>"}}}`)),
		"parent-of-another-site":                parent("https://other.atlassian.net/wiki/spaces/DOCS/pages/77/Handbook", "current", home),
		"parent-in-the-trash":                   parent("77", "trashed", home),
		"parent-archived":                       parent("77", "archived", home),
		"parent-is-a-draft":                     parent("77", "draft", home),
		"home-page-not-visible":                 parent("", "current", home),
		"home-page-missing":                     parent("", "current", Space{ID: "65537", Key: "DOCS"}),
		"credential-placeholder":                connecting(Target{URL: siteURL, Credential: Credential{User: "ann@example.com", Token: "${{ secrets.CONFLUENCE_TOKEN }}"}}),
		"credential-hidden-value":               connecting(Target{URL: siteURL, Credential: Credential{User: "ann@example.com", Token: "***"}}),
		"credential-of-another-product":         connecting(Target{URL: siteURL, Credential: Credential{User: "ann@example.com", Token: "ghp_abcdefghijklmnopqrstuvwxyz0123456789"}}),
		"credential-with-its-user":              connecting(Target{URL: siteURL, Credential: Credential{User: "ann@example.com", Token: "ann@example.com:s3cret-token-of-ann"}}),
		"credential-cloud-token-on-data-center": connecting(Target{URL: server, Credential: Credential{User: "ann@example.com", Token: "ATATT3xFfGF0abcdef"}}, serverV1, dcWrongPassword),
		"credential-data-center-token-on-cloud": connecting(Target{URL: siteURL, Credential: Credential{Token: "NjAzMDQ0OTk4OTYyOsn9CnF0yXGpV/1yRqEjh5cM3JcM"}}),
		"wrong-address-placeholder":             connecting(Target{URL: "$CONFLUENCE_URL"}),
		"cloud-id-placeholder":                  connecting(Target{URL: siteURL, CloudID: "$CLOUD_ID"}),
		"scope-complete-at-the-other-root": func(t *testing.T) error {
			_, granular := LeastScopes(append([]Operation{FindSpace}, plan...), V2)
			return scopedGateway(t, true, granular...).connect(Target{URL: gatewayURL, APIRoot: "v1"}).Preflight(t.Context(), plan)
		},
		"scope-before-the-first-write": preflight(Target{URL: gatewayURL}, "read:space:confluence", "read:page:confluence", "read:confluence-space.summary", "read:confluence-content.summary"),
		"scope-with-explicit-root":     preflight(Target{URL: gatewayURL, APIRoot: "v1"}, "read:content-details:confluence", "write:page:confluence"),
		"scope-at-both-roots":          connecting(Target{URL: gatewayURL}, gatewayV1, h(scopeMismatch), gatewayV2, h(scopeMismatch)),
		"scope-classic-after-switch-off": connecting(Target{URL: siteURL}, siteV2, scopedTokenOnSite, "GET "+tenantURL, tenantFound,
			gatewayV1, gone, gatewayV2, h(scopeMismatch)),
		"scope-explicit-where-auto-works": connecting(Target{URL: gatewayURL, APIRoot: "v1"}, gatewayV1, h(scopeMismatch), gatewayV2, v2SpaceFound),
		"scope-in-mid-run":                creating(onGateway, gatewayURL+"/rest/api/content", scopeMismatch),
		"scope-of-a-v1-only-operation":    attaching(onSite, siteURL+"/rest/api", scopeMismatch),
		"scope-oauth": func(t *testing.T) error {
			w, _ := oauthWorld(t)
			w.on(gatewayV1, scopeMismatch).on(gatewayV2, scopeMismatch)
			_, err := Connect(t.Context(), Target{URL: gatewayURL, Credential: clientCredential, Space: "DOCS"}, w.options())
			return err
		},
		"credential-none":                  connecting(Target{URL: siteURL, Credential: Credential{User: "ann@example.com"}}),
		"credential-none-on-data-center":   connecting(Target{URL: server, Credential: Credential{User: "ann"}}),
		"credential-wrong-on-v1":           connecting(Target{URL: gatewayURL}, gatewayV1, v1Anonymous),
		"credential-wrong-on-site":         connecting(Target{URL: siteURL}, siteV2, v2Anonymous, siteV1, v1Anonymous),
		"credential-password-on-cloud":     connecting(Target{URL: siteURL}, siteV2, jsonAnswer(401, "Basic authentication with passwords is deprecated.")),
		"credential-token-without-user":    connecting(Target{URL: siteURL, Credential: Credential{Token: "x"}}, "GET "+tenantURL, tenantFound, gatewayV1, jsonAnswer(401, `{"code":401,"message":"Unauthorized"}`)),
		"credential-bearer-refused":        creating(onSite, siteURL+"/api/v2/pages", jsonAnswer(403, `{"message":"Failed to parse Connect Session Auth Token"}`)),
		"credential-oauth-secret":          connecting(Target{URL: gatewayURL, Credential: clientCredential}, "POST "+tokenURL, jsonAnswer(401, `{"error":"access_denied"}`)),
		"credential-oauth-other-site":      connecting(Target{URL: siteURL, Credential: clientCredential}, "POST "+tokenURL, jsonAnswer(200, `{"access_token":"T1"}`), "GET "+resourcesURL, jsonAnswer(200, `[{"id":"x","url":"https://other.atlassian.net"}]`)),
		"credential-data-center-password":  connecting(Target{URL: server}, serverV1, dcWrongPassword),
		"credential-data-center-token":     connecting(Target{URL: server, Credential: Credential{Token: "pat"}}, serverV1, dcWrongPassword),
		"credential-data-center-captcha":   connecting(Target{URL: server}, serverV1, htmlPage(401, "<html><body>Unauthorized</body></html>", "X-Seraph-LoginReason", "AUTHENTICATION_DENIED")),
		"credential-data-center-basic-off": connecting(Target{URL: server}, serverV1, jsonAnswer(403, `{"message":"Basic Authentication has been disabled on this instance."}`)),
		"scoped-token-on-site": connecting(Target{URL: "https://acme.atlassian-isolated.net"}, "GET https://acme.atlassian-isolated.net/wiki/api/v2/spaces", scopedTokenOnSite,
			"GET https://acme.atlassian-isolated.net/_edge/tenant_info", tenantFound),
		"scoped-token-without-user": connecting(Target{URL: siteURL, Credential: Credential{Token: "access"}}, "GET "+tenantURL, htmlPage(404, "<html></html>")),
		"gone-in-mid-run": func(t *testing.T) error {
			w, c := onGateway(t)
			w.on("GET "+gatewayURL+"/rest/api/content/1", gone).on("GET "+gatewayURL+"/api/v2/pages/999999999999", scopeMismatch)
			_, err := c.Page(t.Context(), "1")
			return err
		},
		"gone-with-explicit-root": connecting(Target{URL: gatewayURL, APIRoot: "v1"}, gatewayV1, gone, gatewayV2, v2SpaceFound),
		"not-found-space":         connecting(Target{URL: siteURL}, siteV2, v2NoSpace),
		"not-found-page": func(t *testing.T) error {
			w, c := onSite(t)
			w.on("GET "+siteURL+"/api/v2/pages/1", v2Error(404, "Cannot find a page with id [1]"))
			_, err := c.Page(t.Context(), "1")
			return err
		},
		"not-found-page-of-another-space": func(t *testing.T) error {
			w, c := onSite(t)
			w.on("GET "+siteURL+"/api/v2/pages/1", jsonAnswer(200, `{"id":"1","title":"Setup","spaceId":"99"}`))
			_, err := c.PageNamed(t.Context(), Space{ID: "11", Key: "DOCS"}, "https://example.atlassian.net/wiki/spaces/HR/pages/1/Setup")
			return err
		},
		"not-found-parent":  onV2(v2Error(404, "Cannot find parent with id [77]")),
		"forbidden":         creating(onDataCenter, server+"/ctx/rest/api/content", jsonAnswer(403, `{"statusCode":403,"message":"User not permitted to create content in this space","reason":"Forbidden"}`)),
		"forbidden-to-read": connecting(Target{URL: server}, serverV1, jsonAnswer(403, `{"statusCode":403,"message":"Access is denied"}`)),
		"forbidden-to-edit": func(t *testing.T) error {
			w, c := onSite(t)
			w.on("PUT "+siteURL+"/api/v2/pages/12", v2Error(404, "Could not find page with id [12]")).on("GET "+siteURL+"/api/v2/pages/12", jsonAnswer(200, v2PageRow))
			_, err := c.UpdatePage(t.Context(), PageUpdate{ID: "12", Title: "Setup", Version: 4})
			return err
		},
		"forbidden-record": func(t *testing.T) error {
			w, c := onSite(t)
			w.on("GET "+siteURL+"/api/v2/pages/12/properties", jsonAnswer(200, `{"results":[],"_links":{}}`)).
				on("POST "+siteURL+"/api/v2/pages/12/properties", v2Error(404, "Could not find page with id [12]"))
			_, err := c.CreateProperty(t.Context(), "12", "pagewright", json.RawMessage(`1`))
			return err
		},
		"forbidden-attachment":       attaching(onSite, siteURL+"/rest/api", jsonAnswer(403, `{"statusCode":403,"message":"com.atlassian.confluence.api.service.exceptions.PermissionException: Could not attach"}`)),
		"forbidden-cross-site-check": attaching(onDataCenter, server+"/ctx/rest/api", htmlPage(403, "XSRF check failed")),
		"conflict":                   onV2(v2Error(409, "Version must be incremented when updating a page. Current Version: [3]. Provided version: [3]")),
		"conflict-parent-loop":       onV2(v2Error(400, "Cannot add an existing ancestor as a child!")),
		"title-taken":                onV2(v2Error(400, "A page with this title already exists: A page already exists with the same TITLE in this space")),
		"invalid-body":               onV2(v2Error(400, "Error parsing xhtml: Unexpected close tag </br>; expected </p>. at [row,col {unknown-source}]: [11,7]")),
		"too-large-page":             onV2(v2Error(413, "Request body too large")),
		"too-large-attachment":       attaching(onSite, siteURL+"/rest/api", jsonAnswer(404, `{"statusCode":404,"message":"Attachment size exceeds the limit"}`)),
		"rate-limited":               onV2(limited("Retry-After", "600")),
		"unavailable":                onV2(htmlPage(502, "<html><body><h1>502 Bad Gateway</h1></body></html>")),
		"unavailable-connection-refused": func(t *testing.T) error {
			_, err := Connect(t.Context(), Target{URL: "https://confluence.example.com:8443", Credential: apiToken}, Options{HTTP: refusing})
			return err
		},
		"unexpected": onV2(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("atl-request-id", "0c9a")
			v2Error(400, "Something new")(w, r)
		}),
		"not-confluence":              connecting(Target{URL: server}, serverV1, htmlPage(200, "<html><body><h1>Welcome</h1></body></html>")),
		"redirected":                  connecting(Target{URL: server}, serverV1, htmlPage(302, "", "Location", "https://wiki.example.com/confluence/rest/api/space/DOCS?expand=homepage")),
		"redirected-to-itself":        connecting(Target{URL: server}, serverV1, h(func(w http.ResponseWriter, r *http.Request) { htmlPage(302, "", "Location", r.URL.String())(w, r) })),
		"wrong-address-empty":         connecting(Target{}),
		"wrong-address-gateway-host":  connecting(Target{URL: "https://api.atlassian.com"}),
		"wrong-address-cloud-id":      connecting(Target{URL: gatewayURL}, gatewayV1, jsonAnswer(404, `{"timestamp":"x","status":404,"error":"Not Found","message":"No message available"}`), gatewayV2, jsonAnswer(404, `{"timestamp":"x","status":404,"error":"Not Found","message":"No message available"}`)),
		"wrong-address-other-product": connecting(Target{URL: server}),
		"wrong-address-plain-http":    connecting(Target{URL: "http://confluence.example.com"}),
		"wrong-address-no-such-host": func(t *testing.T) error {
			_, err := Connect(t.Context(), Target{URL: server, Credential: apiToken}, Options{HTTP: roundTrip(func(*http.Request) (*http.Response, error) {
				return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "confluence.example.com", IsNotFound: true}}
			})})
			return err
		},
		"unavailable-host-down": func(t *testing.T) error {
			w, c := onSite(t)
			w.withPages(3, jsonAnswer(503, `{"message":"Service Unavailable"}`))
			failures := updateAll(t.Context(), c, 3, 3)
			return slices.MinFunc(failures, func(a, b error) int { return strings.Compare(asError(a).Subject, asError(b).Subject) })
		},
		"unexpected-archive": func(t *testing.T) error {
			w, c := onSite(t)
			w.on("POST "+siteURL+"/rest/api/content/archive", jsonAnswer(400, `{"message":"Archiving is not available"}`)).
				on("GET "+siteURL+"/api/v2/pages/1", jsonAnswer(200, v2PageRow))
			return c.ArchivePages(t.Context(), []string{"1"})
		},
		"unsupported": func(t *testing.T) error { _, c := onDataCenter(t); return c.ArchivePages(t.Context(), []string{"1"}) },
	}
	for name, produce := range messages {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { holdAgainstGolden(t, name, produce(t)) })
		})
	}
	files, _ := filepath.Glob("testdata/messages/*.txt")
	if len(files) != len(messages) {
		t.Errorf("%d golden files for %d messages", len(files), len(messages))
	}
}

func redirectedToHTTPS(t *testing.T) error {
	w := newWorld(t).on("GET http://confluence.example.com/ctx/rest/api/space/DOCS", htmlPage(301, "", "Location", "https://confluence.example.com/ctx/rest/api/space/DOCS?expand=homepage"))
	o := w.options()
	o.AllowHTTP = true
	_, err := Connect(t.Context(), Target{URL: "http://confluence.example.com/ctx", Credential: apiToken, Space: "DOCS"}, o)
	return err
}

func updateAnswered(put, get http.HandlerFunc) func(*testing.T) error {
	return func(t *testing.T) error {
		w, c := onSite(t)
		w.on("PUT "+siteURL+"/api/v2/pages/12", put).on("GET "+siteURL+"/api/v2/pages/12", get)
		_, err := c.UpdatePage(t.Context(), PageUpdate{ID: "12", Title: "Setup", Body: "<p>new</p>", Version: 4})
		return err
	}
}

func holdAgainstGolden(t *testing.T, name string, err error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("no *Error: %v", err)
	}
	switch { // waits have jitter
	case e.Elapsed >= time.Minute:
		e.Elapsed, e.Attempts = e.Elapsed.Truncate(time.Minute), 6
	case e.Attempts > 1:
		e.Elapsed = 2 * time.Second
	}
	got := e.Title() + "\n\n" + e.Error() + "\n"
	if len(e.Error()) > 4096 || len(e.Title()) > 60 {
		t.Errorf("too long: %d and %d bytes", len(e.Error()), len(e.Title()))
	}
	for _, secret := range []string{apiToken.Token, clientCredential.ClientSecret, cloudID} {
		if strings.Contains(got, secret) {
			t.Errorf("shows %s", secret)
		}
	}
	file := filepath.Join("testdata", "messages", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, readErr := os.ReadFile(file)
	if readErr != nil {
		t.Fatalf("%v; write it with: go test ./publish/confluence -run Messages -update", readErr)
	}
	if got != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
