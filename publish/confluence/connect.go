package confluence

import (
	"context"
	"fmt"
	"net/http"
)

// Connect finds the way in: the host, the API root and the form in which the
// credential is accepted. The rule gives a first guess, the look-up of the space
// confirms it, and a refusal leads to the next guess; nothing is tried twice, and
// at most six requests are made, none of which can change anything.
//
// An *Error says why there is no way in, and what to change. Settings that
// [CheckAPIRoot] refuses are another error.
func Connect(ctx context.Context, t Target, o Options) (*Client, error) {
	s, err := newSearch(t, o)
	if err != nil {
		return nil, err
	}
	r, err := s.run(ctx)
	if err != nil {
		return nil, s.failure(ctx, err)
	}
	s.openGate()
	c := newClient(s.transport, s.clock, r)
	if s.space.ID != "" {
		c.keepSpace(s.space)
	}
	s.transport.options.Log("%s", c.Route())
	return c, nil
}

const (
	becauseScoped    = "the site refused the token, as it does with tokens that have scopes, which only the gateway takes"
	becauseOwnDomain = "the host is a Cloud site's own domain"
	becauseLikeCloud = "the host answers like a Cloud site behind its own domain"
)

func (s *search) run(ctx context.Context) (*root, error) {
	switch {
	case s.target.Credential.isOAuth():
		return s.withClientGrant(ctx)
	case s.start.kind == Gateway:
		return s.gateway(ctx, s.start, "the address is a gateway's")
	case s.start.kind == CloudSite && s.target.Credential.isBearer():
		return s.viaTenant(ctx, s.start, "the site is on Cloud, where a token without a user is only taken by the gateway")
	case s.start.kind == CloudSite:
		return s.site(ctx, s.start, "the address is a Cloud site's")
	}
	return s.unknownHost(ctx)
}

// gateway tries both roots behind the gateway, v1 first.
func (s *search) gateway(ctx context.Context, p endpoint, because string) (*root, error) {
	var refused error
	for _, version := range s.versions(V1, V2) {
		r, err := s.try(ctx, p, version, because)
		if err == nil {
			return r, nil
		}
		refused = moreSpecific(refused, err)
		if !mayTryNext(err) {
			return nil, refused
		}
		because = "v1 was refused: " + asError(err).brief()
	}
	return nil, refused
}

// site tries both roots on a Cloud site, v2 first, and then the gateway if what
// the site says can mean that the token has scopes.
func (s *search) site(ctx context.Context, p endpoint, because string) (*root, error) {
	var refused error
	mayHaveScopes := false
	for _, version := range s.versions(V2, V1) {
		r, err := s.try(ctx, p, version, because)
		if err == nil {
			return r, nil
		}
		e := asError(err)
		refused = moreSpecific(refused, err)
		switch {
		case e.Kind == ScopedTokenOnSite:
			return s.viaTenant(ctx, p, becauseScoped)
		case e.note == noteSpace && version == V2:
			return nil, refused
		case version == V2 && (e.Kind == BadCredential || e.Kind == Forbidden) && e.note == noNote:
			mayHaveScopes = true // v2 shows such a token the answer of a wrong one; v1 tells them apart
		case e.Kind == Gone: // and so v1 cannot tell
		case mayTryNext(err):
			mayHaveScopes = false
		default:
			return nil, refused
		}
		because = "v2 was refused: " + e.brief()
	}
	if !mayHaveScopes {
		return nil, refused
	}
	r, err := s.viaTenant(ctx, p, becauseScoped)
	if err != nil {
		return nil, moreSpecific(err, refused)
	}
	return r, nil
}

// viaTenant finds the site's cloud id and goes through the gateway.
func (s *search) viaTenant(ctx context.Context, p endpoint, because string) (*root, error) {
	id, err := s.cloudID(ctx, p)
	if err != nil && asError(err).Status == 0 {
		return nil, err
	}
	g, known := p.gateway(id)
	if err != nil || !known {
		return nil, &Error{Kind: ScopedTokenOnSite, Operation: FindSpace, Subject: "space " + s.target.Space}
	}
	return s.gateway(ctx, g, because)
}

// unknownHost takes a host without an Atlassian name for Data Center, unless it
// behaves like a Cloud site behind a domain of its own.
func (s *search) unknownHost(ctx context.Context) (*root, error) {
	because := "the host is none of Atlassian's, so it is taken for Data Center"
	if s.choice.version == V2 {
		return s.site(ctx, s.start.withV2(), because)
	}
	r, err := s.try(ctx, s.start, V1, because)
	dataCenter := s.last.looksLikeDataCenter()
	switch {
	case err == nil && (dataCenter || s.start.context != "/wiki" && !s.seemsCloud):
		return r, nil
	case err == nil && !s.choice.isAuto():
		return s.checkKind(ctx, r)
	case err == nil:
		return s.preferV2(ctx, r)
	case dataCenter || !mayBeElsewhere(err):
		return nil, err
	}
	if _, tenantErr := s.cloudID(ctx, s.start); tenantErr != nil {
		if asError(err).Kind == ScopedTokenOnSite {
			asError(err).Kind = BadCredential
		}
		if s.seemsCloud {
			s.isCloudSite(becauseLikeCloud)
		}
		return nil, err
	}
	s.isCloudSite(becauseOwnDomain)
	because = becauseOwnDomain
	switch {
	case s.target.Credential.isBearer():
		return s.viaTenant(ctx, s.start, because+", and there a token without a user is only taken by the gateway")
	case asError(err).Kind == ScopedTokenOnSite:
		return s.viaTenant(ctx, s.start, becauseScoped)
	}
	return s.site(ctx, s.start.asCloudSite(), because)
}

