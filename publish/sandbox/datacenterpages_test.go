package sandbox_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
)

// TestAddressesForPeopleOnDataCenter: the links in its answers lead to pages, and everything else that is no API to HTML.
func TestAddressesForPeopleOnDataCenter(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	people := &http.Client{Transport: w.server.Transport()}
	page, err := w.server.Person("DOCS").Create("", "Old page", "<p>hello</p>")
	if err != nil {
		t.Fatal(err)
	}
	for _, base := range []string{w.server.DataCenter(), "https://confluence.example.com", "https://confluence.example.com/confluence"} {
		links, _ := w.send("dc-pat", "GET", base+"/rest/api/content/"+page.ID, "").json["_links"].(map[string]any)
		for _, path := range []string{links["webui"].(string), links["tinyui"].(string), "/pages/viewpage.action?pageId=" + page.ID, "/display/DOCS/Old+page"} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			response, err := people.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(response.Body)
			response.Body.Close()
			if response.StatusCode != 200 || !strings.Contains(string(body), "<title>Old page ") {
				t.Errorf("%s%s: %d %.200s", base, path, response.StatusCode, body)
			}
		}
		for _, path := range []string{"/nowhere", "/api/v2/pages", "/rest/nowhere", "/login.action", "/plugins/servlet/x"} {
			if a := w.send("dc-pat", "GET", base+path, ""); a.status != 404 || !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
				t.Errorf("%s%s: %d %s %.200s", base, path, a.status, a.header, a.body)
			}
		}
	}
}

// The home page of a seed is shown by all hosts. Data Center has one editor, which keeps the anchors of early links.
func TestDataCenterKeepsTheAnchorOfAnEarlyLinkOnTheHomePage(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	home := w.server.Store().Spaces()[0].HomepageID
	const body = `<p><ac:link ac:anchor=\"Part\"><ri:page ri:content-title=\"Later\" /></ac:link></p>`
	a := w.send("dc-pat", "PUT", w.server.DataCenter()+"/rest/api/content/"+home, `{"type":"page","title":"Home","version":{"number":2},"body":{"storage":{"value":"`+body+`","representation":"storage"}}}`)
	page, err := w.server.Store().Page(home)
	if err != nil || a.status != 200 || !strings.Contains(page.Body(), `ac:anchor="Part"`) {
		t.Errorf("%d %s: %v, %v", a.status, a.body, page, err)
	}
}
