package rest

import (
	"crypto/subtle"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
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

// Authenticate puts the credential into a request, in the form in which its kind is sent.
func (c Credential) Authenticate(r *http.Request) {
	if c.Bearer {
		r.Header.Set("Authorization", "Bearer "+c.Token)
	} else {
		r.SetBasicAuth(c.User, c.Token)
	}
}

// Scoped reports whether the gateway looks at scopes.
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

// List returns all credentials, without the access tokens that were issued by /oauth/token.
func (c *Credentials) List() []Credential {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(c.list), func(x Credential) bool { return x.Name == "" })
}

// Has reports whether there is a credential with this name.
func (c *Credentials) Has(name string) bool {
	_, ok := c.find(func(x Credential) bool { return name != "" && x.Name == name })
	return ok
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
