package confluence

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const (
	v2PageRow = `{"id":"12","status":"current","title":"Setup","spaceId":"65537","parentId":"65600","parentType":"page","subtype":"live",
		"version":{"number":3,"message":"m","authorId":"a1","createdAt":"2026-08-20T10:00:00.000Z","minorEdit":true},
		"body":{"storage":{"representation":"storage","value":"<p>x</p>"}},"_links":{"webui":"/spaces/DOCS/pages/12/Setup","base":"https://acme.atlassian.net/wiki"}}`
	v1PageRow = `{"id":"12","type":"page","status":"current","title":"Setup","space":{"id":65537,"key":"DOCS"},"subType":"live",
		"ancestors":[{"id":"65600","type":"page"},{"id":"77","type":"folder"}],
		"version":{"number":3,"message":"m","minorEdit":true,"when":"2026-08-20T10:00:00.000Z","by":{"accountId":"a1"}},
		"body":{"storage":{"representation":"storage","value":"<p>x</p>"}},"_links":{"webui":"/spaces/DOCS/pages/12/Setup","base":"https://acme.atlassian.net/wiki"}}`
)

var docs = Space{ID: "65537", Key: "DOCS"}

func TestPageIsTheSameOnBothRoots(t *testing.T) {
	t.Parallel()
	want := Page{
		ID: "12", Title: "Setup", SpaceID: "65537", ParentID: "65600", ParentType: "page", Status: "current", Subtype: "live", Body: "<p>x</p>",
		WebURL:  "https://acme.atlassian.net/wiki/spaces/DOCS/pages/12/Setup",
		Version: Version{Number: 3, Message: "m", AuthorID: "a1", MinorEdit: true, CreatedAt: time.Date(2026, 8, 20, 10, 0, 0, 0, time.UTC)},
	}
	w, c := onSite(t)
	w.on("GET "+siteURL+"/api/v2/pages/12", jsonAnswer(200, v2PageRow))
	got, err := c.Page(t.Context(), "12")
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("v2: %+v %v", got, err)
	}
	w.expect("GET https://acme.atlassian.net/wiki/api/v2/pages/12?body-format=storage")

	w, c = onGateway(t)
	w.on("GET "+gatewayURL+"/rest/api/content/12", jsonAnswer(200, v1PageRow))
	want.ParentID, want.ParentType = "77", "folder" // the last ancestor is the parent
	got, err = c.Page(t.Context(), "12")
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("v1: %+v %v", got, err)
	}
	w.expect("GET " + gatewayURL + "/rest/api/content/12?expand=body.storage%2Cversion%2Cancestors%2Cspace&status=any")
}

func TestTitleIsLookedUp(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("GET "+siteURL+"/api/v2/spaces/65537/pages", jsonAnswer(200, `{"results":[{"id":"9","title":"Setup (old)","status":"current"},`+v2PageRow+`],"_links":{}}`))
	if p, err := c.PageByTitle(t.Context(), docs, "SETUP"); err != nil || p.ID != "12" {
		t.Errorf("v2: %+v %v", p, err)
	}
	if _, err := c.PageByTitle(t.Context(), docs, "Other & more"); !IsKind(err, NotFound) || !strings.Contains(err.Error(), `"Other & more"`) {
		t.Errorf("v2: %v", err)
	}
	w.expect("GET https://acme.atlassian.net/wiki/api/v2/spaces/65537/pages?title=SETUP", "GET https://acme.atlassian.net/wiki/api/v2/spaces/65537/pages?title=Other+%26+more")

	w, c = onGateway(t)
	w.on("GET "+gatewayURL+"/rest/api/content", jsonAnswer(200, `{"results":[{"id":"8","title":"Setup","status":"trashed"},{"id":"9","title":"Setup","status":"archived"}],"_links":{}}`))
	if p, err := c.PageByTitle(t.Context(), docs, "Setup"); err != nil || p.ID != "9" {
		t.Errorf("v1: %+v %v", p, err)
	}
	q := w.last().query
	if q["spaceKey"][0] != "DOCS" || q["title"][0] != "Setup" || q["type"][0] != "page" || q["status"][0] != "any" {
		t.Errorf("query %v", q)
	}
}

