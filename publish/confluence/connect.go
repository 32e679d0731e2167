package confluence

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Connect finds the way in: the host, the API root and the form in which the
// credential is accepted. The rule gives a first guess, the look-up of the space
// confirms it, and a refusal leads to the next guess; nothing is tried twice, and
// at most six requests are made, none of which can change anything.
//
// An *Error says why there is no way in, and what to change.
func Connect(ctx context.Context, t Target, o Options) (*Client, error) {
	s, err := newSearch(t, o)
	if err != nil {
		return nil, err
	}
	r, err := s.run(ctx)
	if err != nil {
		return nil, s.failure(ctx, err)
	}
	c := newClient(s.wire, s.choice, r)
	if s.space.ID != "" {
		c.keepSpace(s.space)
	}
	s.wire.options.Log("%s", c.Route())
	return c, nil
}

const (
	mostProbes    = 6
	becauseScoped = "the site refused the token, as it does with tokens that have scopes, and the gateway takes it"
)

// A search is the state of looking for the way in.
type search struct {
	wire   *wire
	target Target
	start  place
	choice rootChoice

	probes       int
	tried        map[string]*Error // by root address; nil: it answered
	path         []attempt
	space        Space  // what the successful probe found
	last         answer // to the last request
	grant        *clientGrant
	granted      []grantedSite // nil: not asked yet
	grantedKnown bool          // the list was answered
	tenant       struct {
		asked bool
		id    string
		err   error
	}
}

func newSearch(t Target, o Options) (*search, error) {
	o = o.withDefaults()
	t.Credential = t.Credential.cleaned(o.Log)
	t.CloudID = bareValue(t.CloudID)
	t.Space = bareValue(t.Space)
	choice, err := chooseRoot(t.APIRoot, t.APIVersion)
	if err != nil {
		return nil, err
	}
	start, notes, problem := locate(t)
	for _, note := range notes {
		o.Log("%s", note)
	}
	refuse := func(k Kind, n note, why string) error {
		return &Error{Kind: k, note: n, Operation: FindSpace, Cause: errors.New(why), credential: t.Credential, atDoor: true,
			Route: Route{Kind: start.kind, API: start.base()}}
	}
	if problem != "" {
		return nil, refuse(WrongAddress, noNote, problem)
	}
	if problem := t.Credential.problem(); problem != "" {
		return nil, refuse(BadCredential, noteNothingSet, problem)
	}
	if start.isPlain() && !start.isLoopback() && !o.AllowHTTP {
		return nil, refuse(WrongAddress, notePlainHTTP, "the address begins with http://, which would send the credential unencrypted")
	}
	return &search{wire: newWire(t.Credential, o), target: t, start: start, choice: choice, tried: map[string]*Error{}}, nil
}

// locate reads url and cloud-id together.
func locate(t Target) (place, []string, string) {
	if bareValue(t.URL) == "" && t.CloudID != "" {
		g, _ := place{}.gateway(t.CloudID)
		return g, nil, ""
	}
	p, notes, problem := parseAddress(t.URL)
	if t.CloudID == "" {
		return p, notes, problem
	}
	if problem != "" {
		// The gateway's bare host is enough when the cloud id is given beside it.
		if bare, _, wrong := parseAddress(strings.TrimRight(bareValue(t.URL), "/") + "/ex/confluence/" + t.CloudID); wrong == "" && bare.kind == Gateway {
			return bare, notes, ""
		}
		return p, notes, problem
	}
	if p.kind == Gateway {
		if p.stem != "/ex/confluence/"+t.CloudID {
			return p, notes, "url and cloud-id name two different sites; set only one of them"
		}
		return p, notes, ""
	}
	g, known := p.gateway(t.CloudID)
	if !known {
		return p, notes, "the gateway of this cloud is not known; give the gateway's address as url"
	}
	return g, notes, ""
}

