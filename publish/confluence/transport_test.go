package confluence

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestEveryRequestSaysWhoAndWhat(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("GET "+siteURL+"/api/v2/pages/1", jsonAnswer(200, `{"id":"1"}`))
	if _, err := c.Page(t.Context(), "1"); err != nil {
		t.Fatal(err)
	}
	h := w.last().header
	if h.Get("Authorization") != "Basic YW5uQGV4YW1wbGUuY29tOnMzY3JldC10b2tlbg==" || h.Get("Accept") != "application/json" || h.Get("User-Agent") != "pagewright" {
		t.Errorf("headers %v", h)
	}
	w, c = onDataCenter(t)
	_, _ = c.Page(t.Context(), "1")
	if got := w.last().header.Get("Authorization"); got != "Bearer pat" {
		t.Errorf("Authorization %q", got)
	}
}

func TestCredentialStaysWithItsHost(t *testing.T) {
	t.Parallel()
	var leaked atomic.Bool
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		leaked.Store(true)
		jsonAnswer(200, `{"id":1,"key":"DOCS"}`)(w, r)
	}))
	defer other.Close()
	home := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+"/stolen?token=abc", http.StatusFound)
	}))
	defer home.Close()
	_, err := Connect(t.Context(), Target{URL: home.URL, Credential: apiToken, Space: "DOCS"}, Options{})
	if !IsKind(err, Redirected) || !strings.Contains(err.Error(), other.URL+"/stolen") || strings.Contains(err.Error(), "token=abc") {
		t.Errorf("%v", err)
	}
	if leaked.Load() {
		t.Error("the request went to the other host")
	}
}

func TestCloudIDIsAskedForWithoutTheCredential(t *testing.T) {
	t.Parallel()
	w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", scopedTokenOnSite).on("GET "+tenantURL, tenantFound).
		on("GET "+gatewayURL+"/rest/api/space/DOCS", v1SpaceFound)
	w.connect(Target{URL: siteURL})
	for _, s := range w.seen {
		if has := s.header.Get("Authorization") != ""; has == (s.path == "/_edge/tenant_info") {
			t.Errorf("%s: Authorization present: %v", s, has)
		}
	}
}

func TestReadsFollowTheSameHost(t *testing.T) {
	t.Parallel()
	home := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/ctx/rest/api/space/DOCS":
			http.Redirect(w, r, "/ctx/moved", http.StatusMovedPermanently)
		case r.Header.Get("Authorization") == "":
			w.WriteHeader(http.StatusUnauthorized)
		default:
			dcSpaceFound(w, r)
		}
	}))
	defer home.Close()
	if _, err := Connect(t.Context(), Target{URL: home.URL + "/ctx", Credential: apiToken, Space: "DOCS"}, Options{}); err != nil {
		t.Error(err)
	}
}

func TestWritesFollowNobody(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("POST "+siteURL+"/api/v2/pages", htmlPage(302, "", "Location", "https://acme.atlassian.net/wiki/login"))
	_, err := c.CreatePage(t.Context(), NewPage{SpaceID: "65537", Title: "T"})
	if !IsKind(err, Redirected) {
		t.Errorf("%v", err)
	}
	w.expect("POST https://acme.atlassian.net/wiki/api/v2/pages")
}

func TestPlainHTTPOnlyWhenAllowed(t *testing.T) {
	t.Parallel()
	w := newWorld(t).on("GET http://confluence.example.com/rest/api/space/DOCS", dcSpaceFound)
	target := Target{URL: "http://confluence.example.com", Credential: apiToken, Space: "DOCS"}
	if _, err := Connect(t.Context(), target, w.options()); !IsKind(err, WrongAddress) || len(w.requests()) != 0 {
		t.Errorf("%v after %v", err, w.requests())
	}
	o := w.options()
	o.AllowHTTP = true
	if _, err := Connect(t.Context(), target, o); err != nil {
		t.Error(err)
	}
}

func TestSecretsInAnAnswerAreTakenOut(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("GET "+siteURL+"/api/v2/pages/1", func(rw http.ResponseWriter, r *http.Request) {
		jsonAnswer(400, `{"message":"bad request, Authorization: `+r.Header.Get("Authorization")+`, token s3cret-token"}`)(rw, r)
	})
	_, err := c.Page(t.Context(), "1")
	if err == nil || strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "YW5uQGV4YW1wbGUuY29tOnMzY3JldC10b2tlbg") {
		t.Errorf("%v", err)
	}
}

