package confluence

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestCredentialNeverShows(t *testing.T) {
	t.Parallel()
	c := Credential{User: "ann@example.com", Token: "tok-3n", ClientID: "id", ClientSecret: "sec-r3t"}
	target := Target{URL: "https://acme.atlassian.net", Credential: c}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "c", c, "t", target)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "c", c, "t", target)
	encoded, _ := json.Marshal(target)
	for _, shown := range []string{
		fmt.Sprint(c), fmt.Sprintf("%+v", c), fmt.Sprintf("%#v", c), fmt.Sprintf("%s", c), fmt.Sprintf("%q", c), fmt.Sprintf("%x", c), fmt.Sprintf("%d", c),
		fmt.Sprintf("%v", target), fmt.Sprintf("%+v", &target), fmt.Sprintf("%#v", target), string(encoded), log.String(),
	} {
		for _, secret := range []string{"tok-3n", "sec-r3t", fmt.Sprintf("%x", "tok-3n")} {
			if strings.Contains(shown, secret) {
				t.Errorf("%s shows a secret", shown)
			}
		}
	}
}

func TestCredentialIsTrimmedWithAWarning(t *testing.T) {
	t.Parallel()
	w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", v2SpaceFound)
	var log []string
	o := w.options()
	o.Log = func(format string, args ...any) { log = append(log, fmt.Sprintf(format, args...)) }
	_, err := Connect(t.Context(), Target{URL: siteURL, Space: " DOCS\n", Credential: Credential{User: "ann@example.com", Token: "\"s3cret-token\"\r\n"}}, o)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.last().header.Get("Authorization"); got != apiToken.header() {
		t.Errorf("Authorization %s", got)
	}
	if len(log) != 2 || log[0] != "warning: token had white space or quotes around it; they were taken off" {
		t.Errorf("log %v", log)
	}
}
