package sandbox_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
)

// ask sends a request as it is written, where clients would correct it, and gives the answer.
func ask(t *testing.T, server *sandbox.Server, request string) (status int, header http.Header, body string) {
	t.Helper()
	u, err := url.Parse(server.Site())
	if err != nil {
		t.Fatal(err)
	}
	connection, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	method, _, _ := strings.Cut(request, " ")
	if _, err := io.WriteString(connection, strings.ReplaceAll(request, "\n", "\r\n")); err != nil {
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	if answer.Header.Get("Content-Type") == "text/event-stream" { // it has no end
		return answer.StatusCode, answer.Header, ""
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	return answer.StatusCode, answer.Header, string(text)
}

// faces are paths of everything that a server shows.
var faces = map[string]string{
	"page": "/wiki/", "v1": "/wiki/rest/api/space", "gateway": "/ex/confluence/x/wiki/rest/api/space", "Data Center": "/confluence/rest/api/space",
	"files": "/media/file/x/binary", "token": "/oauth/token", "control": "/_sandbox/state", "reload": "/wiki/_browser/reload", "entrance": "/",
	"titles": "/wiki/search/titles?text=a",
}

func TestOtherNamesAreMisdirected(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{Faults: true, AllowHosts: []string{"preview.example.com"}})
	for face, path := range faces {
		if status, _, _ := ask(t, w.server, "GET "+path+" HTTP/1.1\nHost: localhost:8090\n\n"); status == http.StatusMisdirectedRequest {
			t.Errorf("%s does not answer to localhost", face)
		}
		for _, host := range []string{"evil.example", "evil.example:8090", "example.atlassian.net", "wiki.example.com", "203.0.113.1"} {
			status, header, body := ask(t, w.server, "GET "+path+" HTTP/1.1\nHost: "+host+"\n\n")
			name, _, _ := strings.Cut(host, ":")
			if status != http.StatusMisdirectedRequest || !strings.Contains(body, "--allow-host "+name+".") || !strings.HasPrefix(header.Get("Content-Type"), "text/plain") {
				t.Errorf("%s, asked as %s: %d %s", face, host, status, body)
			}
		}
	}
	for request, want := range map[string]int{
		"GET /wiki/ HTTP/1.1\nHost: Preview.Example.com.:8090\n\n":                     200,
		"GET /wiki/ HTTP/1.1\nHost: [::1%25lo]:8090\n\n":                               200,
		"GET /wiki/ HTTP/1.0\n\n":                                                      421,
		"GET /wiki/ HTTP/1.1\nHost:\n\n":                                               421,
		"GET /wiki/ HTTP/1.1\n\n":                                                      400,
		"GET /wiki/ HTTP/1.1\nHost: localhost\nHost: evil.example\n\n":                 400,
		"GET http://evil.example/wiki/ HTTP/1.1\nHost: localhost\n\n":                  421,
		"GET http://localhost:8090/wiki/ HTTP/1.1\nHost: localhost:8090\n\n":           200,
		"GET /wiki/ HTTP/1.1\nHost: evil.example\nX-Forwarded-Host: localhost\n\n":     421,
		"GET /wiki/ HTTP/1.1\nHost: evil.example\nX-Sandbox-Pass: \n\n":                421,
		"GET /wiki/ HTTP/1.1\nHost: evil.example\nX-Sandbox-Pass: guess\n\n":           421,
		"POST /_sandbox/faults HTTP/1.1\nHost: evil.example\nContent-Length: 2\n\n{}":  421,
		"DELETE /_sandbox/faults HTTP/1.1\nHost: evil.example\n\n":                     421,
		"OPTIONS /wiki/rest/api/space HTTP/1.1\nHost: evil.example\n\n":                421,
		"GET /wiki/ HTTP/1.1\nHost: <script>alert(1)</script>\n\n":                     400,
		"GET /wiki/ HTTP/1.1\nHost: evil.example'onload='alert(1)\n\n":                 421,
		"GET /wiki/rest/api/space HTTP/1.1\nHost: 127.0.0.1\nForwarded: host=evil\n\n": 403, // by the API, which wants a credential
	} {
		if status, _, body := ask(t, w.server, request); status != want {
			t.Errorf("%q: %d %s", request, status, body)
		}
	}
}

func TestAddressesOfTheMachineWhereItListensOnThem(t *testing.T) {
	t.Parallel()
	open := start(t, sandbox.Options{Listen: "0.0.0.0:0", Faults: true})
	shown, err := url.Parse(open.server.Site())
	if err != nil {
		t.Fatal(err)
	}
	if address := net.ParseIP(shown.Hostname()); address == nil || address.IsUnspecified() {
		t.Errorf("people are sent to %s", shown)
	}
	for host, want := range map[string]int{shown.Host: 200, "localhost": 200, "0.0.0.0": 421, "203.0.113.1": 421, "evil.example": 421} {
		if status, _, _ := ask(t, open.server, "GET /wiki/ HTTP/1.1\nHost: "+host+"\n\n"); status != want {
			t.Errorf("asked as %s: %d", host, status)
		}
	}
	said := open.server.Exposure()
	for _, part := range []string{"open to the network", "port " + shown.Port(), "can read every page", "can change", "/_sandbox/", "--listen 127.0.0.1", "--allow-host"} {
		if !strings.Contains(said, part) {
			t.Errorf("it does not say %q: %s", part, said)
		}
	}
	if own := start(t, sandbox.Options{}); own.server.Exposure() != "" {
		t.Errorf("a server for this machine alone says %s", own.server.Exposure())
	} else if status, _, _ := ask(t, own.server, "GET /wiki/ HTTP/1.1\nHost: "+shown.Hostname()+"\n\n"); status != 421 && !net.ParseIP(shown.Hostname()).IsLoopback() {
		t.Errorf("it answers to %s, where it does not listen: %d", shown.Hostname(), status)
	}
	if inside, err := sandbox.New(sandbox.Options{Faults: true}); err != nil || inside.Exposure() != "" {
		t.Errorf("a server that does not listen says %s %v", inside.Exposure(), err)
	}
	if _, err := sandbox.Start(sandbox.Options{AllowHosts: []string{"http://preview.example.com"}}); err == nil || !strings.Contains(err.Error(), "not the name of a host") {
		t.Errorf("an address is taken for a name: %v", err)
	}
}

// TestPagesOfOtherSitesAreRefused sends what browsers send for the pages of others.
func TestPagesOfOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{Faults: true})
	for _, c := range []struct {
		what, header string
		refused      bool
	}{
		{"a client that is no browser", "", false},
		{"the address typed in", "Sec-Fetch-Site: none\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\n", false},
		{"a link on another site", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\n", false},
		{"its own script", "Sec-Fetch-Site: same-origin\nSec-Fetch-Mode: cors\nSec-Fetch-Dest: empty\n", false},
		{"its own script, which names its origin", "Origin: http://localhost:8090\nSec-Fetch-Site: same-origin\n", false},
		{"an old browser, its own script", "Origin: http://LOCALHOST:8090\n", false},

		{"another site's script", "Origin: https://evil.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors\n", true},
		{"another site's script that wants no answer", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\n", true},
		{"an image on another site", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: image\n", true},
		{"a frame on another site", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: iframe\n", true},
		{"another port of this machine", "Origin: http://localhost:3000\nSec-Fetch-Site: same-site\n", true},
		{"another name of this machine", "Origin: http://127.0.0.1:8090\nSec-Fetch-Site: cross-site\n", true},
		{"an old browser, another site", "Origin: https://evil.example\n", true},
		{"an old browser, a file or a sandboxed frame", "Origin: null\n", true},
		{"a form on another site", "Origin: https://evil.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\n", true},
		{"an origin that contradicts itself", "Origin: https://evil.example\nSec-Fetch-Site: same-origin\n", true},
		{"two origins", "Origin: http://localhost:8090\nOrigin: https://evil.example\n", true},
		{"an origin that only begins so", "Origin: http://localhost:8090.evil.example\n", true},
	} {
		for face, path := range faces {
			status, header, _ := ask(t, w.server, "GET "+path+" HTTP/1.1\nHost: localhost:8090\n"+c.header+"\n")
			if refused := status == http.StatusForbidden && header.Get("Atl-Traceid") == ""; refused != c.refused { // the API numbers its own refusals
				t.Errorf("%s, %s: %d", c.what, face, status)
			}
			wantsNoSharing(t, face, header)
		}
	}
	for face, path := range faces {
		for _, wanted := range []string{"GET", "POST", "PUT", "DELETE"} {
			_, header, _ := ask(t, w.server, "OPTIONS "+path+" HTTP/1.1\nHost: localhost:8090\nOrigin: https://evil.example\nAccess-Control-Request-Method: "+wanted+
				"\nAccess-Control-Request-Headers: authorization,content-type\nAccess-Control-Request-Private-Network: true\n\n")
			wantsNoSharing(t, face, header)
		}
	}
}

// wantsNoSharing fails if an answer lets pages of other origins read it, or ask for it.
func wantsNoSharing(t *testing.T, face string, header http.Header) {
	t.Helper()
	for name := range header {
		if strings.HasPrefix(name, "Access-Control-") {
			t.Errorf("%s: the answer has %s", face, name)
		}
	}
}

func TestFormsOfOtherPagesChangeNothing(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{Faults: true})
	const fault = `{"kind":"status","status":500}`
	for _, c := range []struct {
		what, method, path, header string
		want                       int
	}{
		{"no media type", "POST", "/_sandbox/faults", "", 415},
		{"a form", "POST", "/_sandbox/faults", "Content-Type: application/x-www-form-urlencoded\n", 415},
		{"plain text", "POST", "/_sandbox/faults", "Content-Type: text/plain\n", 415},
		{"plain text with JSON behind it", "POST", "/_sandbox/faults", "Content-Type: text/plain; application/json\n", 415},
		{"a media type that begins so", "POST", "/_sandbox/faults", "Content-Type: application/jsonx\n", 415},
		{"settings as text", "PUT", "/_sandbox/settings", "Content-Type: text/plain\n", 415},
		{"a credential as text", "PUT", "/_sandbox/credentials/unscoped", "Content-Type: text/plain\n", 415},
		{"a removal with a text", "DELETE", "/_sandbox/faults", "Content-Type: text/plain\n", 415},
		{"JSON of another site", "POST", "/_sandbox/faults", "Content-Type: application/json\nOrigin: https://evil.example\n", 403},
		{"JSON of another site, by the browser's word", "POST", "/_sandbox/faults", "Content-Type: application/json\nSec-Fetch-Site: cross-site\n", 403},
		{"a page, by a form", "POST", "/wiki/rest/api/content", "Content-Type: text/plain\nOrigin: https://evil.example\n", 403},
		{"a file, by a form", "POST", "/wiki/rest/api/content/1/child/attachment", "Content-Type: multipart/form-data; boundary=x\nOrigin: https://evil.example\n", 403},
		{"a token, by a form", "POST", "/oauth/token", "Content-Type: application/x-www-form-urlencoded\nSec-Fetch-Site: cross-site\n", 403},
	} {
		status, _, body := ask(t, w.server, c.method+" "+c.path+" HTTP/1.1\nHost: localhost\nContent-Length: 30\n"+c.header+"\n"+fault)
		if status != c.want || c.want == 415 && !strings.Contains(body, "Content-Type: application/json") {
			t.Errorf("%s: %d %s", c.what, status, body)
		}
	}
	if a := w.send("unscoped", "GET", siteAPI+"/spaces", ""); a.status != 200 {
		t.Errorf("one of them did something: %d %s", a.status, a.body)
	}
	for _, header := range []string{"Content-Type: application/json\n", "Content-Type: Application/JSON; charset=utf-8\nOrigin: http://localhost\n"} {
		if status, _, body := ask(t, w.server, "POST /_sandbox/faults HTTP/1.1\nHost: localhost\nContent-Length: 30\n"+header+"\n"+fault); status != 204 {
			t.Errorf("%q: %d %s", header, status, body)
		}
	}
	if status, _, body := ask(t, w.server, "DELETE /_sandbox/faults HTTP/1.1\nHost: localhost\n\n"); status != 204 {
		t.Errorf("a removal: %d %s", status, body)
	}
}

func TestNothingRunsInAnswersThatAreNoPage(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{Faults: true})
	w.server.Faults().Add(sandbox.Fault{Path: "/api/v2/pages", Kind: sandbox.ProxyPage})
	for _, path := range []string{"/_sandbox/state", "/_sandbox/nowhere", "/wiki/api/v2/pages", "/wiki/api/v2/nowhere", "/confluence/rest/api/nowhere", "/nowhere"} {
		_, header, _ := ask(t, w.server, "GET "+path+" HTTP/1.1\nHost: localhost\n\n")
		policy := header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
		if header.Get("X-Content-Type-Options") != "nosniff" || header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s: %v", path, header)
		}
	}
}