// The next link's path is the site's; only its query may be used, and below the
// gateway.
func TestListingFollowsNextBelowTheOwnRoot(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, first string
		nextQuery   string
		client      func(*testing.T) (*world, *Client)
		path        string
	}{
		{"v2 on the gateway", `"/wiki/api/v2/spaces/65537/pages?status=current&limit=250&cursor=abc%3D"`, "cursor=abc%3D", func(t *testing.T) (*world, *Client) {
			w := newWorld(t).on("GET "+gatewayURL+"/api/v2/spaces", v2SpaceFound)
			return w, w.connect(Target{URL: gatewayURL, APIRoot: "v2"})
		}, gatewayURL + "/api/v2/spaces/65537/pages"},
		{"v1 on the gateway", `"/rest/api/content?spaceKey=DOCS&next=true&limit=100&start=100"`, "start=100", onGateway, gatewayURL + "/rest/api/content"},
		{"Data Center", `"/rest/api/content?spaceKey=DOCS&limit=50&start=50"`, "start=50", onDataCenter, "https://confluence.example.com/ctx/rest/api/content"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w, c := tt.client(t)
			w.on("GET "+tt.path, inTurn(
				jsonAnswer(200, `{"results":[{"id":"1","title":"A","_links":{"webui":"/x/1"}}],"_links":{"next":`+tt.first+`,"base":"https://docs.example.com/wiki"}}`),
				jsonAnswer(200, `{"results":[{"id":"2","title":"B","_links":{"webui":"/x/2"}}],"_links":{}}`)))
			var urls []string
			for p, err := range c.Pages(t.Context(), docs) {
				if err != nil {
					t.Fatal(err)
				}
				urls = append(urls, p.WebURL)
			}
			if got := strings.Join(urls, " "); got != "https://docs.example.com/wiki/x/1 https://docs.example.com/wiki/x/2" {
				t.Errorf("addresses %s", got)
			}
			if last := w.last(); !strings.HasPrefix(last.url, tt.path+"?") || !strings.Contains(last.url, tt.nextQuery) {
				t.Errorf("second request %s", last.url)
			}
		})
	}
}

func TestListingEndsWhenTheCallerHasEnough(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("GET "+siteURL+"/api/v2/spaces/65537/pages", jsonAnswer(200, `{"results":[{"id":"1"},{"id":"2"}],"_links":{"next":"/wiki/api/v2/x?cursor=a"}}`))
	for range c.Pages(t.Context(), docs) {
		break
	}
	if len(w.requests()) != 1 {
		t.Errorf("%v", w.requests())
	}
	n := 0
	for _, err := range c.Pages(t.Context(), docs) {
		if n++; err != nil || n > 10 {
			t.Fatalf("a server that names the same page for ever is followed for ever (%v)", err)
		}
	}
}

func TestListingEndsWhereTheServerLeadsRoundInACircle(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("GET "+siteURL+"/api/v2/spaces/65537/pages", func(rw http.ResponseWriter, r *http.Request) {
		next := "a"
		if r.URL.Query().Get("cursor") == "a" {
			next = "b"
		}
		jsonAnswer(200, `{"results":[{"id":"1"}],"_links":{"next":"/wiki/api/v2/x?cursor=`+next+`"}}`)(rw, r)
	})
	n := 0
	for _, err := range c.Pages(t.Context(), docs) {
		if n++; err != nil || n > 10 {
			t.Fatalf("a server that leads round in a circle is followed for ever (%v)", err)
		}
	}
}

func TestListingGoesOnBehindAnEmptyPart(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("GET "+siteURL+"/api/v2/spaces/65537/pages", inTurn(
		jsonAnswer(200, `{"results":[],"_links":{"next":"/wiki/api/v2/x?cursor=a"}}`), jsonAnswer(200, `{"results":[{"id":"2"}],"_links":{}}`)))
	n := 0
	for _, err := range c.Pages(t.Context(), docs) {
		if n++; err != nil {
			t.Fatal(err)
		}
	}
	if n != 1 {
		t.Errorf("%d pages", n)
	}
}

