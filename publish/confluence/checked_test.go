package confluence

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A client on each root, with the addresses of its page 12.
var writers = []struct {
	name         string
	client       func(*testing.T) (*world, *Client)
	pages, page  string
	titles       string // where a title is looked up
	attachments  string
	uploadMethod string
}{
	{"v2", onSite, siteURL + "/api/v2/pages", siteURL + "/api/v2/pages/12", siteURL + "/api/v2/spaces/65537/pages", siteURL + "/rest/api/content/12/child/attachment", "PUT "},
	{"v1", onGateway, gatewayURL + "/rest/api/content", gatewayURL + "/rest/api/content/12", gatewayURL + "/rest/api/content", gatewayURL + "/rest/api/content/12/child/attachment", "PUT "},
	{"Data Center", onDataCenter, "https://confluence.example.com/ctx/rest/api/content", "https://confluence.example.com/ctx/rest/api/content/12", "https://confluence.example.com/ctx/rest/api/content", "https://confluence.example.com/ctx/rest/api/content/12/child/attachment", "POST "},
}

// row is a page as both roots show it.
func row(version int, title, parent, body string) string {
	return fmt.Sprintf(`{"id":"12","status":"current","title":%q,"spaceId":"65537","parentId":%q,"ancestors":[{"id":%[2]q}],"version":{"number":%d},"body":{"storage":{"value":%q}}}`, title, parent, version, body)
}

// A success that cannot be believed: empty, cut, of somebody else, or of another
// state of the page than the one that was sent.
func unbelievable(version int) map[string]http.HandlerFunc {
	all := map[string]http.HandlerFunc{
		"empty": jsonAnswer(200, ""), "blank": jsonAnswer(200, " \n"), "cut": jsonAnswer(200, `{"id":"12","tit`), "text": jsonAnswer(200, "OK"), "null": jsonAnswer(200, "null"), "an empty object": jsonAnswer(200, "{}"),
		"a list": jsonAnswer(200, "[]"), "a web page": htmlPage(200, "<html><body>All well</body></html>"), "a sign-in page": htmlPage(200, "<html><title>Log in</title></html>"),
		"another page":       jsonAnswer(200, fmt.Sprintf(`{"id":"13","title":"Setup","version":{"number":%d}}`, version)),
		"the version before": answeredAs("Setup", version-1), "a version after": answeredAs("Setup", version+1), "another title": answeredAs("Something else", version),
		"another parent": jsonAnswer(200, row(version, "Setup", "99", "<p>new</p>")), "another text": jsonAnswer(200, row(version, "Setup", "77", "<p>old</p>")),
	}
	return all
}

func TestUpdateIsBelievedOnlyWhenThePageShowsIt(t *testing.T) {
	t.Parallel()
	update := PageUpdate{ID: "12", SpaceID: "65537", Title: "Setup", ParentID: "77", Body: "<p>new</p>", Version: 4}
	states := []struct {
		name, page string
		done       bool
	}{
		{"it was done", row(4, "Setup", "77", "<p>new</p>"), true},
		{"it was done, and the text respelled", row(4, "Setup", "77", "<p >new</p>"), true},
		{"nothing was to be done, and no version was made", row(3, "Setup", "77", "<p>new</p>"), true},
		{"nothing happened", row(3, "Setup", "77", "<p>old</p>"), false},
		{"only the form was to change, and did not", row(3, "Setup", "77", "<h1>new</h1>"), false},
		{"the title stayed", row(3, "Set up", "77", "<p>new</p>"), false},
		{"the page stayed where it was", row(4, "Setup", "99", "<p>new</p>"), false},
		{"somebody else wrote", row(5, "Setup", "77", "<p>theirs</p>"), false},
	}
	for _, on := range writers {
		for answer, put := range unbelievable(4) {
			for _, state := range states {
				inBubble(t, func(t *testing.T) {
					w, c := on.client(t)
					c.transport.options.Log = func(string, ...any) {}
					w.on("PUT "+on.page, put).on("GET "+on.page, jsonAnswer(200, state.page))
					page, err := c.UpdatePage(t.Context(), update)
					if (err == nil) != state.done {
						t.Errorf("%s, the answer is %s, %s: %v", on.name, answer, state.name, err)
					}
					if err == nil && (page.ID != "12" || page.Version.Number < 3) {
						t.Errorf("%s, the answer is %s, %s: %+v", on.name, answer, state.name, page)
					}
					if err != nil && (asError(err).NoWayIn() || strings.Contains(err.Error(), "It was tried")) {
						t.Errorf("%s, the answer is %s, %s: %v", on.name, answer, state.name, err)
					}
					if n := count(w, "PUT "); n != 1 {
						t.Errorf("%s, the answer is %s, %s: written %d times", on.name, answer, state.name, n)
					}
				})
			}
		}
	}
}

// inBubble goes on with the next bubble after a failure.
func inBubble(t *testing.T, test func(*testing.T)) {
	t.Run("", func(t *testing.T) { synctest.Test(t, test) })
}

