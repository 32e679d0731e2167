package confluence

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func summary(d Diagnosis) string {
	var b strings.Builder
	for _, s := range d.Steps {
		b.WriteString(s.Name + ": " + string(s.State) + "\n")
	}
	return b.String()
}

func TestDiagnosisOfAGoodTarget(t *testing.T) {
	t.Parallel()
	classic, _ := LeastScopes(append([]Operation{FindSpace, ReadPage}, plan...), V1)
	w := scopedGateway(t, true, append(classic, "read:confluence-user")...).
		on("GET "+gatewayURL+"/rest/api/user/current", jsonAnswer(200, `{"type":"known","displayName":"Ann"}`)).
		on("GET "+gatewayURL+"/rest/api/content/65600", jsonAnswer(200, `{"id":"65600","title":"Home"}`))
	d := Diagnose(t.Context(), Target{URL: gatewayURL, Credential: apiToken, Space: "DOCS"}, w.options(), []Operation{CreatePage, UploadAttachment})
	want := "address: passed\nhost kind: passed\ncredential: passed\nAPI root: passed\nspace: passed\nparent: passed\ncreate a page: passed\nupload an attachment: passed\n"
	if got := summary(d); got != want || !d.OK() || d.Err != nil {
		t.Errorf("%s%v", got, d.Err)
	}
	if got := strings.Join(d.Classic, " "); got != "write:confluence-content write:confluence-file" {
		t.Errorf("least scopes %s", got)
	}
	for _, s := range d.Steps {
		if strings.Contains(s.Detail, "/ex/confluence/") {
			t.Errorf("the gateway's address is shown: %+v", s)
		}
	}
	if encoded, err := json.Marshal(d); err != nil || strings.Contains(string(encoded), "/ex/confluence/") || !strings.Contains(string(encoded), `"route":{"kind":"gateway","apiRoot":"wiki/rest/api","version":"v1"`) {
		t.Errorf("%s %v", encoded, err)
	}
	if d.Steps[2].Detail != "user and token of Ann" || d.Steps[5].Detail != `"Home"` {
		t.Errorf("%+v", d.Steps)
	}
}

func TestDiagnosisShowsWhereTheWayEnds(t *testing.T) {
	t.Parallel()
	page := func(id string) http.HandlerFunc { return jsonAnswer(200, `{"id":"`+id+`","title":"P"}`) }
	tests := []struct {
		name   string
		target Target
		world  func(*world)
		failed string
		remedy string
	}{
		{"no address", Target{Credential: apiToken}, nil, "address", "Set url"},
		{"no credential", Target{URL: siteURL, Credential: Credential{User: "x"}}, nil, "credential", "Set user to the e-mail"},
		{"revoked", Target{URL: gatewayURL}, func(w *world) {
			w.on("GET "+gatewayURL+"/rest/api/space/DOCS", v1Anonymous)
		}, "credential", "Make a new API token"},
		{"scopes", Target{URL: gatewayURL}, func(w *world) {
			w.on("GET "+gatewayURL+"/rest/api/space/DOCS", scopeMismatch).on("GET "+gatewayURL+"/api/v2/spaces", scopeMismatch)
		}, "API root", "Make a new token"},
		{"space", Target{URL: siteURL}, func(w *world) { w.on("GET "+siteURL+"/api/v2/spaces", v2NoSpace) }, "space", "Check the setting space"},
		{"parent by address", Target{URL: siteURL, Parent: siteURL + "/spaces/DOCS/pages/77/Gone"}, func(w *world) {
			w.on("GET "+siteURL+"/api/v2/spaces", v2SpaceFound).on("GET "+siteURL+"/api/v2/pages/77", jsonAnswer(404, `{"errors":[{"title":"Cannot find a page with id [77]"}]}`))
		}, "parent", "Check that it still exists"},
		{"parent by title", Target{URL: siteURL, Parent: "Handbook"}, func(w *world) {
			w.on("GET "+siteURL+"/api/v2/spaces", v2SpaceFound).on("GET "+siteURL+"/api/v2/spaces/65537/pages", jsonAnswer(200, `{"results":[]}`))
		}, "parent", "Check that it still exists"},
		{"answered as anonymous", Target{URL: siteURL}, func(w *world) {
			w.on("GET "+siteURL+"/api/v2/spaces", v2SpaceFound).on("GET "+siteURL+"/api/v2/pages/65600", page("65600")).
				on("GET "+siteURL+"/rest/api/user/current", jsonAnswer(200, `{"type":"anonymous"}`))
		}, "credential", "Make a new API token"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			if tt.world != nil {
				tt.world(w)
			}
			if tt.target.Credential == (Credential{}) {
				tt.target.Credential = apiToken
			}
			tt.target.Space = "DOCS"
			d := Diagnose(t.Context(), tt.target, w.options(), nil)
			var failed []string
			for _, s := range d.Steps {
				if s.State == Failed {
					failed = append(failed, s.Name)
					if !strings.Contains(s.Remedy, tt.remedy) || s.Detail == "" {
						t.Errorf("%+v, want the remedy %q", s, tt.remedy)
					}
				}
			}
			if strings.Join(failed, " ") != tt.failed || d.OK() || d.Err == nil {
				t.Errorf("failed: %v, want %s\n%s", failed, tt.failed, summary(d))
			}
		})
	}
}