func TestTimesOfOldServersAreRead(t *testing.T) {
	t.Parallel()
	want := time.Date(2013, 5, 9, 4, 29, 27, 0, time.UTC)
	for _, text := range []string{"2013-05-09T14:29:27.000+1000", "2013-05-09T14:29:27.000+10:00", "2013-05-09T04:29:27Z"} {
		var m moment
		if err := json.Unmarshal([]byte(`"`+text+`"`), &m); err != nil || !m.Equal(want) {
			t.Errorf("%s: %v %v", text, m, err)
		}
	}
	var page v2Page
	if err := json.Unmarshal([]byte(`{"id":"1","version":{"number":2,"createdAt":"yesterday"}}`), &page); err != nil || page.Version.Number != 2 {
		t.Errorf("%+v %v", page, err)
	}
}

func TestBodyIsSentAsItIs(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("POST "+siteURL+"/api/v2/pages", answeredAs("Q & A", 1))
	if _, err := c.CreatePage(t.Context(), NewPage{SpaceID: "65537", Title: "Q & A", Body: "<p>&lt; é 🙂</p>"}); err != nil {
		t.Fatal(err)
	}
	if got := w.last().body; !strings.Contains(got, `"<p>&lt; é 🙂</p>"`) || !strings.Contains(got, `"Q & A"`) {
		t.Errorf("body %s", got)
	}
}

// answeredAs is a short answer to a write, the same on both roots.
func answeredAs(title string, version int) http.HandlerFunc {
	return jsonAnswer(200, fmt.Sprintf(`{"id":"12","title":%q,"version":{"number":%d}}`, title, version))
}

func bodyOf(t *testing.T, s seen) map[string]any {
	t.Helper()
	var body map[string]any
	if err := json.Unmarshal([]byte(s.body), &body); err != nil {
		t.Fatalf("body %q: %v", s.body, err)
	}
	return body
}

func expectJSON(t *testing.T, got map[string]any, want string) {
	t.Helper()
	var w map[string]any
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, w) {
		text, _ := json.Marshal(got)
		t.Errorf("body %s\nwant %s", text, want)
	}
}

func TestCreatePage(t *testing.T) {
	t.Parallel()
	page := NewPage{SpaceID: "65537", SpaceKey: "DOCS", ParentID: "77", Title: "Setup", Body: "<p>&amp;</p>", Message: "first"}
	w, c := onSite(t)
	w.on("POST "+siteURL+"/api/v2/pages", answeredAs("Setup", 1))
	if p, err := c.CreatePage(t.Context(), page); err != nil || p.ID != "12" {
		t.Errorf("v2: %+v %v", p, err)
	}
	expectJSON(t, bodyOf(t, w.last()), `{"spaceId":"65537","status":"current","title":"Setup","parentId":"77","body":{"representation":"storage","value":"<p>&amp;</p>"}}`)
	if ct := w.last().header.Get("Content-Type"); ct != "application/json" {
		t.Errorf("Content-Type %q", ct)
	}

	w, c = onGateway(t)
	w.on("POST "+gatewayURL+"/rest/api/content", answeredAs("Setup", 1))
	if p, err := c.CreatePage(t.Context(), page); err != nil || p.Version.Number != 1 {
		t.Errorf("v1: %+v %v", p, err)
	}
	expectJSON(t, bodyOf(t, w.last()), `{"type":"page","status":"current","title":"Setup","space":{"key":"DOCS"},"ancestors":[{"id":"77"}],
		"body":{"storage":{"representation":"storage","value":"<p>&amp;</p>"}},"metadata":{"properties":{"editor":{"value":"v2"}}}}`)

	w, c = onDataCenter(t)
	w.on("POST https://confluence.example.com/ctx/rest/api/content", answeredAs("Setup", 1))
	page.ParentID = ""
	if _, err := c.CreatePage(t.Context(), page); err != nil {
		t.Error(err)
	}
	expectJSON(t, bodyOf(t, w.last()), `{"type":"page","status":"current","title":"Setup","space":{"key":"DOCS"},"body":{"storage":{"representation":"storage","value":"<p>&amp;</p>"}}}`)
}

