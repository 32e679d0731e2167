package confluence

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpproxy"

	"github.com/pagewright/pagewright/publish/redact"
)

// transport keeps a connection for each of the requests that run at once; Go's
// default keeps two, and opens the others anew for every request over HTTP/1.1.
// What a proxy says instead of connecting comes as a *proxyRefusal.
func transport(getenv func(string) string) http.RoundTripper {
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

// brokenAtProxy returns the failure of a request that did not get past a proxy,
// nil for every other.
func brokenAtProxy(err error) *Error {
	var refusal *proxyRefusal
	var op *net.OpError
	switch {
	case errors.As(err, &refusal):
	case err.Error() == http.StatusText(http.StatusProxyAuthRequired): // as a transport without our hook words it
		refusal = &proxyRefusal{http.StatusProxyAuthRequired}
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return &Error{Kind: Unavailable, note: noteProxyDown, unsent: true, Cause: op.Err}
	default:
		return nil
	}
	switch {
	case refusal.status == http.StatusProxyAuthRequired:
		return &Error{Kind: NotConfluence, note: noteProxyCredential, Status: refusal.status}
	case refusal.status >= 500:
		return &Error{Kind: Unavailable, note: noteProxyDown, unsent: true, Cause: refusal}
	}
	return &Error{Kind: NotConfluence, note: noteProxyRefuses, Status: refusal.status}
}

// proxyFor names the proxy of a request and the variable that it comes from, as
// far as they are known.
func (o Options) proxyFor(r *http.Request) string {
	t, ok := o.HTTP.(*http.Transport)
	if !ok || t.Proxy == nil {
		return ""
	}
	proxy, err := t.Proxy(r)
	if err != nil || proxy == nil {
		return ""
	}
	name := proxy.Scheme + "://" + proxy.Host // without its user and password
	for _, variable := range proxyVariables(r.URL.Scheme) {
		if strings.Contains(o.Getenv(variable), proxy.Host) {
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
func (o Options) hideProxies() {
	for _, variable := range append(proxyVariables("https"), proxyVariables("http")...) {
		hidePassword(o.Redactor, o.Getenv(variable))
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

func (e *Error) proxy() string {
	if e.detail == "" {
		return "the proxy of this machine"
	}
	return "the proxy of this machine (" + e.detail + ")"
}

const withoutProxy = "If this machine reaches Confluence without the proxy, add its host to the variable NO_PROXY."

var proxyStories = map[note]story{
	noteProxyCredential: {
		title: "The proxy wants a credential",
		meaning: func(e *Error) string {
			return e.proxy() + " wants a user name and a password of its own before it lets a request pass. Confluence has not been reached."
		},
		cures: cure(
			"Put them into the address of the proxy, where its variable is set: HTTPS_PROXY=http://USER:PASSWORD@PROXY:PORT, with special characters percent-encoded.",
			withoutProxy,
		),
	},
	noteProxyRefuses: {
		title:   "The proxy does not let the request pass",
		meaning: func(e *Error) string { return e.proxy() + " refuses to connect to Confluence's host." },
		cures:   cure("Ask whoever runs the proxy to let this machine reach the host in the setting url.", withoutProxy),
	},
	noteProxyDown: {
		title: "The proxy does not connect",
		meaning: func(e *Error) string {
			return "no connection was possible through " + e.proxy() + ": " + e.Cause.Error() + "."
		},
		cures: cure("Check the address of the proxy, where its variable (HTTPS_PROXY) is set, and that the proxy is running.", withoutProxy, runAgain),
	},
}
