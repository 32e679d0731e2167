package confluence

import (
	"encoding/base64"
	"strings"
	"testing"
)

func TestPlaceholdersAreNamedBeforeAnyRequest(t *testing.T) {
	t.Parallel()
	for _, value := range []string{
		"${{ secrets.CONFLUENCE_TOKEN }}", "'${{secrets.X}}'", "Bearer ${{ env.X }}", "${CONFLUENCE_TOKEN}", "${CONFLUENCE_TOKEN:-}", "$CONFLUENCE_TOKEN", "$confluence_token", "$TOKEN",
		"$(CONFLUENCE_TOKEN)", "$((TOKEN))", "$env:TOKEN", "%TOKEN%", "%Confluence_Token%", "{{ .Values.token }}", "#{TOKEN}#", "__TOKEN__", "@confluence.token@",
		"<token>", "<your API token>", "[your-token]", "your-token", "YOUR_API_TOKEN", "changeme", "change-me", "insert-token-here", "CONFLUENCE_TOKEN", "secrets.TOKEN", "env.TOKEN",
		"op://vault/confluence/token", "undefined", "null", "***", "*****", "••••••••", "xxxxxxxx", "XXXX", "...", "[MASKED]", "ATATT3xFfGF0abc...", "ATATT3xFf…",
	} {
		for name, c := range map[string]Credential{
			"token": {User: "ann@example.com", Token: value}, "client-secret": {ClientID: "id", ClientSecret: value},
			"user": {User: value, Token: "s3cret-token"}, "client-id": {ClientID: value, ClientSecret: "s3cret"},
		} {
			for _, url := range []string{siteURL, gatewayURL, "https://confluence.example.com"} {
				w := newWorld(t)
				_, err := Connect(t.Context(), Target{URL: url, Credential: c, Space: "DOCS"}, w.options())
				if !IsKind(err, BadCredential) || !asError(err).NoWayIn() || !strings.Contains(err.Error(), name+" holds") && !strings.Contains(err.Error(), name+" ends with") {
					t.Errorf("%s %q at %s: %v", name, value, url, err)
				}
				w.expect()
			}
		}
	}
}

func TestRealSecretsAreNoPlaceholders(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{
		"s3cret-token", "ATATT3xFfGF0pogUFVOH0_AjBEA8LJcnOJx_Ki4yl_PYkv-LwEBQQp3r37KZ=1A2B3C4D", "$ecretPassw0rd", "pa$$word", "100%sure%", "<3confluence.", "x", "token", "secret", "my_token",
		"eyJhbGciOi.eyJzdWIi.c2ln", "hunter2", "a*b*c", "correct horse battery staple", "$2y$10$abcdefghij", "p@ss@word", "{json}",
	} {
		if n, why := (Credential{User: "ann", Token: secret}).problem(DataCenter); n != noNote {
			t.Errorf("%q: %s", secret, why)
		}
	}
}

// A personal access token as Data Center makes them.
var serverToken = base64.StdEncoding.EncodeToString([]byte("603044998962:\xc9\xfd\x0a\x71\x74\xc9\x71\xa9\x57\xfd\x72\x46\xa1\x23\x87\x97\x0c\xdc\x97\x0c"))

func TestTokenOfTheOtherProductIsNamed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, url string
		token     string
		says      string
		requests  int
	}{
		{"Data Center's on a site", siteURL, serverToken, "personal access token of Data Center", 0},
		{"Data Center's on the gateway", gatewayURL, serverToken, "personal access token of Data Center", 0},
		{"Data Center's on a government site", "https://acme.atlassian-us-gov-mod.net", serverToken, "personal access token of Data Center", 0},
		{"Cloud's on Data Center", "https://confluence.example.com", "ATATT3xFfGF0abcdefgh", "API token of Atlassian's Cloud", 1},
		{"a service account's on Data Center", "https://confluence.example.com", "ATSTT3xFfGF0abcdefgh", "API token of Atlassian's Cloud", 1},
		{"GitHub's", siteURL, "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "token is one of GitHub", 0},
		{"GitHub's on Data Center", "https://confluence.example.com", "github_pat_abcdefghijklmnop", "token is one of GitHub", 0},
		{"GitLab's", siteURL, "glpat-abcdefghijklmnopqrst", "token is one of GitLab", 0},
		{"Bitbucket's", siteURL, "ATBBabcdefghijklmnopqrst", "token is one of Bitbucket", 0},
	}
	for _, tt := range tests {
		for _, user := range []string{"", "ann@example.com"} {
			w := newWorld(t).on("GET https://confluence.example.com/rest/api/space/DOCS", dcWrongPassword)
			_, err := Connect(t.Context(), Target{URL: tt.url, Credential: Credential{User: user, Token: tt.token}, Space: "DOCS"}, w.options())
			if !IsKind(err, BadCredential) || !strings.Contains(err.Error(), tt.says) || len(w.requests()) != tt.requests {
				t.Errorf("%s: %v\nafter%s", tt.name, err, lines(w.requests()))
			}
			if err != nil && strings.Contains(err.Error(), tt.token) {
				t.Errorf("%s: the token is shown: %v", tt.name, err)
			}
		}
	}
	if n, _ := (Credential{Token: serverToken}).problem(DataCenter); n != noNote {
		t.Error("Data Center does not take its own token")
	}
	if n, _ := (Credential{User: "ann@example.com", Token: "ATATT3xFfGF0abcdefgh"}).problem(CloudSite); n != noNote {
		t.Error("a site does not take its own token")
	}
}