func TestCreatePageOnV2LooksTheSpaceUpByKey(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("POST "+siteURL+"/api/v2/pages", answeredAs("Setup", 1))
	if _, err := c.CreatePage(t.Context(), NewPage{SpaceKey: "DOCS", Title: "Setup"}); err != nil {
		t.Fatal(err)
	}
	if body := bodyOf(t, w.last()); body["spaceId"] != "65537" {
		t.Errorf("body %v", body)
	}
}

func TestUpdatePage(t *testing.T) {
	t.Parallel()
	update := PageUpdate{ID: "12", Title: "Setup", Body: "<p/>", Message: strings.Repeat("é", 300), Version: 4, MinorEdit: true}
	short := strings.Repeat("é", 254) + "…"
	w, c := onSite(t)
	w.on("PUT "+siteURL+"/api/v2/pages/12", answeredAs("Setup", 4))
	if _, err := c.UpdatePage(t.Context(), update); err != nil {
		t.Error(err)
	}
	expectJSON(t, bodyOf(t, w.last()), `{"id":"12","status":"current","title":"Setup","body":{"representation":"storage","value":"<p/>"},"version":{"number":4,"message":"`+short+`"}}`)

	update.Message = ""
	w, c = onGateway(t)
	w.on("PUT "+gatewayURL+"/rest/api/content/12", answeredAs("Setup", 4))
	if _, err := c.UpdatePage(t.Context(), update); err != nil {
		t.Error(err)
	}
	w.expect("PUT " + gatewayURL + "/rest/api/content/12")
	expectJSON(t, bodyOf(t, w.last()), `{"type":"page","status":"current","title":"Setup","body":{"storage":{"representation":"storage","value":"<p/>"}},"version":{"number":4,"minorEdit":true}}`)

	update.ParentID, update.MinorEdit = "77", false
	w, c = onDataCenter(t)
	w.on("PUT https://confluence.example.com/ctx/rest/api/content/12", answeredAs("Setup", 4))
	if _, err := c.UpdatePage(t.Context(), update); err != nil {
		t.Error(err)
	}
	expectJSON(t, bodyOf(t, w.last()), `{"id":"12","type":"page","status":"current","title":"Setup","ancestors":[{"id":"77"}],"body":{"storage":{"representation":"storage","value":"<p/>"}},"version":{"number":4}}`)
}

// storedAs is what Confluence makes of the body that was sent.
const (
	sentBody = `<p>Tom &amp; Jerry&nbsp;x<br/></p><table><tbody><tr><td>cell</td></tr></tbody></table><ac:structured-macro ac:name="info"><ac:rich-text-body><p>i</p></ac:rich-text-body></ac:structured-macro>`
	storedAs = `<p>Tom &amp; Jerry\u00a0x<br /></p><table><tbody><tr><td><p>cell</p></td></tr></tbody></table><ac:structured-macro ac:name=\"info\" ac:schema-version=\"1\" ac:macro-id=\"4\"><ac:rich-text-body><p>i</p></ac:rich-text-body></ac:structured-macro>`
)

func pageAs(version, body, parent string) http.HandlerFunc {
	return jsonAnswer(200, `{"id":"12","status":"current","title":"Setup","parentId":"`+parent+`","version":{"number":`+version+`},"body":{"storage":{"value":"`+body+`"}}}`)
}

func TestLostUpdateIsSettledByReading(t *testing.T) {
	lost := jsonAnswer(502, ``)
	conflict := jsonAnswer(409, `{"errors":[{"title":"Version must be incremented when updating a page. Current Version: [4]. Provided version: [4]"}]}`)
	rolledBack := jsonAnswer(409, `{"message":"Transaction rolled back because it has been marked as rollback-only"}`)
	tests := []struct {
		name       string
		puts, gets http.HandlerFunc
		want       Kind
		ok         bool
		writes     int
	}{
		{"it was done", lost, pageAs("4", storedAs, "1"), 0, true, 1},
		{"it was not done", inTurn(lost, pageAs("4", storedAs, "1")), pageAs("3", "<p>old</p>", "1"), 0, true, 2},
		{"somebody else was there", inTurn(lost, conflict), pageAs("4", "<p>theirs</p>", "1"), Conflict, false, 2},
		{"rolled back inside", inTurn(rolledBack, pageAs("4", storedAs, "1")), pageAs("3", "<p>old</p>", "1"), 0, true, 2},
		{"it never comes through", lost, pageAs("3", "<p>old</p>", "1"), Unavailable, false, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, c := onSite(t)
				w.on("PUT "+siteURL+"/api/v2/pages/12", tt.puts).on("GET "+siteURL+"/api/v2/pages/12", tt.gets)
				p, err := c.UpdatePage(t.Context(), PageUpdate{ID: "12", Title: "Setup", Body: sentBody, Version: 4})
				if tt.ok && (err != nil || p.Version.Number != 4) || !tt.ok && !IsKind(err, tt.want) {
					t.Errorf("%+v %v", p, err)
				}
				writes := 0
				for _, r := range w.requests() {
					if strings.HasPrefix(r, "PUT") {
						writes++
					}
				}
				if tt.writes > 0 && writes != tt.writes || writes > mostTries {
					t.Errorf("%d writes:%s", writes, lines(w.requests()))
				}
			})
		})
	}
}

