package confluence

import (
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/redact"
)

// Target is the Confluence that the user means, as they wrote it down.
type Target struct {
	// URL is any address of it: site, page, gateway, Data Center with or without
	// its context path. What is too much is cut off.
	URL string
	// CloudID sends everything through the gateway. With it URL may be empty.
	CloudID    string
	Credential Credential
	// APIRoot and APIVersion are the settings of these names; see [CheckAPIRoot].
	APIRoot, APIVersion string
	// Space is the key of the space. Looking it up is the first request a run
	// needs, so it is also what a route is tried with. Empty: any space will do.
	Space string
	// Parent is the id, title or address of the parent page. Only [Diagnose]
	// reads it.
	Parent string
}

// Options are the client's seams to the world.
type Options struct {
	HTTP                 http.RoundTripper                         // nil: http.DefaultTransport
	Around               func(http.RoundTripper) http.RoundTripper // what sees each request as HTTP sends it; nil: nothing
	Getenv               func(variable string) string              // for the proxies; nil: os.Getenv
	Redactor             *redact.Redactor                          // keeps secrets out of errors, and learns those of the client; nil: one of its own
	SameBody             func(a, b string) bool                    // reports whether two storage bodies are the same page; nil: they are identical
	Log                  func(format string, args ...any)
	Timeout              time.Duration // of one request; 0: 30 s
	MaxRequestsPerSecond float64       // 0: no budget
	AllowHTTP            bool          // plain http to other hosts than this machine
	UserAgent            string
	Patience             Patience
	Clock                clock.Clock // nil: the machine's
}

func (o Options) withDefaults() Options {
	if o.Getenv == nil {
		o.Getenv = os.Getenv
	}
	if o.HTTP == nil {
		o.HTTP = newHTTPTransport(o.Getenv)
	}
	if o.Around == nil {
		o.Around = func(next http.RoundTripper) http.RoundTripper { return next }
	}
	if o.Redactor == nil {
		o.Redactor = new(redact.Redactor)
	}
	if o.SameBody == nil {
		o.SameBody = func(a, b string) bool { return a == b }
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.UserAgent == "" {
		o.UserAgent = "pagewright"
	}
	if o.Clock == nil {
		o.Clock = clock.Real
	}
	o.Patience = o.Patience.withDefaults()
	return o
}

// locate reads url and cloud-id together. The note is that of the problem.
func locate(t Target) (p endpoint, notes []string, problem string, n note) {
	t.CloudID = bareValue(t.CloudID)
	if isPlaceholder(t.CloudID) {
		return endpoint{}, nil, "cloud-id is the placeholder “" + t.CloudID + "”, and nothing has put the id in its place", noteCloudID
	}
	if t.CloudID != "" && !cloudIDs.MatchString(t.CloudID) {
		return endpoint{}, nil, "cloud-id is no id of a site, which has letters, digits and hyphens only", noteCloudID
	}
	if bareValue(t.URL) == "" && t.CloudID != "" {
		g, _ := endpoint{}.gateway(t.CloudID)
		return g, nil, "", noNote
	}
	p, notes, problem = parseAddress(t.URL)
	if problem == unfilled {
		n = noteUnfilled
	}
	switch {
	case t.CloudID == "":
		return p, notes, problem, n
	case problem != "":
		// The gateway's bare host is enough when the cloud id is given beside it.
		bare, _, wrong := parseAddress(strings.TrimRight(bareValue(t.URL), "/") + "/ex/confluence/" + t.CloudID)
		if wrong != "" || bare.kind != Gateway {
			return p, notes, problem, n
		}
		return bare, notes, "", noNote
	case p.kind == Gateway && p.stem != "/ex/confluence/"+t.CloudID:
		return p, notes, "url and cloud-id name two different sites; set only one of them", noteCloudID
	case p.kind == Gateway:
		return p, notes, "", noNote
	}
	g, known := p.gateway(t.CloudID)
	if !known {
		return p, notes, "the gateway of this cloud is not known; give the gateway's address as url", noteCloudID
	}
	return g, notes, "", noNote
}
