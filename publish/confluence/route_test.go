package confluence

import (
	"strings"
	"testing"
)

func TestAddressTellsHostKindAndBase(t *testing.T) {
	t.Parallel()
	gateway := "https://api.atlassian.com/ex/confluence/abc/wiki"
	tests := []struct {
		url  string
		kind HostKind
		base string
	}{
		{"https://acme.atlassian.net", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net/", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net/wiki", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net/wiki/", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net/wiki/home", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net/wiki/spaces/DOCS/pages/123/Title+with+plus", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net/wiki/spaces/DOCS/overview?homepageId=1#part", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net/wiki/rest/api", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net/wiki/api/v2/", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net/wiki/x/AbCd", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net/jira/software", CloudSite, "https://acme.atlassian.net/wiki"},
		{"HTTPS://ACME.Atlassian.NET/wiki", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net:443/wiki", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.atlassian.net./wiki", CloudSite, "https://acme.atlassian.net/wiki"},
		{"acme.atlassian.net", CloudSite, "https://acme.atlassian.net/wiki"},
		{" \"https://acme.atlassian.net/wiki\"\n", CloudSite, "https://acme.atlassian.net/wiki"},
		{"<https://acme.atlassian.net/wiki>", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://ann:secret@acme.atlassian.net/wiki", CloudSite, "https://acme.atlassian.net/wiki"},
		{"https://acme.jira.com/wiki", CloudSite, "https://acme.jira.com/wiki"},
		{"https://acme.atlassian-us-gov-mod.net", CloudSite, "https://acme.atlassian-us-gov-mod.net/wiki"},
		{"https://acme.atlassian-us-gov.net", CloudSite, "https://acme.atlassian-us-gov.net/wiki"},
		{"https://acme.atlassian-isolated.net", CloudSite, "https://acme.atlassian-isolated.net/wiki"},

		{"https://evilatlassian.net/wiki", DataCenter, "https://evilatlassian.net/wiki"},
		{"https://atlassian.net/", DataCenter, "https://atlassian.net"},
		{"https://acme.atlassian.net.example.com", DataCenter, "https://acme.atlassian.net.example.com"},

		{"https://api.atlassian.com/ex/confluence/abc", Gateway, gateway},
		{"https://api.atlassian.com/ex/confluence/abc/", Gateway, gateway},
		{"https://api.atlassian.com/ex/confluence/abc/wiki", Gateway, gateway},
		{"https://api.atlassian.com/ex/confluence/abc/wiki/rest/api", Gateway, gateway},
		{"https://api.atlassian.com/ex/confluence/abc/rest/api/", Gateway, gateway},
		{"https://api.atlassian.com/ex/confluence/abc/wiki/api/v2/pages", Gateway, gateway},
		{"https://API.atlassian.com:443/ex/confluence/abc", Gateway, gateway},
		{"https://api.atlassian-us-gov-mod.com/ex/confluence/abc", Gateway, "https://api.atlassian-us-gov-mod.com/ex/confluence/abc/wiki"},
		{"http://127.0.0.1:8090/ex/confluence/abc/wiki", Gateway, "http://127.0.0.1:8090/ex/confluence/abc/wiki"},

		{"https://confluence.example.com", DataCenter, "https://confluence.example.com"},
		{"https://confluence.example.com/confluence", DataCenter, "https://confluence.example.com/confluence"},
		{"https://confluence.example.com/confluence/display/DOCS/Some+Title", DataCenter, "https://confluence.example.com/confluence"},
		{"https://confluence.example.com/display/DOCS/Some+Title", DataCenter, "https://confluence.example.com"},
		{"https://confluence.example.com/pages/viewpage.action?pageId=98310", DataCenter, "https://confluence.example.com"},
		{"https://confluence.example.com/ctx/pages/viewpage.action?pageId=98310", DataCenter, "https://confluence.example.com/ctx"},
		{"https://confluence.example.com/ctx/spaces/DOCS/pages/1/T", DataCenter, "https://confluence.example.com/ctx"},
		{"https://confluence.example.com/ctx/rest/api/latest", DataCenter, "https://confluence.example.com/ctx"},
		{"https://confluence.example.com/dashboard.action", DataCenter, "https://confluence.example.com"},
		{"https://confluence.example.com/a/b//c/", DataCenter, "https://confluence.example.com/a/b/c"},
		{"https://confluence.example.com/api/docs", DataCenter, "https://confluence.example.com/api/docs"},
		{"https://wiki.example.com/wiki/home", DataCenter, "https://wiki.example.com/wiki"},
		{"https://wiki.example.com/wiki/api/v2", DataCenter, "https://wiki.example.com/wiki"},
		{"https://confluence.example.com:8443/ctx", DataCenter, "https://confluence.example.com:8443/ctx"},
		{"http://localhost:8090/confluence/", DataCenter, "http://localhost:8090/confluence"},
		{"localhost:8090/confluence", DataCenter, "http://localhost:8090/confluence"},
		{"http://[::1]:8090/wiki", DataCenter, "http://[::1]:8090/wiki"},
	}
	for _, tt := range tests {
		p, _, problem := parseAddress(tt.url)
		if problem != "" || p.kind != tt.kind || p.base() != tt.base {
			t.Errorf("%q: %v %s %s, want %v %s", tt.url, p.kind, p.base(), problem, tt.kind, tt.base)
		}
	}
}

func TestAddressThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"":                                 "no address is set",
		"https://":                         "not a web address",
		"ftp://confluence.example.com":     "only https://",
		"https://api.atlassian.com":        "without the part that says whose Confluence",
		"https://api.atlassian.com/ex/foo": "without the part that says whose Confluence",
		"https://con fluence.example.com":  "not a web address",
		"https://./wiki":                   "not a web address",
		"${{ vars.CONFLUENCE_URL }}":       "placeholder",
		"https://${SITE}.atlassian.net":    "placeholder",

		"https://api.atlassian.com/ex/confluence/%2e%2e/wiki": "no id of a site",
	} {
		if _, _, problem := parseAddress(url); !strings.Contains(problem, want) {
			t.Errorf("%q: %q, want %q", url, problem, want)
		}
	}
}

