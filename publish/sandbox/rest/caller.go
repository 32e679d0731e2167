package rest

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// caller is who sent a request.
type caller struct {
	user       store.User
	credential Credential
}

func (c caller) anonymous() bool { return c.user.AccountID == "" }

// announce adds the headers by which Data Center tells who it took the caller for.
func (c caller) announce(h http.Header, p place) {
	if p.family != dc {
		return
	}
	h.Set("X-Asen", "SEN-L00000000")
	h.Set("X-Seraph-Loginreason", "OK")
	h.Set("X-Ausername", cmp.Or(c.user.Name, "anonymous"))
}

// authenticate finds the caller. On Cloud a pair that does not verify is an anonymous caller, not an error.
func (a *API) authenticate(r *http.Request, p place) (caller, *refusal) {
	if p.gateway && p.cloudID != a.CloudID {
		return caller{}, a.unknownPrefix(r)
	}
	scheme, value, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	user, password, basic := r.BasicAuth()
	switch {
	case p.family == dc && basic:
		return a.dataCenterPassword(p, user, password)
	case p.family == dc && strings.EqualFold(scheme, "Bearer"):
		return a.dataCenterToken(p, value)
	case basic:
		return a.cloudToken(p, user, password)
	case strings.EqualFold(scheme, "Bearer"):
		return a.cloudBearer(r, p, value)
	}
	return caller{}, nil
}

func (a *API) dataCenterPassword(p place, user, password string) (caller, *refusal) {
	known, ok := a.credentials.find(func(c Credential) bool { return c.DataCenter && !c.Bearer && strings.EqualFold(c.User, user) })
	switch {
	case ok && known.Locked:
		return caller{}, p.loginFailed("AUTHENTICATION_DENIED")
	case ok && same(known.Token, password) && known.valid(a.Now()):
		return a.as(known), nil
	}
	return caller{}, p.loginFailed("AUTHENTICATED_FAILED")
}

func (a *API) dataCenterToken(p place, token string) (caller, *refusal) {
	known, ok := a.credentials.find(func(c Credential) bool { return c.DataCenter && c.Bearer && same(c.Token, token) })
	if !ok || !known.valid(a.Now()) {
		return caller{}, p.loginFailed("AUTHENTICATED_FAILED")
	}
	return a.as(known), nil
}

func (a *API) cloudToken(p place, user, token string) (caller, *refusal) {
	known, ok := a.credentials.find(func(c Credential) bool {
		return !c.DataCenter && !c.Bearer && strings.EqualFold(c.User, user) && same(c.Token, token)
	})
	switch {
	case ok && known.valid(a.Now()) && known.Scoped() && p.onSite():
		return caller{}, scopedOnSite
	case ok && known.valid(a.Now()):
		return a.as(known), nil
	case p.onSite() && same(a.credentials.passwords[strings.ToLower(user)], token):
		return caller{}, passwordOnSite
	}
	return caller{}, nil
}

// cloudBearer takes OAuth's access tokens, and API tokens of service accounts, at the gateway only.
func (a *API) cloudBearer(r *http.Request, p place, token string) (caller, *refusal) {
	if p.onSite() {
		return caller{}, bearerOnSite(r, when(a.Now()))
	}
	known, ok := a.credentials.find(func(c Credential) bool { return !c.DataCenter && same(c.Token, token) })
	switch {
	case !ok, known.Bearer && !known.valid(a.Now()):
		return caller{}, gatewayUnauthorized
	case known.Bearer, known.Scoped() && known.valid(a.Now()) && strings.HasSuffix(known.User, "@serviceaccount.atlassian.com"):
		return a.as(known), nil
	}
	return caller{}, nil
}

func (a *API) as(c Credential) caller {
	user, err := a.Store.User(c.AccountID)
	if err != nil {
		return caller{}
	}
	return caller{user: user, credential: c}
}