// mostTries is how often something is tried in three minutes at the most: waits are 2, 4, 8, 16 and then 30 s, or up to three tenths
// less: four of them and eight more come to 180 s, and one attempt is always left.
const mostTries = 1 + 4 + 8 + 1

func TestLostCreateMakesNoSecondPage(t *testing.T) {
	lost := jsonAnswer(503, ``)
	listed := jsonAnswer(200, `{"results":[{"id":"12","title":"Setup","status":"current"}],"_links":{}}`)
	none := jsonAnswer(200, `{"results":[],"_links":{}}`)
	taken := jsonAnswer(400, `{"errors":[{"title":"A page with this title already exists: A page already exists with the same TITLE in this space"}]}`)
	tests := []struct {
		name              string
		posts, list, page http.HandlerFunc
		ok                bool
		want              Kind
		writes            int
	}{
		{"it was done", lost, listed, pageAs("1", storedAs, "77"), true, 0, 1},
		{"it was not done", inTurn(lost, pageAs("1", storedAs, "77")), none, nil, true, 0, 2},
		{"the title is another page's", inTurn(lost, taken), listed, pageAs("5", "<p>theirs</p>", "1"), false, TitleTaken, 2},
		{"the same text elsewhere is another page", inTurn(lost, taken), listed, pageAs("1", storedAs, "1"), false, TitleTaken, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, c := onSite(t)
				w.on("POST "+siteURL+"/api/v2/pages", tt.posts).on("GET "+siteURL+"/api/v2/spaces/65537/pages", tt.list)
				if tt.page != nil {
					w.on("GET "+siteURL+"/api/v2/pages/12", tt.page)
				}
				p, err := c.CreatePage(t.Context(), NewPage{SpaceID: "65537", SpaceKey: "DOCS", ParentID: "77", Title: "Setup", Body: sentBody})
				if tt.ok && (err != nil || p.ID != "12") || !tt.ok && !IsKind(err, tt.want) {
					t.Errorf("%+v %v", p, err)
				}
				writes := 0
				for _, r := range w.requests() {
					if strings.HasPrefix(r, "POST") {
						writes++
					}
				}
				if writes != tt.writes {
					t.Errorf("%d writes:%s", writes, lines(w.requests()))
				}
			})
		})
	}
}

func TestDeletePage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		missing := jsonAnswer(404, `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Cannot find a page with id [12]","detail":null}]}`)
		w.on("DELETE "+siteURL+"/api/v2/pages/12", inTurn(jsonAnswer(502, ``), missing))
		if err := c.DeletePage(t.Context(), "12"); err != nil {
			t.Errorf("the first request had worked, but: %v", err)
		}
		w.on("DELETE "+siteURL+"/api/v2/pages/12", missing)
		if err := c.DeletePage(t.Context(), "12"); !IsKind(err, NotFound) {
			t.Errorf("%v", err)
		}
		w, c = onGateway(t)
		w.on("DELETE "+gatewayURL+"/rest/api/content/12", jsonAnswer(204, ``))
		if err := c.DeletePage(t.Context(), "12"); err != nil {
			t.Error(err)
		}
	})
}

