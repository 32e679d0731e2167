package rest

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// tokenLife is how long an access token of client credentials works (support.atlassian.com, "Create OAuth 2.0
// credential for service accounts").
const tokenLife = time.Hour

// tenantInfo tells the site's cloud id to everybody.
func (a *API) tenantInfo(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, object{"cloudId": a.CloudID})
}

// token issues access tokens for client credentials, sent as a form or as JSON.
func (a *API) token(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		writeJSON(w, http.StatusMethodNotAllowed, object{"error": "method_not_allowed", "error_description": "Use POST."})
		return
	}
	grant, clientID, secret := tokenRequest(r)
	if grant != "client_credentials" {
		writeJSON(w, http.StatusBadRequest, object{"error": "unsupported_grant_type", "error_description": "Unsupported grant type: " + grant})
		return
	}
	client, ok := a.credentials.find(func(c Credential) bool { return c.Name != "" && same(c.ClientID, clientID) })
	if !ok || client.Revoked || !same(client.ClientSecret, secret) {
		writeJSON(w, http.StatusUnauthorized, object{"error": "access_denied", "error_description": "Unauthorized"})
		return
	}
	issued := client
	issued.Name, issued.Bearer, issued.Token, issued.Expires = "", true, rand.Text()+rand.Text(), a.Now().Add(tokenLife)
	a.credentials.Add(issued)
	w.Header().Set("Cache-Control", "no-store")
	writeJSON(w, http.StatusOK, object{
		"access_token": issued.Token, "expires_in": int(tokenLife.Seconds()), "token_type": "Bearer", "scope": strings.Join(client.Scopes, " "),
	})
}

func tokenRequest(r *http.Request) (grant, clientID, secret string) {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var body struct {
			Grant    string `json:"grant_type"`
			ClientID string `json:"client_id"`
			Secret   string `json:"client_secret"`
		}
		_ = json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<16)).Decode(&body)
		return body.Grant, body.ClientID, body.Secret
	}
	clientID, secret = r.FormValue("client_id"), r.FormValue("client_secret")
	if user, password, ok := r.BasicAuth(); ok {
		clientID, secret = user, password
	}
	return r.FormValue("grant_type"), clientID, secret
}

// accessibleResources lists the sites an OAuth token opens.
func (a *API) accessibleResources(w http.ResponseWriter, r *http.Request) {
	_, bearer, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	known, ok := a.credentials.find(func(c Credential) bool { return !c.DataCenter && c.Bearer && same(c.Token, bearer) })
	if !ok || !known.valid(a.Now()) {
		gatewayUnauthorized.write(w)
		return
	}
	origin := locate(r, a.SiteName).base
	origin = strings.TrimSuffix(origin, "/wiki")
	writeJSON(w, http.StatusOK, []object{{
		"id": a.CloudID, "name": strings.TrimSuffix(a.SiteName, ".atlassian.net"), "url": origin,
		"scopes": known.Scopes, "avatarUrl": origin + "/avatar.png",
	}})
}
