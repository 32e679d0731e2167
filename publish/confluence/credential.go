package confluence

import (
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"unicode"

	"github.com/pagewright/pagewright/publish/redact"
)

// Credential is what the user proves to be who they are with: User and Token
// (e-mail and API token, or user name and password), Token alone (sent as
// Bearer: personal access token, OAuth access token), or ClientID and
// ClientSecret (OAuth 2.0 client credentials of a service account).
//
// It never shows its secrets when printed, logged or encoded.
type Credential struct {
	User, Token, ClientID, ClientSecret string
}

const hidden = "***"

// String returns the kind of credential, not the credential.
func (c Credential) String() string { return c.kind() + " " + hidden }

func (c Credential) kind() string {
	switch {
	case c.isOAuth():
		return "OAuth client credentials"
	case c.isBearer():
		return "token without a user"
	case c.isEmpty():
		return "no credential"
	}
	return "user and token"
}

// GoString keeps the secrets out of %#v.
func (c Credential) GoString() string { return "confluence.Credential{" + c.String() + "}" }

// Format keeps every other verb (%d, %x …) from printing the fields.
func (c Credential) Format(s fmt.State, verb rune) {
	if verb == 'v' && s.Flag('#') {
		_, _ = s.Write([]byte(c.GoString()))
		return
	}
	_, _ = s.Write([]byte(c.String()))
}

// LogValue keeps log/slog from printing the fields.
func (c Credential) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON encodes the kind of credential.
func (c Credential) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, "%q", c.String()), nil }

func (c Credential) isOAuth() bool  { return c.ClientID != "" && c.ClientSecret != "" }
func (c Credential) isBearer() bool { return c.User == "" && c.Token != "" }
func (c Credential) isEmpty() bool {
	return !c.isOAuth() && c.Token == ""
}

// needsGateway reports whether Cloud accepts the credential only through its
// gateway: every kind that is sent as Bearer.
func (c Credential) needsGateway() bool { return c.isOAuth() || c.isBearer() }

// header is the Authorization header for a credential that is sent as it is.
func (c Credential) header() string {
	if c.isBearer() {
		return "Bearer " + c.Token
	}
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(c.User+":"+c.Token))
}

// Hide makes the secrets known to a redactor, with and without what copying
// tends to add. What is a placeholder is no secret, and may be named.
func (c Credential) Hide(r *redact.Redactor) {
	for _, pair := range [][2]string{{c.User, c.Token}, {c.ClientID, c.ClientSecret}} {
		user, secret := bareValue(pair[0]), bareValue(pair[1])
		if secret == "" || isPlaceholder(secret) {
			continue
		}
		r.AddCredential(user, secret)
		r.AddCredential(user, pair[1])
		if alone := secret[strings.LastIndexAny(secret, " \t:")+1:]; len(alone) >= leastToken && mistakenForToken(secret, user, CloudSite) != "" {
			r.AddCredential(user, alone)
		}
	}
	if c.Token != "" && !isPlaceholder(bareValue(c.Token)) {
		r.Add(c.header()) // also that of a short token
	}
}

// cleaned takes off what copying a secret into a settings page tends to add.
func (c Credential) cleaned(log func(string, ...any)) Credential {
	clean := func(name, value string) string {
		bare := bareValue(value)
		if bare != value {
			log("warning: %s had white space or quotes around it; they were taken off", name)
		}
		return bare
	}
	return Credential{
		User:         clean("user", c.User),
		Token:        clean("token", c.Token),
		ClientID:     clean("client-id", c.ClientID),
		ClientSecret: clean("client-secret", c.ClientSecret),
	}
}

func bareValue(value string) string {
	return strings.TrimFunc(value, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'`\u201c\u201d\u2018\u2019\ufeff\u200b", r)
	})
}

// authorize puts the credential on a request; the caller has checked that the
// request goes to the host it was meant for.
func (c Credential) authorize(r *http.Request) { r.Header.Set("Authorization", c.header()) }
