package sandbox

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/rest"
)

// Transport sends requests for the real names to this server, each name showing its face: *.atlassian.net and
// wiki.example.com (a site behind its own domain), api.atlassian.com, auth.atlassian.com and api.media.atlassian.com,
// the twins of these for governments, and confluence.example.com (a Data Center, without a context path and with
// /confluence). Requests for any other host fail, except for the server's own address.
func (s *Server) Transport() http.RoundTripper { return s.transport }

// Aside is a transport like Transport for somebody beside the client under test: its requests are not counted, no hook
// runs for them, and no fault happens to them. It needs no connection.
func (s *Server) Aside() http.RoundTripper {
	return &inProcess{handler: s.handler, underWay: &s.underWay, closing: s.closing, aside: true}
}

// overTCP opens connections to an address, whatever host is asked for.
type overTCP struct {
	*http.Transport
	address string
	pass    string
}

func newOverTCP(address, pass string) *overTCP {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Proxy = nil
	t.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	return &overTCP{t, address, pass}
}

func (t *overTCP) RoundTrip(r *http.Request) (*http.Response, error) {
	inner, err := addressed(r)
	if err != nil {
		closeBody(r)
		return nil, err
	}
	inner.URL.Scheme, inner.URL.Host = "http", t.address
	inner.Header.Set(passHeader, t.pass)
	response, err := t.Transport.RoundTrip(inner)
	if response != nil {
		response.Request = r
	}
	return response, err
}

// addressed returns a request as the server gets it: with the host as it was named, and the scheme in the header that
// proxies use for it.
func addressed(r *http.Request) (*http.Request, error) {
	host := strings.ToLower(r.URL.Hostname())
	if !rest.IsRealHost(host) && host != "localhost" && host != "127.0.0.1" {
		return nil, fmt.Errorf("the sandbox is not %s: it answers for *.atlassian.net, api.atlassian.com, auth.atlassian.com, "+
			"wiki.example.com and confluence.example.com only", host)
	}
	inner := r.Clone(r.Context())
	inner.Host = r.URL.Host
	if r.Host != "" {
		inner.Host = r.Host
	}
	if r.URL.Scheme == "https" {
		inner.Header.Set("X-Forwarded-Proto", "https")
	}
	return inner, nil
}