func TestMovePage(t *testing.T) {
	t.Parallel()
	w, c := onSite(t) // the root is v2; the move goes to v1 all the same
	w.on("PUT "+siteURL+"/rest/api/content/12/move/after/13", jsonAnswer(200, `{"pageId":"12"}`))
	if err := c.MovePage(t.Context(), "12", After, "13"); err != nil {
		t.Error(err)
	}
	w.expect("PUT https://acme.atlassian.net/wiki/rest/api/content/12/move/after/13")

	w, c = onDataCenter(t)
	if err := c.MovePage(t.Context(), "12", After, "13"); !IsKind(err, Unsupported) || len(w.requests()) != 0 {
		t.Errorf("%v after %v", err, w.requests())
	}
}

func TestArchivePages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		archived := jsonAnswer(200, `{"id":"12","status":"archived"}`)
		w.on("POST "+siteURL+"/rest/api/content/archive", jsonAnswer(202, `{"id":"task"}`)).
			on("GET "+siteURL+"/api/v2/pages/12", inTurn(jsonAnswer(200, `{"id":"12","status":"current"}`), archived)).
			on("GET "+siteURL+"/api/v2/pages/13", archived)
		if err := c.ArchivePages(t.Context(), []string{"12", "13"}); err != nil {
			t.Fatal(err)
		}
		expectJSON(t, bodyOf(t, w.seen[0]), `{"pages":[{"id":12}]}`)
		w.expect("POST https://acme.atlassian.net/wiki/rest/api/content/archive",
			"GET https://acme.atlassian.net/wiki/api/v2/pages/12?body-format=storage", "GET https://acme.atlassian.net/wiki/api/v2/pages/12?body-format=storage",
			"POST https://acme.atlassian.net/wiki/rest/api/content/archive", "GET https://acme.atlassian.net/wiki/api/v2/pages/13?body-format=storage")

		w.on("POST "+siteURL+"/rest/api/content/archive", inTurn(
			jsonAnswer(400, `{"message":"An archival job is already running for this site"}`), jsonAnswer(400, `{"message":"Page 13 is already archived"}`)))
		if err := c.ArchivePages(t.Context(), []string{"13"}); err != nil {
			t.Errorf("a page that is archived: %v", err)
		}
		w.on("GET "+siteURL+"/api/v2/pages/12", jsonAnswer(200, `{"id":"12","status":"current"}`))
		w.on("POST "+siteURL+"/rest/api/content/archive", jsonAnswer(400, `{"statusCode":400,"message":"Archiving is not available on the Free plan"}`))
		if err := c.ArchivePages(t.Context(), []string{"12"}); !IsKind(err, Unexpected) || !strings.Contains(err.Error(), "Free plan") {
			t.Errorf("%v", err)
		}
	})
}

func TestPageThatIsCreatedUnseenIsFoundAgain(t *testing.T) {
	const list, page = "GET " + siteURL + "/api/v2/spaces/65537/pages", "GET " + siteURL + "/api/v2/pages/12"
	found := jsonAnswer(200, `{"results":[{"id":"12","title":"Setup","status":"current"}],"_links":{}}`)
	none := jsonAnswer(200, `{"results":[],"_links":{}}`)
	notYet := jsonAnswer(404, `{"errors":[{"status":404,"title":"Cannot find a page with id [12]"}]}`)
	taken := jsonAnswer(400, `{"errors":[{"title":"A page with this title already exists: A page already exists with the same TITLE in this space"}]}`)
	for name, tt := range map[string]struct{ posts, lists, pages http.HandlerFunc }{
		"by its id only after a while":    {jsonAnswer(502, ``), found, inTurn(notYet, notYet, pageAs("1", "<p/>", ""))},
		"by its title only after a while": {inTurn(jsonAnswer(502, ``), taken), inTurn(none, found), pageAs("1", "<p/>", "")},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, c := onSite(t)
				w.on("POST "+siteURL+"/api/v2/pages", tt.posts).on(list, tt.lists).on(page, tt.pages)
				p, err := c.CreatePage(t.Context(), NewPage{SpaceID: "65537", SpaceKey: "DOCS", Title: "Setup", Body: "<p/>"})
				if err != nil || p.ID != "12" || p.Version.Number != 1 {
					t.Errorf("%+v %v\n%v", p, err, w.requests())
				}
			})
		})
	}
}