func TestDiagnosisNamesEachOperationThatLacksItsScope(t *testing.T) {
	t.Parallel()
	w := scopedGateway(t, false, "read:space:confluence", "read:page:confluence", "write:page:confluence")
	d := Diagnose(t.Context(), Target{URL: gatewayURL, Credential: apiToken, Space: "DOCS"}, w.options(), []Operation{CreatePage, UploadAttachment, AddLabels})
	got := summary(d)
	if !strings.HasSuffix(got, "create a page: passed\nupload an attachment: failed\nadd labels to a page: failed\n") {
		t.Errorf("%s", got)
	}
}

func TestDiagnosisOfARefusalSaysAllThatIsKnown(t *testing.T) {
	t.Parallel()
	detail := func(w *world, target Target, step string) string {
		target.Credential, target.Space = apiToken, "DOCS"
		for _, s := range Diagnose(t.Context(), target, w.options(), Publishing()).Steps {
			if s.Name == step {
				return s.Detail
			}
		}
		return ""
	}
	refusing := func() *world {
		return newWorld(t).on("GET "+siteURL+"/api/v2/spaces", v2Anonymous).on("GET "+siteURL+"/rest/api/space/DOCS", v1Anonymous)
	}
	scopeless := func() *world {
		return newWorld(t).on("GET "+gatewayURL+"/rest/api/space/DOCS", scopeMismatch).on("GET "+gatewayURL+"/api/v2/spaces", scopeMismatch)
	}
	tests := []struct {
		name   string
		world  *world
		target Target
		step   string
		says   []string
	}{
		{"the address of a site", refusing(), Target{URL: "acme.atlassian.net/wiki/spaces/X/overview"}, "address", []string{siteURL}},
		{"the answer of a site", refusing(), Target{URL: siteURL}, "credential", []string{"The answer was 403 Forbidden: “Current user not permitted to use Confluence”", "tried as well, and refused: API root wiki/api/v2"}},
		{"the address of a gateway", scopeless(), Target{URL: gatewayURL}, "address", []string{"https://api.atlassian.com"}},
		{"the answer of a gateway", scopeless(), Target{URL: gatewayURL}, "API root", []string{"401 Unauthorized: “Unauthorized; scope does not match”", "tried as well, and refused: API root wiki/rest/api"}},
		{"another product", newWorld(t), Target{URL: "https://confluence.example.com/x/y"}, "address", []string{"https://confluence.example.com, taken for Confluence Data Center: something answers there", "404 Not Found: “Nothing here”"}},
	}
	for _, tt := range tests {
		got := detail(tt.world, tt.target, tt.step)
		for _, want := range tt.says {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q does not say %q", tt.name, got, want)
			}
		}
		if strings.Contains(got, cloudID) || strings.Contains(got, "\n") {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}

func TestDiagnosisShowsTheRootThatPublishingWillUse(t *testing.T) {
	t.Parallel()
	_, granular := LeastScopes(append([]Operation{FindSpace, ReadPage}, plan...), V2)
	w := scopedGateway(t, true, granular...).
		on("GET "+gatewayURL+"/rest/api/content/65600", jsonAnswer(200, `{"id":"65600","title":"Home"}`))
	d := Diagnose(t.Context(), Target{URL: gatewayURL, Credential: apiToken, Space: "DOCS"}, w.options(), plan)
	want := "wiki/api/v2 (v2), because the token's scopes are complete there, and not on v1"
	if !d.OK() || d.Route.Version != V2 || d.Steps[3].Detail != want {
		t.Errorf("%+v\n%s", d.Steps[3], summary(d))
	}
}