func TestAddressWithPasswordIsMentionedWithoutIt(t *testing.T) {
	t.Parallel()
	_, notes, _ := parseAddress("https://ann:hunter2@acme.atlassian.net")
	if len(notes) != 1 || strings.Contains(notes[0], "hunter2") {
		t.Errorf("notes: %v", notes)
	}
}

func TestPageIDInAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://acme.atlassian.net/wiki/spaces/DOCS/pages/123/Title":           "123",
		"https://acme.atlassian.net/wiki/spaces/DOCS/pages/123":                 "123",
		"https://acme.atlassian.net/wiki/spaces/DOCS/pages/edit-v2/123":         "123",
		"https://confluence.example.com/pages/viewpage.action?pageId=98&x=1":    "98",
		"https://confluence.example.com/pages/viewpage.action?spaceKey=D&title": "",
		"https://confluence.example.com/display/DOCS/2024":                      "",
		"123": "",
	} {
		if got, ok := PageIDIn(address); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", address, got, ok, want)
		}
	}
}

func TestAPIRootSettings(t *testing.T) {
	t.Parallel()
	tests := []struct{ root, version, wantVersion, wantPath, wantError string }{
		{"", "", "", "", ""},
		{"auto", "auto", "", "", ""},
		{"v1", "", V1, "", ""},
		{"V2", "auto", V2, "", ""},
		{"auto", "v2", V2, "", ""},
		{"", "latest", V1, "", ""},
		{"v1", "latest", V1, "", ""},
		{"wiki/rest/api", "latest", V1, "wiki/rest/api", ""},
		{"/wiki/rest/api/", "", V1, "wiki/rest/api", ""},
		{"wiki/api/v2", "v2", V2, "wiki/api/v2", ""},
		{"rest/api", "", V1, "rest/api", ""},
		{"confluence/rest/api/latest", "", V1, "confluence/rest/api/latest", ""},
		{"proxy/confluence", "v1", V1, "proxy/confluence", ""},
		{"v1", "v2", "", "", "set only one of them"},
		{"wiki/rest/api", "v2", "", "", "set only one of them"},
		{"wiki/api/v2", "latest", "", "", "set only one of them"},
		{"proxy/confluence", "", "", "", "set api-version as well"},
		{"v3", "", "", "", "use auto, v1, v2"},
		{"", "v3", "", "", "use auto, v1, v2 or latest"},
		{"https://acme.atlassian.net/wiki/rest/api", "", "", "", "is an address"},
	}
	for _, tt := range tests {
		choice, err := chooseRoot(tt.root, tt.version)
		if checked := CheckAPIRoot(tt.root, tt.version); (checked == nil) != (tt.wantError == "") {
			t.Errorf("%q, %q: %v", tt.root, tt.version, checked)
		}
		if tt.wantError != "" {
			if err == nil || !strings.Contains(err.Error(), tt.wantError) {
				t.Errorf("%q, %q: error %v, want %q", tt.root, tt.version, err, tt.wantError)
			}
			continue
		}
		if err != nil || choice.version != tt.wantVersion || choice.path != tt.wantPath {
			t.Errorf("%q, %q: %+v %v", tt.root, tt.version, choice, err)
		}
	}
}

func TestRootPaths(t *testing.T) {
	t.Parallel()
	tests := []struct{ url, apiRoot, wantV1, wantV2 string }{
		{"https://acme.atlassian.net", "", "/wiki/rest/api", "/wiki/api/v2"},
		{"https://api.atlassian.com/ex/confluence/abc", "", "/wiki/rest/api", "/wiki/api/v2"},
		{"https://api.atlassian.com/ex/confluence/abc", "api/v2", "/rest/api", "/api/v2"},
		{"https://api.atlassian.com/ex/confluence/abc", "wiki/rest/api", "/wiki/rest/api", "/wiki/api/v2"},
		{"https://confluence.example.com", "", "/rest/api", "/api/v2"},
		{"https://confluence.example.com/ctx", "", "/ctx/rest/api", "/ctx/api/v2"},
		{"https://confluence.example.com/ctx", "rest/api", "/ctx/rest/api", "/ctx/api/v2"},
		{"https://confluence.example.com/ctx", "ctx/rest/api", "/ctx/rest/api", "/ctx/api/v2"},
		{"https://confluence.example.com", "rest/api/latest", "/rest/api/latest", "/api/v2"},
	}
	for _, tt := range tests {
		p, _, _ := parseAddress(tt.url)
		choice, err := chooseRoot(tt.apiRoot, "")
		if err != nil {
			t.Fatal(err)
		}
		if v1, v2 := choice.rootPath(p, V1), choice.rootPath(p, V2); v1 != tt.wantV1 || v2 != tt.wantV2 {
			t.Errorf("%s with %q: %s and %s, want %s and %s", tt.url, tt.apiRoot, v1, v2, tt.wantV1, tt.wantV2)
		}
	}
}
