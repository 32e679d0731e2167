package confluence

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// What is no token alone is named before anything is sent, and never shown.
func TestWhatIsNoTokenAlone(t *testing.T) {
	t.Parallel()
	const secret = "s3cret-token-of-ann"
	both := "ann@example.com:" + secret
	for value, said := range map[string]string{
		"Bearer " + secret:  "Bearer",
		"bearer  " + secret: "Bearer",
		"Basic " + base64.StdEncoding.EncodeToString([]byte(both)): "Basic",
		"Authorization: Bearer " + secret:                          "Authorization",
		both:                                                       "user and token together",
		"ann:" + secret:                                            "",
		base64.StdEncoding.EncodeToString([]byte(both)): "Base64",
		"CONFLUENCE_TOKEN=" + secret:                    "a line that sets a token",
		"token: " + secret:                              "a line that sets a token",
		`{"token":"` + secret + `"}`:                    "JSON",
		"s3cret token-of-ann-with":                      "several words",
		"https://example.com/" + secret:                 "an address",
		"ann@example.com":                               "an e-mail address",
	} {
		for _, user := range []string{"", "ann@example.com"} {
			w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", v2SpaceFound)
			var log []string
			o := w.options()
			o.Log = func(format string, args ...any) { log = append(log, fmt.Sprintf(format, args...)) }
			_, err := Connect(t.Context(), Target{URL: siteURL, Space: "DOCS", Credential: Credential{User: user, Token: value}}, o)
			switch {
			case said == "":
				continue // it may be one
			case !IsKind(err, BadCredential) || !strings.Contains(err.Error(), said) || len(w.requests()) > 0:
				t.Errorf("%q: %v, sent %v", value, err, w.requests())
			case strings.Contains(err.Error()+strings.Join(log, ""), secret), strings.Contains(err.Error(), "token-of-ann"):
				t.Errorf("%q shows the secret: %v", value, err)
			}
		}
	}
}

// A person may choose any password on Data Center.
func TestPasswordsMayLookLikeAnything(t *testing.T) {
	t.Parallel()
	for _, password := range []string{"correct horse battery", "basic training", "secret: 7", "a:b", "{a:b}", "https://x"} {
		c := Credential{User: "ann", Token: password}
		if n, why := c.problem(DataCenter); n != noNote {
			t.Errorf("%q is refused: %s", password, why)
		}
	}
	if n, _ := (Credential{User: "ann", Token: "ann ATATT3xFfGF0"}).problem(DataCenter); n != noteNotAlone {
		t.Error("a token of Cloud with its user in front is sent")
	}
}
