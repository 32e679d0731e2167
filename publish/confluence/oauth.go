package confluence

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// A clientGrant turns client id and secret into access tokens and keeps the
// present one, in memory only. There is no refresh token: a new one is asked for
// shortly before the old one ends, and when it is refused in mid-run.
// https://support.atlassian.com/user-management/docs/create-oauth-2-0-credential-for-service-accounts
type clientGrant struct {
	transport *transport
	server    string // scheme://host of the authorization server

	mu    sync.Mutex // held while a token is fetched, so that it is fetched once
	token string
	until time.Time
}

const (
	renewBefore  = time.Minute
	usualSeconds = 3600
)

func (g *clientGrant) authorize(ctx context.Context, r *http.Request) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.token == "" || g.transport.options.Clock.Now().After(g.until) {
		if err := g.fetch(ctx); err != nil {
			return err
		}
	}
	r.Header.Set("Authorization", "Bearer "+g.token)
	return nil
}

// renew fetches a new token unless another request has done so since r was sent.
func (g *clientGrant) renew(ctx context.Context, r *http.Request) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if r.Header.Get("Authorization") != "Bearer "+g.token {
		return true
	}
	return g.fetch(ctx) == nil
}

func (g *clientGrant) fetch(ctx context.Context) error {
	form := url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {g.transport.credential.ClientID},
		"client_secret": {g.transport.credential.ClientSecret},
	}
	a, err := g.transport.do(ctx, request{
		op: fetchToken, method: http.MethodPost, url: g.server + "/oauth/token", kind: Gateway, open: true, repeatable: true, answered: true,
		contentType: "application/x-www-form-urlencoded", body: []byte(form.Encode()),
	})
	if err != nil {
		e := asError(err)
		if e.Status/100 == 4 && e.Kind != RateLimited {
			e.Kind, e.note = BadCredential, noteOAuth
		}
		return e
	}
	var granted struct {
		AccessToken string  `json:"access_token"`
		ExpiresIn   float64 `json:"expires_in"`
	}
	if err := json.Unmarshal(a.body, &granted); err != nil || granted.AccessToken == "" {
		return &Error{Kind: BadCredential, note: noteOAuth, Operation: fetchToken, Status: a.status}
	}
	if granted.ExpiresIn <= 0 {
		granted.ExpiresIn = usualSeconds
	}
	g.transport.options.Redactor.AddCredential("", granted.AccessToken)
	g.transport.options.Redactor.Add("Bearer " + granted.AccessToken) // also a short one
	life := time.Duration(granted.ExpiresIn * float64(time.Second))
	g.token, g.until = granted.AccessToken, g.transport.options.Clock.Now().Add(life-min(renewBefore, life/2))
	return nil
}
