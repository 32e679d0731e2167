package confluence

import (
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"unicode"
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

// String tells the kind of credential, not the credential.
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

// GoString keeps %#v as silent as %v.
func (c Credential) GoString() string { return "confluence.Credential{" + c.String() + "}" }

// Format keeps every other verb (%d, %x …) from walking over the fields.
func (c Credential) Format(s fmt.State, verb rune) {
	if verb == 'v' && s.Flag('#') {
		_, _ = s.Write([]byte(c.GoString()))
		return
	}
	_, _ = s.Write([]byte(c.String()))
}

// LogValue keeps log/slog from walking over the fields.
func (c Credential) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON encodes the kind of credential.
func (c Credential) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, "%q", c.String()), nil }

func (c Credential) isOAuth() bool  { return c.ClientID != "" && c.ClientSecret != "" }
func (c Credential) isBearer() bool { return c.User == "" && c.Token != "" }
func (c Credential) isEmpty() bool {
	return !c.isOAuth() && c.Token == ""
}

// needsGateway tells whether Cloud accepts the credential only through its
// gateway: every kind that is sent as Bearer.
func (c Credential) needsGateway() bool { return c.isOAuth() || c.isBearer() }

// header is the Authorization header for a credential that is sent as it is.
func (c Credential) header() string {
	if c.isBearer() {
		return "Bearer " + c.Token
	}
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(c.User+":"+c.Token))
}

// secrets lists what must not appear in anything a person or a file gets to see.
func (c Credential) secrets() []string {
	var s []string
	for _, v := range []string{c.Token, c.ClientSecret} {
		if v != "" {
			s = append(s, v)
		}
	}
	if c.User != "" && c.Token != "" {
		s = append(s, strings.TrimPrefix(c.header(), "Basic "))
	}
	return s
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

// problem says what keeps the credential from being sent at all, "" if nothing.
func (c Credential) problem() string {
	switch {
	case (c.ClientID == "") != (c.ClientSecret == ""):
		return "client-id and client-secret belong together, but only one of them is set"
	case c.isEmpty() && c.User != "":
		return "user is set, but token is empty"
	case c.isEmpty():
		return "no credential is set"
	case strings.ContainsFunc(c.Token+c.User+c.ClientID+c.ClientSecret, unicode.IsControl):
		return "the credential contains a line break or another control character in its middle; copy it again"
	}
	return ""
}

// authorize puts the credential on a request; the caller has checked that the
// request goes to the host it was meant for.
func (c Credential) authorize(r *http.Request) { r.Header.Set("Authorization", c.header()) }