func count(w *world, method string) int {
	n := 0
	for _, r := range w.requests() {
		if strings.HasPrefix(r, method) {
			n++
		}
	}
	return n
}

func TestCreationIsBelievedOnlyWhenThePageIsThere(t *testing.T) {
	t.Parallel()
	page := NewPage{SpaceID: "65537", SpaceKey: "DOCS", ParentID: "77", Title: "Setup", Body: "<p>new</p>"}
	none := `{"results":[],"_links":{}}`
	for _, on := range writers {
		for answer, post := range unbelievable(1) {
			if answer == "another page" || strings.Contains(answer, "version") {
				continue // the id and the version of a new page are Confluence's to choose
			}
			for name, there := range map[string]struct {
				row  string
				done bool
			}{
				"it is there": {row(1, "Setup", "77", "<p>new</p>"), true}, "it is not there": {"", false},
				"somebody else's is there": {row(1, "Setup", "77", "<p>theirs</p>"), false}, "it is elsewhere": {row(1, "Setup", "99", "<p>new</p>"), false},
			} {
				inBubble(t, func(t *testing.T) {
					w, c := on.client(t)
					c.transport.options.Log = func(string, ...any) {}
					list := none
					if there.row != "" {
						list = `{"results":[` + there.row + `],"_links":{}}`
					}
					w.on("POST "+on.pages, post).on("GET "+on.titles, jsonAnswer(200, list)).on("GET "+on.page, jsonAnswer(200, there.row))
					created, err := c.CreatePage(t.Context(), page)
					if (err == nil) != there.done || err == nil && (created.ID != "12" || created.Version.Number != 1) {
						t.Errorf("%s, the answer is %s, %s: %+v %v", on.name, answer, name, created, err)
					}
					if err != nil && !asError(err).Open() {
						t.Errorf("%s, the answer is %s, %s: the page may be there", on.name, answer, name)
					}
					if n := count(w, "POST "); n != 1 {
						t.Errorf("%s, the answer is %s, %s: created %d times", on.name, answer, name, n)
					}
				})
			}
		}
	}
}

func TestShortAnswersOfGoodServersAreBelieved(t *testing.T) {
	t.Parallel()
	for _, on := range writers {
		w, c := on.client(t)
		w.on("PUT "+on.page, jsonAnswer(200, `{"id":"12"}`)).on("POST "+on.pages, jsonAnswer(200, `{"id":"12"}`))
		updated, err := c.UpdatePage(t.Context(), PageUpdate{ID: "12", Title: "Setup", Version: 4})
		if err != nil || updated.Version.Number != 4 {
			t.Errorf("%s: %+v %v", on.name, updated, err)
		}
		created, err := c.CreatePage(t.Context(), NewPage{SpaceID: "65537", SpaceKey: "DOCS", Title: "Setup"})
		if err != nil || created.Version.Number != 1 {
			t.Errorf("%s: %+v %v", on.name, created, err)
		}
		if len(w.requests()) != 2 {
			t.Errorf("%s: %s", on.name, lines(w.requests()))
		}
	}
}

func TestReadsWithoutAnAnswerAreRepeatedAFewTimes(t *testing.T) {
	for name, useless := range map[string]http.HandlerFunc{"empty": jsonAnswer(200, ""), "cut": jsonAnswer(200, `{"id":"12","tit`)} {
		for _, on := range writers {
			inBubble(t, func(t *testing.T) {
				w, c := on.client(t)
				w.on("GET "+on.page, inTurn(useless, useless, jsonAnswer(200, row(3, "Setup", "77", ""))))
				if p, err := c.Page(t.Context(), "12"); err != nil || p.Title != "Setup" {
					t.Errorf("%s, %s: %v", name, on.name, err)
				}
				w.forget()
				w.on("GET "+on.page, useless)
				if _, err := c.Page(t.Context(), "12"); !IsKind(err, Unexpected) || asError(err).NoWayIn() || len(w.requests()) != 3 || !strings.Contains(err.Error(), "says that all is well (200 OK), but it is") {
					t.Errorf("%s, %s: after%s: %v", name, on.name, lines(w.requests()), err)
				}
			})
		}
	}
}

