package confluence

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpproxy"

	"github.com/pagewright/pagewright/publish/redact"
)

// newHTTPTransport returns a transport that keeps a connection for each of the requests that run at once; Go's
// default keeps two, and opens the others anew for every request over HTTP/1.1.
// What a proxy says instead of connecting comes as a *proxyRefusal.
func newHTTPTransport(getenv func(string) string) http.RoundTripper {
	t, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	t = t.Clone()
	t.MaxIdleConnsPerHost = 16
	first := func(variables []string) string {
		for _, v := range variables {
			if value := getenv(v); value != "" {
				return value
			}
		}
		return ""
	}
	proxy := (&httpproxy.Config{
		HTTPProxy: first(proxyVariables("http")), HTTPSProxy: first(proxyVariables("https")), NoProxy: first([]string{"NO_PROXY", "no_proxy"}),
		CGI: getenv("REQUEST_METHOD") != "",
	}).ProxyFunc()
	t.Proxy = func(r *http.Request) (*url.URL, error) { return proxy(r.URL) }
	t.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, resp *http.Response) error {
		if resp.StatusCode/100 == 2 {
			return nil
		}
		return &proxyRefusal{resp.StatusCode}
	}
	return t
}

// A proxyRefusal is the answer of a proxy that does not connect to the host.
type proxyRefusal struct{ status int }

func (p *proxyRefusal) Error() string {
	return fmt.Sprintf("the proxy answered %d %s", p.status, http.StatusText(p.status))
}

// proxyFor names the proxy of a request and the variable that it comes from, as
// far as they are known.
func proxyFor(transport http.RoundTripper, getenv func(string) string, r *http.Request) string {
	t, ok := transport.(*http.Transport)
	if !ok || t.Proxy == nil {
		return ""
	}
	proxy, err := t.Proxy(r)
	if err != nil || proxy == nil {
		return ""
	}
	name := proxy.Scheme + "://" + proxy.Host // without its user and password
	for _, variable := range proxyVariables(r.URL.Scheme) {
		if strings.Contains(getenv(variable), proxy.Host) {
			return name + ", from the variable " + variable
		}
	}
	return name
}

func proxyVariables(scheme string) []string {
	name := strings.ToUpper(scheme) + "_PROXY"
	return []string{name, strings.ToLower(name)}
}

// hideProxies hides the passwords in the addresses of the proxies.
func hideProxies(r *redact.Redactor, getenv func(string) string) {
	for _, variable := range append(proxyVariables("https"), proxyVariables("http")...) {
		hidePassword(r, getenv(variable))
	}
}

// hidePassword hides the password in an address.
func hidePassword(r *redact.Redactor, address string) {
	if address = bareValue(address); !strings.Contains(address, "://") {
		address = "http://" + address
	}
	if u, err := url.Parse(address); err == nil && u.User != nil {
		password, _ := u.User.Password()
		r.AddCredential(u.User.Username(), password)
	}
}
