package confluence

import (
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// withProxy are options that go through a proxy, which variables name.
func withProxy(variables map[string]string) (Options, *strings.Builder) {
	var log strings.Builder
	return Options{
		Getenv: func(name string) string { return variables[name] }, Log: func(format string, args ...any) { log.WriteString(format) },
		Patience: Patience{First: time.Millisecond, Longest: time.Millisecond, Total: 50 * time.Millisecond}, AllowHTTP: true,
	}, &log
}

func TestProxyThatWantsACredentialIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.Header.Get("Authorization") != "" && r.Method == http.MethodConnect {
			t.Error("the proxy of an encrypted connection got the credential")
		}
		w.Header().Set("Proxy-Authenticate", `Basic realm="proxy"`)
		w.WriteHeader(http.StatusProxyAuthRequired)
		_, _ = io.WriteString(w, r.Header.Get("Proxy-Authorization"))
	}))
	defer proxy.Close()
	host := strings.TrimPrefix(proxy.URL, "http://")
	for url, variables := range map[string]map[string]string{
		siteURL:                          {"HTTPS_PROXY": "http://joe:pr0xy-password@" + host},
		gatewayURL:                       {"https_proxy": proxy.URL},
		"https://confluence.example.com": {"HTTPS_PROXY": host},
		"http://confluence.example.com":  {"HTTP_PROXY": "http://joe:pr0xy-password@" + host},
	} {
		asked.Store(0)
		o, _ := withProxy(variables)
		_, err := Connect(t.Context(), Target{URL: url, Credential: apiToken, Space: "DOCS"}, o)
		var variable string
		for name := range variables {
			variable = name
		}
		var e *Error
		if !errors.As(err, &e) || e.Kind != NotConfluence || !e.NoWayIn() || e.Status != 407 || asked.Load() != 1 {
			t.Errorf("%s: after %d requests: %v", url, asked.Load(), err)
			continue
		}
		for _, want := range []string{proxy.URL, "from the variable " + variable, "HTTPS_PROXY=http://USER:PASSWORD@PROXY:PORT", "NO_PROXY"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: no %q in %v", url, want, err)
			}
		}
		for _, secret := range []string{"pr0xy-password", base64.StdEncoding.EncodeToString([]byte("joe:pr0xy-password"))} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the proxy's password is shown: %v", url, err)
			}
		}
	}
}

func TestProxyThatRefusesOrIsAway(t *testing.T) {
	t.Parallel()
	status := http.StatusForbidden
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	defer proxy.Close()
	o, _ := withProxy(map[string]string{"HTTPS_PROXY": proxy.URL})
	target := Target{URL: siteURL, Credential: apiToken, Space: "DOCS"}
	if _, err := Connect(t.Context(), target, o); !IsKind(err, NotConfluence) || !strings.Contains(err.Error(), "refuses to connect") || !strings.Contains(err.Error(), proxy.URL) {
		t.Errorf("%v", err)
	}
	status = http.StatusBadGateway
	if _, err := Connect(t.Context(), target, o); !IsKind(err, Unavailable) || !strings.Contains(err.Error(), "502 Bad Gateway") {
		t.Errorf("%v", err)
	}

	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	away := "http://" + closed.Addr().String()
	_ = closed.Close()
	o, _ = withProxy(map[string]string{"HTTPS_PROXY": away})
	if _, err := Connect(t.Context(), target, o); !IsKind(err, Unavailable) || !strings.Contains(err.Error(), away+", from the variable HTTPS_PROXY") || strings.Contains(err.Error(), "setting url, above all its port") {
		t.Errorf("%v", err)
	}
	o, _ = withProxy(map[string]string{"HTTPS_PROXY": "http://proxy.invalid:3128"})
	if _, err := Connect(t.Context(), target, o); strings.Contains(err.Error(), "Check the setting url") || !strings.Contains(err.Error(), "proxy.invalid:3128") {
		t.Errorf("%v", err)
	}
}

func TestTransportOfTheCallersIsReadAsWell(t *testing.T) {
	t.Parallel()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(407) }))
	defer proxy.Close()
	request, _ := http.NewRequest("GET", proxy.URL, nil)
	through := &http.Transport{Proxy: http.ProxyURL(request.URL)}
	_, err := Connect(t.Context(), Target{URL: siteURL, Credential: apiToken, Space: "DOCS"}, Options{HTTP: through, Getenv: func(string) string { return "" }})
	if !IsKind(err, NotConfluence) || !strings.Contains(err.Error(), "the proxy of this machine ("+proxy.URL+") wants a user name") {
		t.Errorf("%v", err)
	}
}
