package rest

import (
	"cmp"
	"crypto/subtle"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// Credential is something a client can authenticate with.
type Credential struct {
	Name         string   // its kind, unique: "unscoped", "classic-scoped", …
	User         string   // e-mail address or Data Center user name; "" for a token that is sent alone
	Token        string   // API token, password, personal access token or access token
	Bearer       bool     // sent as Bearer, else as Basic with User
	Scopes       []string // full names; none: the token is not scoped
	ClientID     string   // of OAuth client credentials, whose Token is fetched from /oauth/token
	ClientSecret string
	DataCenter   bool   // for Data Center, else for Cloud
	AccountID    string // whose it is
	Revoked      bool
	Expires      time.Time // zero: never
	Locked       bool      // Data Center: too many failed logins, a CAPTCHA must be solved first
}

// Scoped tells whether the gateway looks at scopes.
func (c Credential) Scoped() bool { return len(c.Scopes) > 0 }

// Credentials are all the credentials a server knows. They are safe for concurrent use.
type Credentials struct {
	mu        sync.Mutex
	list      []Credential
	passwords map[string]string // Cloud: e-mail → the account's own password, which the API does not take
}

// NewCredentials makes a set; passwords are those of Cloud accounts by e-mail address.
func NewCredentials(list []Credential, passwords map[string]string) *Credentials {
	return &Credentials{list: slices.Clone(list), passwords: passwords}
}

// List gives all credentials, without the access tokens that were issued by /oauth/token.
func (c *Credentials) List() []Credential {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(c.list), func(x Credential) bool { return x.Name == "" })
}

// Add adds a credential, or replaces the one with its name.
func (c *Credentials) Add(credential Credential) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if i := slices.IndexFunc(c.list, func(x Credential) bool { return x.Name != "" && x.Name == credential.Name }); i >= 0 {
		c.list[i] = credential
		return
	}
	c.list = append(c.list, credential)
}

// Change changes the credential with this name, and the access tokens that were issued for it.
func (c *Credentials) Change(name string, change func(*Credential)) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	i := slices.IndexFunc(c.list, func(x Credential) bool { return x.Name == name })
	if i < 0 || name == "" {
		return fmt.Errorf("there is no credential %q", name)
	}
	change(&c.list[i])
	for j := range c.list {
		if c.list[j].Name == "" && c.list[j].ClientID == c.list[i].ClientID {
			change(&c.list[j])
		}
	}
	return nil
}

func (c *Credentials) find(is func(Credential) bool) (Credential, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if i := slices.IndexFunc(c.list, is); i >= 0 {
		return c.list[i], true
	}
	return Credential{}, false
}

func same(a, b string) bool { return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func (c Credential) valid(now time.Time) bool {
	return !c.Revoked && (c.Expires.IsZero() || now.Before(c.Expires))
}

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
		return caller{}, springNotFound(r)
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