func TestBrokenReadsAreRepeatedAndBrokenWritesAreNot(t *testing.T) {
	t.Parallel()
	var gets, posts atomic.Int32
	home := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count := &gets
		if r.Method == http.MethodPost {
			count = &posts
		}
		if n := count.Add(1); r.Method == http.MethodPost || n%2 == 1 {
			conn, _, _ := http.NewResponseController(w).Hijack()
			if n == 3 { // an answer that ends in its middle
				_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":1,")
			}
			conn.Close()
			return
		}
		dcSpaceFound(w, r)
	}))
	defer home.Close()
	quick := Patience{First: time.Millisecond, Longest: 5 * time.Millisecond}
	c, err := Connect(t.Context(), Target{URL: home.URL + "/ctx", Credential: apiToken, Space: "DOCS"}, Options{Patience: quick})
	if err != nil || gets.Load() != 2 {
		t.Fatalf("%v after %d reads", err, gets.Load())
	}
	if _, err := c.Space(t.Context(), "OTHER"); err != nil || gets.Load() != 4 {
		t.Fatalf("%v after %d reads", err, gets.Load())
	}
	err = send(t.Context(), c.v1, call{op: CreateProperty, method: http.MethodPost, path: "/content/1/property"})
	if !IsKind(err, Unavailable) || posts.Load() != 1 {
		t.Errorf("%v after %d writes", err, posts.Load())
	}
}

func TestHostThatDoesNotExistIsAWrongAddress(t *testing.T) {
	t.Parallel()
	refusing := roundTrip(func(*http.Request) (*http.Response, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "confluence.example.com", IsNotFound: true}}
	})
	_, err := Connect(t.Context(), Target{URL: "https://confluence.example.com", Credential: apiToken, Space: "DOCS"}, Options{HTTP: refusing})
	if !IsKind(err, WrongAddress) || !strings.Contains(err.Error(), "no host of this name") {
		t.Errorf("%v", err)
	}
}

func TestUntrustedCertificateIsNamed(t *testing.T) {
	t.Parallel()
	home := httptest.NewUnstartedServer(http.NotFoundHandler())
	home.Config.ErrorLog = log.New(io.Discard, "", 0)
	home.StartTLS()
	defer home.Close()
	_, err := Connect(t.Context(), Target{URL: home.URL, Credential: apiToken, Space: "DOCS"}, Options{})
	if !IsKind(err, WrongAddress) || !strings.Contains(err.Error(), "certificate that this machine does not trust") {
		t.Errorf("%v", err)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestSlowAnswerTimesOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hanging := roundTrip(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
		start := time.Now()
		_, err := Connect(t.Context(), Target{URL: siteURL, Credential: apiToken, Space: "DOCS"}, Options{HTTP: hanging, Timeout: 5 * time.Second})
		if !IsKind(err, Unavailable) || !strings.Contains(err.Error(), "no complete answer within 5s") {
			t.Errorf("%v", err)
		}
		if took := time.Since(start); took > time.Minute {
			t.Errorf("a probe took %s", took)
		}
	})
}

func TestBudgetOfRequestsIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", v2SpaceFound)
		o := w.options()
		o.MaxRequestsPerSecond = 4
		c, err := Connect(t.Context(), Target{URL: siteURL, Credential: apiToken, Space: "DOCS"}, o)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		for i := range 20 {
			if _, err := c.Space(t.Context(), fmt.Sprint("S", i)); !IsKind(err, NotFound) {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took < 4900*time.Millisecond || took > 5100*time.Millisecond {
			t.Errorf("20 requests at 4 a second took %s", took)
		}
	})
}

func TestWaitingForTheBudgetEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", v2SpaceFound)
		o := w.options()
		o.MaxRequestsPerSecond = 0.01
		c, err := Connect(t.Context(), Target{URL: siteURL, Credential: apiToken, Space: "DOCS"}, o)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		_, err = c.Page(ctx, "1")
		if !errors.Is(err, context.Canceled) || time.Since(start) != time.Second {
			t.Errorf("%v after %s", err, time.Since(start))
		}
	})
}

var refusing = roundTrip(func(*http.Request) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connect: connection refused")}
})

func TestRefusedConnectionAtTheDoorEndsSoon(t *testing.T) {
	t.Parallel()
	for _, address := range []string{siteURL, gatewayURL, "https://confluence.example.com", "http://127.0.0.1:8090/wiki"} {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			_, err := Connect(t.Context(), Target{URL: address, Credential: apiToken, Space: "DOCS"}, Options{HTTP: refusing})
			if took := time.Since(start); !IsKind(err, Unavailable) || took > 5*time.Second || !strings.Contains(err.Error(), "Check the setting url, above all its port") {
				t.Errorf("%s: after %s: %v", address, took, err)
			}
		})
	}
}

func TestRefusedConnectionInMidRunIsPutUpWith(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		w.on("GET "+siteURL+"/api/v2/pages/12", jsonAnswer(200, v2PageRow))
		up := time.Now().Add(time.Minute)
		c.transport.http.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
			if time.Now().Before(up) {
				return refusing(r)
			}
			return w.RoundTrip(r)
		})
		if _, err := c.Page(t.Context(), "12"); err != nil {
			t.Error(err)
		}
	})
}
