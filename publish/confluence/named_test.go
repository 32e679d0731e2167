package confluence

import (
	"strings"
	"testing"
)

func TestPageIsFoundByWhatPeopleCallIt(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"12", "https://acme.atlassian.net/wiki/spaces/DOCS/pages/12/Setup", "https://wiki.example.com/pages/viewpage.action?pageId=12", "setup",
		"https://confluence.example.com/display/DOCS/Setup", "https://confluence.example.com/ctx/display/docs/Setup?focus=1#top", "https://confluence.example.com/pages/viewpage.action?spaceKey=DOCS&title=Setup"} {
		w, c := onSite(t)
		w.on("GET "+siteURL+"/api/v2/pages/12", jsonAnswer(200, v2PageRow))
		w.on("GET "+siteURL+"/api/v2/spaces/65537/pages", jsonAnswer(200, `{"results":[`+v2PageRow+`],"_links":{}}`))
		if p, err := c.PageNamed(t.Context(), docs, name); err != nil || p.ID != "12" {
			t.Errorf("%s: %+v %v", name, p, err)
		}
	}
	for name, title := range map[string]string{
		"2026": "2026",
		"https://confluence.example.com/display/DOCS/A+%26+B%2FC": "A & B/C",
		"Up/display/DOCS/down": "Up/display/DOCS/down",
		"v1.2 / spaces / DOCS": "v1.2 / spaces / DOCS",
	} {
		w, c := onSite(t)
		w.on("GET "+siteURL+"/api/v2/pages/2026", jsonAnswer(404, `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Cannot find a page with id [2026]","detail":null}]}`))
		w.on("GET "+siteURL+"/api/v2/spaces/65537/pages", jsonAnswer(200, `{"results":[{"id":"9","title":"`+title+`","status":"current"}],"_links":{}}`))
		if p, err := c.PageNamed(t.Context(), docs, name); err != nil || p.ID != "9" {
			t.Errorf("%s: %+v %v", name, p, err)
		}
	}
}

func TestAddressOfASpaceIsItsHomePage(t *testing.T) {
	t.Parallel()
	home := Space{ID: "65537", Key: "DOCS", HomepageID: "65600"}
	for _, name := range []string{
		"https://acme.atlassian.net/wiki/spaces/DOCS/overview", "https://acme.atlassian.net/wiki/spaces/docs/overview?homepageId=65600", "https://acme.atlassian.net/wiki/spaces/DOCS",
		"https://acme.atlassian.net/wiki/spaces/DOCS/", "acme.atlassian.net/wiki/spaces/DOCS/overview", "/wiki/spaces/DOCS", "localhost:8090/wiki/spaces/DOCS",
		"https://confluence.example.com/display/DOCS", "/display/DOCS", "https://confluence.example.com/ctx/display/docs",
	} {
		w, c := onSite(t)
		w.on("GET "+siteURL+"/api/v2/pages/65600", jsonAnswer(200, `{"id":"65600","title":"Documents","spaceId":"65537"}`))
		if p, err := c.PageNamed(t.Context(), home, name); err != nil || p.ID != "65600" {
			t.Errorf("%s: %+v %v", name, p, err)
		}
	}
	w, c := onSite(t)
	for _, name := range []string{"https://acme.atlassian.net/wiki/spaces/HR/overview", "https://confluence.example.com/display/HR/Setup"} {
		if _, err := c.PageNamed(t.Context(), home, name); !IsKind(err, NotFound) || !strings.Contains(err.Error(), "another space") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.PageNamed(t.Context(), docs, "/wiki/spaces/DOCS"); docs.HomepageID == "" && !IsKind(err, NotFound) {
		t.Errorf("%v", err)
	}
	w.expect()
}