// isCloudSite corrects what was noted down while the host was taken for Data
// Center: the remedy for a refusal depends on the kind of host.
func (s *search) isCloudSite(because string) {
	for _, e := range s.refused {
		if e.Route.Kind == DataCenter {
			e.Route.Kind, e.Route.Reason = CloudSite, s.reason(because)
		}
	}
}

// checkKind keeps the root that the user named, which answered, and finds out
// only whether a Cloud site is behind it: some operations have another form there.
func (s *search) checkKind(ctx context.Context, answered *root) (*root, error) {
	_, err := s.cloudID(ctx, s.start)
	switch {
	case IsKind(err, Cancelled):
		return nil, err
	case err == nil || s.start.context == "/wiki" && s.seemsCloud:
		return answered.onCloud(answered.reason), nil
	case isPassing(err):
		return nil, err // to guess would be to write in the other kind's form
	}
	return answered, nil
}

// preferV2 looks whether the host that answered on v1 also has v2 at the same
// address, and so is a Cloud site. Where v2 says nothing about that, the question
// for the site's cloud id decides.
func (s *search) preferV2(ctx context.Context, answered *root) (*root, error) {
	space := s.space
	r, err := s.try(ctx, s.start.onCloud(), V2, becauseLikeCloud)
	if err == nil {
		return r, nil
	}
	e := asError(err)
	if e.Kind == Cancelled {
		return nil, err
	}
	s.space = space
	isV2 := e.Kind == Scope || e.note == noteSpace || e.Kind == BadCredential && e.Status == http.StatusNotFound // which only v2 answers so
	isCloud := s.seemsCloud || isV2
	if !isCloud && e.Kind != WrongAddress {
		_, tenantErr := s.cloudID(ctx, s.start)
		if IsKind(tenantErr, Cancelled) || tenantErr != nil && isPassing(tenantErr) && isPassing(err) {
			return nil, tenantErr
		}
		isCloud = tenantErr == nil
	}
	if isCloud {
		return answered.onCloud(s.reason("v2 was refused: " + e.brief())), nil
	}
	return answered, nil
}

// withClientGrant goes through the gateway: client credentials exist on Cloud
// only, and there only the gateway takes their tokens.
func (s *search) withClientGrant(ctx context.Context) (*root, error) {
	if s.grant == nil {
		s.grant = &clientGrant{transport: s.transport.forProbe().withOwnGate(), server: s.start.authServer()}
		s.transport.auth = s.grant
	}
	if s.start.kind == Gateway {
		return s.gateway(ctx, s.start, "the address is a gateway's")
	}
	const because = "the credential is a client id, which only the gateway takes"
	id, found, err := s.grantedCloudID(ctx)
	if err != nil {
		return nil, err
	}
	if found {
		g, _ := s.start.gateway(id)
		return s.gateway(ctx, g, because)
	}
	r, err := s.viaTenant(ctx, s.start, because)
	if err != nil && s.tenant.err != nil && s.granted.known {
		return nil, s.notGranted()
	}
	return r, err
}

// failure completes the refusal that ends a search.
func (s *search) failure(ctx context.Context, err error) error {
	e := asError(err)
	e.connecting = true
	e.credential = s.target.Credential
	for _, r := range s.refused {
		if r.Route.Root != e.Route.Root || r.Route.Kind != e.Route.Kind {
			e.Tried = append(e.Tried, fmt.Sprintf("API root %s on %s: %s", r.Route.Root, r.Route.Kind, r.brief()))
		}
	}
	if e.Route.API == "" {
		e.Route = Route{Kind: s.start.kind, API: s.start.base()}
	}
	if e.Kind == BadCredential && e.note == noNote {
		e.note = e.credential.mistaken(e.Route.Kind)
	}
	if !s.choice.isAuto() && s.mayAutoFind(e) {
		e.Auto = s.autoRoute(ctx)
	}
	return e
}

// mayAutoFind reports whether another root may answer better than the one that the
// user named. v2 says the same of a credential as v1 does, so that there the
// gateway, which has been tried then, was the only hope.
func (s *search) mayAutoFind(e *Error) bool {
	switch {
	case mayTryNext(e), e.Kind == ScopedTokenOnSite, e.Kind == Forbidden:
		return true
	case e.Kind == BadCredential:
		return e.note == noNote && s.choice.version == V1
	}
	return false
}

// autoRoute spends what is left of the probes on the way that would have
// been found without an explicit root.
func (s *search) autoRoute(ctx context.Context) string {
	auto := *s
	auto.choice = rootChoice{}
	r, err := auto.run(ctx)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("API root %s (%s) on %s", r.route().Root, r.version, r.endpoint.kind)
}