// An upload, a label and a record are no page, but the run would remember them.
func TestOtherWritesAreNotBelievedWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	for name, useless := range map[string]http.HandlerFunc{"empty": jsonAnswer(200, ""), "cut": jsonAnswer(200, `{"results":[`), "a web page": htmlPage(200, "<html><body>All well</body></html>")} {
		for _, on := range writers {
			inBubble(t, func(t *testing.T) {
				w, c := on.client(t)
				c.transport.options.Log = func(string, ...any) {}
				v1 := strings.TrimSuffix(on.attachments, "/child/attachment")
				w.on(on.uploadMethod+on.attachments, useless).on("GET "+on.attachments, jsonAnswer(200, `{"results":[]}`)).on("POST "+v1+"/label", useless).
					on("GET "+on.page+"/properties", jsonAnswer(200, `{"results":[]}`)).on("POST "+on.page+"/properties", useless).
					on("GET "+on.page+"/property/k", jsonAnswer(404, `{"message":"No content property found"}`)).on("POST "+on.page+"/property", useless)
				if _, err := c.AttachFiles(t.Context(), "12", []Upload{{Name: "a.png", Content: []byte("x")}}); err == nil {
					t.Errorf("%s, %s: the upload is believed", on.name, name)
				}
				if err := c.AddLabels(t.Context(), "12", []string{"x"}); err == nil {
					t.Errorf("%s, %s: the label is believed", on.name, name)
				}
				if _, err := c.CreateProperty(t.Context(), "12", "k", json.RawMessage(`1`)); err == nil {
					t.Errorf("%s, %s: the property is believed", on.name, name)
				}
				if n := len(w.requests()); n > 30 {
					t.Errorf("%s, %s: %d requests", on.name, name, n)
				}
			})
		}
	}
	for _, on := range writers {
		w, c := on.client(t)
		w.on(on.uploadMethod+on.attachments, jsonAnswer(200, `{"results":[]}`)).on("GET "+on.attachments, jsonAnswer(200, `{"results":[]}`))
		if _, err := c.AttachFiles(t.Context(), "12", []Upload{{Name: "a.png"}}); err == nil {
			t.Errorf("%s: an upload without an attachment is believed", on.name)
		}
	}
}

func TestDeletionWithoutItsAnswerIsRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		w.on("DELETE "+siteURL+"/api/v2/pages/12", inTurn(jsonAnswer(200, ""), jsonAnswer(404, `{"errors":[{"title":"Cannot find a page with id [12]"}]}`)))
		if err := c.DeletePage(t.Context(), "12"); err != nil {
			t.Error(err)
		}
		w.on("DELETE "+siteURL+"/api/v2/pages/12", htmlPage(200, "<html><body>All well</body></html>"))
		if err := c.DeletePage(t.Context(), "12"); err == nil {
			t.Error("a web page is taken for a deletion")
		}
	})
}

// Data Center's document has a 200 without content for a deletion, besides the 204.
func TestDeletionOnDataCenterIsBelievedOnlyWhenThePageIsGone(t *testing.T) {
	const page = "https://confluence.example.com/ctx/rest/api/content/12"
	current, trashed := jsonAnswer(200, row(3, "Setup", "77", "")), jsonAnswer(200, `{"id":"12","status":"trashed","title":"Setup"}`)
	missing := jsonAnswer(404, `{"statusCode":404,"message":"No content found with id : ContentId{id=12}"}`)
	answers := map[string]http.HandlerFunc{
		"accepted": jsonAnswer(202, ""), "text": jsonAnswer(200, "OK"), "an empty object": jsonAnswer(200, "{}"), "cut": jsonAnswer(202, `{"id":"12","tit`),
	}
	for name, answer := range answers {
		for _, tt := range []struct {
			name      string
			deleted   []http.HandlerFunc
			stands    http.HandlerFunc
			done      bool
			deletions int
		}{
			{"it lies in the trash", []http.HandlerFunc{answer}, trashed, true, 1},
			{"it is not there", []http.HandlerFunc{answer}, missing, true, 1},
			{"it stands as before", []http.HandlerFunc{answer}, current, false, 3},
			{"it is deleted in the second try", []http.HandlerFunc{answer, jsonAnswer(204, "")}, current, true, 2},
			{"it goes late", []http.HandlerFunc{answer, missing}, current, true, 2},
		} {
			inBubble(t, func(t *testing.T) {
				w, c := onDataCenter(t)
				c.transport.options.Log = func(string, ...any) {}
				for what, remove := range map[string]func() error{
					"page": func() error { return c.DeletePage(t.Context(), "12") }, "attachment": func() error { return c.DeleteAttachment(t.Context(), "12") },
				} {
					w.forget()
					start := time.Now()
					w.on("DELETE "+page, inTurn(tt.deleted...)).on("GET "+page, tt.stands)
					err := remove()
					if (err == nil) != tt.done || count(w, "DELETE ") != tt.deletions || tt.deletions == 1 && time.Since(start) > 0 {
						t.Errorf("%s, the answer is %s, %s: %v after%s", what, name, tt.name, err, lines(w.requests()))
					}
					if err != nil && (Ends(err) == ReachRun || !strings.Contains(err.Error(), "a look at the page shows that it was not")) {
						t.Errorf("%s, the answer is %s, %s: %v", what, name, tt.name, err)
					}
				}
			})
		}
	}
	for _, status := range []int{200, 204} {
		w, c := onDataCenter(t)
		w.on("DELETE "+page, jsonAnswer(status, ""))
		if err := c.DeletePage(t.Context(), "12"); err != nil || len(w.requests()) != 1 {
			t.Errorf("%d: %v after%s", status, err, lines(w.requests()))
		}
	}
}
