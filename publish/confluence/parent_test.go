package confluence

import (
	"strings"
	"testing"
)

func TestParentOfAnotherSiteIsRefusedWithoutARequest(t *testing.T) {
	t.Parallel()
	home := Space{ID: "65537", Key: "DOCS", HomepageID: "65600"}
	onLoopback := func(t *testing.T) (*world, *Client) {
		w := newWorld(t).on("GET http://127.0.0.1:8090/wiki/rest/api/space/DOCS", v1SpaceFound).on("GET http://127.0.0.1:8090/wiki/api/v2/spaces", v2SpaceFound)
		c := w.connect(Target{URL: "http://127.0.0.1:8090/wiki"})
		w.forget()
		return w, c
	}
	tests := []struct {
		name   string
		client func(*testing.T) (*world, *Client)
		own    []string
		others []string
	}{
		{"site", onSite,
			[]string{"https://acme.atlassian.net/wiki/spaces/DOCS/pages/77/T", "HTTPS://ACME.atlassian.net:443/wiki/pages/viewpage.action?pageId=77", "acme.atlassian.net/wiki/spaces/DOCS/pages/77", "http://acme.atlassian.net/wiki/spaces/DOCS/pages/77", "/wiki/spaces/DOCS/pages/77"},
			[]string{"https://other.atlassian.net/wiki/spaces/DOCS/pages/77/T", "other.atlassian.net/wiki/spaces/DOCS/overview", "https://confluence.example.com/display/DOCS/T", "https://acme.atlassian.net.example.com/wiki/spaces/DOCS/pages/77", "https://other.atlassian.net/wiki/x/BgAC"}},
		{"gateway", onGateway,
			[]string{"https://acme.atlassian.net/wiki/spaces/DOCS/pages/77/T"},
			[]string{"https://other.atlassian.net/wiki/spaces/DOCS/pages/77/T"}},
		{"Data Center", onDataCenter,
			[]string{"https://confluence.example.com/ctx/pages/viewpage.action?pageId=77", "https://confluence/ctx/spaces/DOCS/pages/77/T"},
			[]string{"https://confluence.example.com/other/pages/viewpage.action?pageId=77", "https://confluence.example.com:8443/ctx/pages/viewpage.action?pageId=77", "https://confluence2.example.com/ctx/display/DOCS/T", "https://acme.atlassian.net/wiki/spaces/DOCS/pages/77"}},
		{"this machine", onLoopback,
			[]string{"http://localhost:8090/wiki/spaces/DOCS/pages/77/T", "https://acme.atlassian.net/wiki/spaces/DOCS/pages/77/T"}, // the second is how it calls itself
			[]string{"https://other.atlassian.net/wiki/spaces/DOCS/pages/131078/Ops", "http://127.0.0.1:8091/wiki/spaces/DOCS/pages/77"}},
	}
	for _, tt := range tests {
		w, c := tt.client(t)
		page := jsonAnswer(200, `{"id":"77","title":"T","spaceId":"65537","space":{"id":65537}}`)
		w.on("GET "+siteURL+"/api/v2/pages/77", page).on("GET "+gatewayURL+"/rest/api/content/77", page).on("GET https://confluence.example.com/ctx/rest/api/content/77", page).on("GET http://127.0.0.1:8090/wiki/api/v2/pages/77", page)
		for _, address := range tt.own {
			if p, err := c.ParentPage(t.Context(), home, address); err != nil || p.ID != "77" {
				t.Errorf("%s, %s: %v", tt.name, address, err)
			}
		}
		w.forget()
		for _, address := range tt.others {
			_, err := c.ParentPage(t.Context(), home, address)
			if !IsKind(err, NotFound) || asError(err).NoWayIn() || !strings.Contains(err.Error(), "of another site") || NotAParent(err) == "" {
				t.Errorf("%s, %s: %v", tt.name, address, err)
			}
		}
		w.expect()
	}
}

func TestParentThatCannotHavePagesBelowItIsRefused(t *testing.T) {
	t.Parallel()
	home := Space{ID: "65537", Key: "DOCS", HomepageID: "77"}
	for status, says := range map[string]string{"trashed": "in the trash", "archived": "archived", "draft": "draft"} {
		w, c := onSite(t)
		row := `{"id":"77","title":"Handbook","spaceId":"65537","status":"` + status + `"}`
		w.on("GET "+siteURL+"/api/v2/pages/77", jsonAnswer(200, row)).on("GET "+siteURL+"/api/v2/spaces/65537/pages", jsonAnswer(200, `{"results":[`+row+`]}`))
		for _, name := range []string{"", "77", "https://acme.atlassian.net/wiki/spaces/DOCS/pages/77/Handbook", "https://acme.atlassian.net/wiki/spaces/DOCS/overview", "Handbook"} {
			_, err := c.ParentPage(t.Context(), home, name)
			if !IsKind(err, NotFound) || name != "Handbook" && !strings.Contains(err.Error(), says) {
				t.Errorf("%s by %q: %v", status, name, err)
			}
		}
	}
}

func TestUnreadableHomePageIsCalledSo(t *testing.T) {
	t.Parallel()
	home := Space{ID: "65537", Key: "DOCS", HomepageID: "65600"}
	w, c := onSite(t)
	_, dc := func() (*world, *Client) {
		w, c := onDataCenter(t)
		w.on("GET https://confluence.example.com/ctx/rest/api/content/65600", jsonAnswer(403, `{"statusCode":403,"message":"User not permitted to view"}`))
		return w, c
	}()
	w.on("GET "+siteURL+"/api/v2/pages/65600", jsonAnswer(404, `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Cannot find a page with id"}]}`))
	for _, c := range []*Client{c, dc} {
		_, err := c.ParentPage(t.Context(), home, "")
		if !IsKind(err, NotFound) || !strings.Contains(err.Error(), "the home page of the space DOCS") || !strings.Contains(err.Error(), "Set parent to a page") || strings.Contains(err.Error(), "by its title") {
			t.Errorf("%v", err)
		}
	}
	w.expect("GET " + siteURL + "/api/v2/pages/65600?body-format=storage")
	if _, err := c.ParentPage(t.Context(), Space{ID: "65537", Key: "DOCS"}, ""); !strings.Contains(err.Error(), "the space has none") {
		t.Errorf("%v", err)
	}
}