func (s *search) run(ctx context.Context) (*root, error) {
	if s.target.Credential.isOAuth() {
		return s.withClientGrant(ctx)
	}
	switch s.start.kind {
	case Gateway:
		return s.gateway(ctx, s.start, "the address is a gateway's")
	case CloudSite:
		if s.target.Credential.isBearer() {
			return s.throughTenant(ctx, s.start, "the site is on Cloud, where a token without a user is only taken by the gateway")
		}
		return s.site(ctx, s.start, "the address is a Cloud site's")
	}
	return s.unknownHost(ctx)
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
func (s *search) try(ctx context.Context, p place, version, because string) (*root, error) {
	r := newRoot(s.wire, p, version, s.choice, s.reason(because))
	if e, done := s.tried[r.address()]; done {
		if e != nil {
			return nil, e
		}
		return r, nil
	}
	if err := s.count(); err != nil {
		return nil, err
	}
	s.wire.trusted[p.origin] = true
	hasty := *r
	hasty.wire = s.wire.hasty()
	hasty.wire.watch = func(a answer) { s.last = a }
	space, err := hasty.content().space(ctx, s.target.Space)
	if err != nil {
		e := asError(err)
		s.tried[r.address()] = e
		s.refused(r.route(), fmt.Sprintf("API root %s on %s", e.Route.Root, e.Route.Kind), e)
		return nil, e
	}
	s.tried[r.address()] = nil
	s.space = space
	return r, nil
}

func (s *search) count() error {
	if s.probes == mostProbes {
		return &Error{Kind: Unexpected, Operation: FindSpace, Cause: fmt.Errorf("no way in was found with %d requests", mostProbes)}
	}
	s.probes++
	return nil
}

// An attempt is what was tried and refused, for people.
type attempt struct {
	route Route
	text  string
}

func (s *search) refused(r Route, what string, why *Error) {
	s.path = append(s.path, attempt{r, what + ": " + why.brief()})
}

// goesOn tells whether a refusal by one root says nothing about the next.
func goesOn(err error) bool {
	e := asError(err)
	return e.Status != 0 && (e.Kind == Scope || e.Kind == Gone || e.Kind == WrongAddress || e.Kind == NotFound)
}

// gateway tries both roots behind the gateway, v1 first.
func (s *search) gateway(ctx context.Context, p place, because string) (*root, error) {
	var refused error
	for _, version := range s.versions(V1, V2) {
		r, err := s.try(ctx, p, version, because)
		if err == nil {
			return r, nil
		}
		refused = moreTelling(refused, err)
		if !goesOn(err) {
			return nil, refused
		}
		because = "v1 was refused: " + asError(err).brief()
	}
	return nil, refused
}

// site tries both roots on a Cloud site, v2 first, and then the gateway if what
// the site says can mean that the token has scopes.
func (s *search) site(ctx context.Context, p place, because string) (*root, error) {
	var refused error
	mayHaveScopes := false
	for _, version := range s.versions(V2, V1) {
		r, err := s.try(ctx, p, version, because)
		if err == nil {
			return r, nil
		}
		e := asError(err)
		refused = moreTelling(refused, err)
		switch {
		case e.Kind == ScopedTokenOnSite:
			return s.throughTenant(ctx, p, becauseScoped)
		case e.note == noteSpace && version == V2:
			return nil, refused
		case version == V2 && (e.Kind == BadCredential || e.Kind == Forbidden) && e.note == noNote:
			mayHaveScopes = true // v2 shows such a token the answer of a wrong one; v1 tells them apart
		case e.Kind == Gone: // and so v1 cannot tell
		case goesOn(err):
			mayHaveScopes = false
		default:
			return nil, refused
		}
		because = "v2 was refused: " + e.brief()
	}
	if !mayHaveScopes {
		return nil, refused
	}
	r, err := s.throughTenant(ctx, p, becauseScoped)
	if err != nil {
		return nil, moreTelling(err, refused)
	}
	return r, nil
}

// throughTenant finds the site's cloud id and goes through the gateway.
func (s *search) throughTenant(ctx context.Context, p place, because string) (*root, error) {
	id, err := s.cloudID(ctx, p)
	if err != nil {
		return nil, err
	}
	g, known := p.gateway(id)
	if !known {
		return nil, &Error{Kind: ScopedTokenOnSite, Operation: FindSpace, Subject: "space " + s.target.Space}
	}
	return s.gateway(ctx, g, because)
}

func (s *search) cloudID(ctx context.Context, p place) (string, error) {
	if s.tenant.asked {
		return s.tenant.id, s.tenant.err
	}
	if err := s.count(); err != nil {
		return "", err
	}
	id, err := tenantInfo(ctx, s.wire.hasty(), p)
	if err != nil {
		s.refused(Route{}, "the site's cloud id", asError(err))
	}
	s.tenant.asked, s.tenant.id, s.tenant.err = true, id, err
	return id, err
}

// unknownHost takes a host without an Atlassian name for Data Center, unless it
// behaves like a Cloud site behind a custom domain.
func (s *search) unknownHost(ctx context.Context) (*root, error) {
	because := "the host is none of Atlassian's, so it is taken for Data Center"
	if s.choice.version == V2 {
		return s.site(ctx, s.start.asCloudSite(), because)
	}
	r, err := s.try(ctx, s.start, V1, because)
	manners := s.last
	switch {
	case err == nil && (manners.hasDataCenterManners() || !manners.hasCloudManners() && s.start.context != "/wiki"):
		return r, nil
	case err == nil:
		space := s.space
		custom, siteErr := s.try(ctx, s.start.asCloudSite(), V2, "the host behaves like a Cloud site behind its own domain")
		if siteErr == nil {
			return custom, nil
		}
		s.space = space
		return r, nil
	case manners.hasDataCenterManners() || !mayBeElsewhere(err):
		return nil, err
	}
	id, tenantErr := s.cloudID(ctx, s.start)
	if tenantErr != nil {
		if asError(err).Kind == ScopedTokenOnSite {
			asError(err).Kind = BadCredential
		}
		return nil, err
	}
	return s.customDomain(ctx, id, err)
}

// mayBeElsewhere tells whether what came back may be a Cloud site's way of
// refusing a Data Center request.
func mayBeElsewhere(err error) bool {
	e := asError(err)
	onlyDataCenter := e.note == noteBasicDisabled || e.note == noteCaptcha
	return e.Status != 0 && !onlyDataCenter && e.Kind != Unavailable && e.Kind != RateLimited
}

func (s *search) customDomain(ctx context.Context, cloudID string, first error) (*root, error) {
	g, _ := s.start.gateway(cloudID)
	if s.target.Credential.isBearer() {
		return s.gateway(ctx, g, "the host is a Cloud site's own domain, and there a token without a user is only taken by the gateway")
	}
	if asError(first).Kind == ScopedTokenOnSite {
		return s.gateway(ctx, g, becauseScoped)
	}
	var refused error
	for _, version := range s.versions(V2, V1) {
		r, err := s.try(ctx, s.start.asCloudSite(), version, "the host is a Cloud site's own domain")
		if err == nil {
			return r, nil
		}
		refused = moreTelling(refused, err)
		if asError(err).Kind == ScopedTokenOnSite {
			return s.gateway(ctx, g, becauseScoped)
		}
		if asError(err).note == noteSpace && version == V2 {
			break
		}
	}
	return nil, refused
}

// withClientGrant goes through the gateway: client credentials exist on Cloud
// only, and there only the gateway takes their tokens.
func (s *search) withClientGrant(ctx context.Context) (*root, error) {
	if s.grant == nil {
		s.grant = &clientGrant{wire: s.wire.hasty(), server: s.start.authServer()}
		s.wire.auth = s.grant
	}
	if s.start.kind == Gateway {
		return s.gateway(ctx, s.start, "the address is a gateway's")
	}
	const because = "the credential is a client id, which only the gateway takes"
	if id, found, err := s.grantedCloudID(ctx); err != nil {
		return nil, err
	} else if found {
		g, _ := s.start.gateway(id)
		return s.gateway(ctx, g, because)
	}
	return s.throughTenant(ctx, s.start, because)
}

// grantedCloudID looks for the site among those that the client id may reach.
func (s *search) grantedCloudID(ctx context.Context) (string, bool, error) {
	g, known := s.start.gateway("")
	if !known {
		return "", false, &Error{Kind: WrongAddress, Operation: FindSpace, Cause: errors.New("the gateway of this cloud is not known; give the gateway's address as url")}
	}
	if s.granted == nil {
		if err := s.count(); err != nil {
			return "", false, err
		}
		s.wire.trusted[g.origin] = true
		sites, err := accessibleSites(ctx, s.wire.hasty(), g)
		if e := asError(err); err != nil && (e.note == noteOAuth || e.Kind == Cancelled) {
			return "", false, err
		}
		s.granted = append([]grantedSite{}, sites...)
		s.grantedKnown = err == nil
	}
	id, found := cloudIDOf(s.granted, s.start)
	if !found && s.grantedKnown && s.start.kind == CloudSite {
		return "", false, &Error{Kind: BadCredential, note: noteSiteNotGranted, Operation: FindSpace, Cause: errors.New(siteNames(s.granted))}
	}
	return id, found, nil
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

// moreTelling keeps the refusal from which a cure follows.
func moreTelling(a, b error) error {
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

// failure completes the refusal that ends a search.
func (s *search) failure(ctx context.Context, err error) error {
	e := asError(err)
	e.atDoor = true
	e.credential = s.target.Credential
	for _, a := range s.path {
		if a.route.Root != e.Route.Root || a.route.Kind != e.Route.Kind {
			e.Tried = append(e.Tried, a.text)
		}
	}
	if e.Route.API == "" {
		e.Route = Route{Kind: s.start.kind, API: s.start.base()}
	}
	if !s.choice.isAuto() && goesOn(err) {
		e.Auto = s.whatAutoFinds(ctx)
	}
	return e
}

// whatAutoFinds spends what is left of the probes on the way that would have
// been found without an explicit root.
func (s *search) whatAutoFinds(ctx context.Context) string {
	auto := *s
	auto.choice = rootChoice{}
	r, err := auto.run(ctx)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("API root %s (%s) on %s", r.route().Root, r.version, r.place.kind)
}
