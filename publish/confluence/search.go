package confluence

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A search is what is known while the way in is looked for: what was asked, and
// what came back. Nothing is asked twice.
type search struct {
	transport *transport
	clock     *serverClock
	target    Target
	start     endpoint
	choice    rootChoice

	probes     int
	tried      map[string]*Error // by root address; nil: it answered
	refused    []*Error          // in the order in which they came
	space      Space             // what the successful probe found
	last       answer            // to the last probe of a root
	seemsCloud bool              // an answer came from a Cloud site, as its headers show

	tenant struct {
		asked bool
		id    string
		err   error
	}
	grant   *clientGrant
	granted struct {
		asked bool
		known bool // the list came
		sites []grantedSite
	}
}

const mostProbes = 6

func newSearch(t Target, o Options) (*search, error) {
	o = o.withDefaults()
	t.Credential.Hide(o.Redactor)
	hideProxies(o.Redactor, o.Getenv)
	t.Credential = t.Credential.cleaned(o.Log)
	t.CloudID, t.Space = bareValue(t.CloudID), bareValue(t.Space)
	choice, err := chooseRoot(t.APIRoot, t.APIVersion)
	if err != nil {
		return nil, err
	}
	hidePassword(o.Redactor, t.URL)
	start, notes, problem, n := locate(t)
	for _, note := range notes {
		o.Log("%s", note)
	}
	refuse := func(k Kind, n note, why string) error {
		return &Error{Kind: k, note: n, Cause: errors.New(why), credential: t.Credential, connecting: true,
			Route: Route{Kind: start.kind, API: start.base()}}
	}
	if problem != "" {
		return nil, refuse(WrongAddress, n, problem)
	}
	if n, problem := t.Credential.problem(start.kind); n != noNote {
		return nil, refuse(BadCredential, n, problem)
	}
	if start.isPlain() && !start.isLoopback() && !o.AllowHTTP {
		return nil, refuse(WrongAddress, notePlainHTTP, "the address begins with http://, which would send the credential unencrypted")
	}
	sends := newTransport(t.Credential, o)
	clock := &serverClock{clock: o.Clock, next: o.Around(o.HTTP)}
	sends.http.Transport = clock
	if start.kind != Gateway {
		sends.given = start.base()
	}
	return &search{transport: sends, clock: clock, target: t, start: start, choice: choice, tried: map[string]*Error{}}, nil
}

// versions are the roots to try on a place, in order.
func (s *search) versions(first, second string) []string {
	if !s.choice.isAuto() {
		return []string{s.choice.version}
	}
	return []string{first, second}
}

func (s *search) reason(because string) string {
	if !s.choice.isAuto() {
		return "the settings api-root and api-version say so"
	}
	return because
}

// try looks the space up on one root. A root that was tried before answers as it
// did then.
func (s *search) try(ctx context.Context, p endpoint, version, because string) (*root, error) {
	r := newRoot(s.transport, p, version, s.choice, s.reason(because))
	if e, done := s.tried[r.address()]; done {
		if e != nil {
			return nil, e
		}
		return r, nil
	}
	if err := s.count(); err != nil {
		return nil, err
	}
	s.transport.trusted[p.origin] = true
	probe := *r
	probe.transport = s.probeTransport()
	probe.transport.watch = func(a answer) { s.last, s.seemsCloud = a, s.seemsCloud || a.looksLikeCloud() }
	space, err := probe.content().space(ctx, s.target.Space)
	if err != nil {
		e := asError(err)
		s.tried[r.address()] = e
		s.refused = append(s.refused, e)
		return nil, e
	}
	s.tried[r.address()] = nil
	s.space = space
	return r, nil
}

// probeTransport is the transport of the next probe.
func (s *search) probeTransport() *transport {
	s.openGate()
	return s.transport.forProbe()
}

// openGate forgets that one address has refused requests until patience ended: it
// says nothing about the next.
func (s *search) openGate() {
	if s.transport.gate.Over() != nil {
		s.transport.gate = newGate(s.transport.options)
	}
}

func (s *search) count() error {
	if s.probes == mostProbes {
		return &Error{Kind: Unexpected, Operation: FindSpace, Cause: fmt.Errorf("no way in was found with %d requests", mostProbes)}
	}
	s.probes++
	return nil
}

// cloudID asks the site for it.
func (s *search) cloudID(ctx context.Context, p endpoint) (string, error) {
	if s.tenant.asked {
		return s.tenant.id, s.tenant.err
	}
	if err := s.count(); err != nil {
		return "", err
	}
	s.tenant.asked = true
	s.tenant.id, s.tenant.err = tenantInfo(ctx, s.probeTransport(), p)
	return s.tenant.id, s.tenant.err
}

// grantedCloudID looks for the site among those that the client id may reach.
func (s *search) grantedCloudID(ctx context.Context) (id string, found bool, err error) {
	g, known := s.start.gateway("")
	if !known {
		return "", false, &Error{Kind: WrongAddress, Operation: FindSpace, Cause: errors.New("the gateway of this cloud is not known; give the gateway's address as url")}
	}
	if !s.granted.asked {
		if err := s.count(); err != nil {
			return "", false, err
		}
		s.granted.asked = true
		s.transport.trusted[g.origin] = true
		s.granted.sites, err = accessibleSites(ctx, s.probeTransport(), g)
		if e := asError(err); err != nil && (e.note == noteOAuth || e.Kind == Cancelled) {
			return "", false, err
		}
		s.granted.known = err == nil
	}
	id, found = cloudIDOf(s.granted.sites, s.start)
	if !found && s.granted.known && s.start.kind == CloudSite {
		return "", false, s.notGranted()
	}
	return id, found, nil
}

func (s *search) notGranted() error {
	return &Error{Kind: BadCredential, note: noteSiteNotGranted, Operation: FindSpace, Cause: errors.New(siteNames(s.granted.sites))}
}

func siteNames(sites []grantedSite) string {
	if len(sites) == 0 {
		return "no Confluence site"
	}
	var names []string
	for _, s := range sites {
		names = append(names, s.URL)
	}
	slices.Sort(names)
	return "only " + strings.Join(slices.Compact(names), ", ")
}

// mayTryNext reports whether a refusal by one root says nothing about the next.
func mayTryNext(err error) bool {
	e := asError(err)
	return e.Kind == Scope || e.Kind == Gone || e.note == noteSpace || e.Kind == WrongAddress && e.Status != 0
}

// mayBeElsewhere reports whether what came back may be a Cloud site's way of
// refusing a Data Center request.
func mayBeElsewhere(err error) bool {
	e := asError(err)
	onlyDataCenter := e.note == noteBasicDisabled || e.note == noteCaptcha
	atProxy := e.note == noteProxyCredential || e.note == noteProxyRefuses
	return e.Status != 0 && !onlyDataCenter && !atProxy && e.Kind != Unavailable && e.Kind != RateLimited
}

// isPassing reports whether a failure is a passing one, which any host may have:
// nothing about the host follows from it.
func isPassing(err error) bool {
	e := asError(err)
	return e.Kind == Unavailable || e.Kind == RateLimited || e.Kind == Unexpected
}

// moreSpecific returns the refusal from which a remedy follows.
func moreSpecific(a, b error) error {
	weight := func(err error) int {
		e := asError(err)
		switch {
		case e.note == noteSpace:
			return 5
		case e.Kind == Scope:
			return 4
		case e.Kind == BadCredential:
			return 3
		case e.Kind == Gone:
			return 1
		}
		return 2
	}
	if a == nil || weight(b) >= weight(a) {
		return b
	}
	return a
}
