package confluence

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
)

// TestChangesWithoutTextSettleOddAnswers lets Data Center answer a move in every way
// that has been seen.
func TestChangesWithoutTextSettleOddAnswers(t *testing.T) {
	stale := jsonAnswer(409, `{"statusCode":409,"message":"Version must be incremented on update. Current version is: 5"}`)
	there, before := dcPage(4, "Setup", "77", "-1"), dcPage(3, "Setup", "1", "-1")
	untold := jsonAnswer(200, `{"id":"12","title":"Setup","version":{"number":4}}`)
	tests := []struct {
		name       string
		puts, gets http.HandlerFunc
		requests   string
		version    int
		kind       Kind
	}{
		{"done", there, nil, "PUT", 4, 0},
		{"the answer tells nothing of the place", untold, there, "PUT GET", 4, 0},
		{"the answer is lost, it was done", jsonAnswer(502, ``), there, "PUT GET", 4, 0},
		{"the answer is lost, it was not done", inTurn(jsonAnswer(502, ``), there), before, "PUT GET PUT", 4, 0},
		{"the answer is empty, it was done", jsonAnswer(200, ``), there, "PUT GET", 4, 0},
		{"nothing was done at first", inTurn(before, there), before, "PUT GET PUT", 4, 0},
		{"nothing is done", before, before, "PUT GET PUT GET PUT GET", 0, Unexpected},
		{"moved without a version", dcPage(3, "Setup", "77", "-1"), dcPage(3, "Setup", "77", "-1"), "PUT GET", 3, 0},
		{"somebody wrote before", inTurn(stale, dcPage(6, "Renamed", "77", "-1")), dcPage(5, "Renamed", "1", "-1"), "PUT GET PUT", 6, 0},
		{"somebody moved it there", stale, dcPage(5, "Setup", "77", "-1"), "PUT GET", 5, 0},
		{"lost, and somebody wrote then", inTurn(jsonAnswer(502, ``), dcPage(6, "Setup", "77", "-1")), dcPage(5, "Setup", "1", "-1"), "PUT GET PUT", 6, 0},
		{"carried out twice", stale, there, "PUT GET", 4, 0},
		{"somebody writes for ever", stale, before, "PUT GET PUT GET PUT GET PUT GET", 0, Conflict},
		{"below itself", jsonAnswer(400, `{"message":"Cannot add an existing ancestor as a child!"}`), before, "PUT", 0, Conflict},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, c := onDataCenter(t)
				w.on("PUT "+dcURL+"/content/12", tt.puts)
				if tt.gets != nil {
					w.on("GET "+dcURL+"/content/12", tt.gets)
				}
				got, err := c.Reparent(t.Context(), Page{ID: "12", Title: "Setup", Version: Version{Number: 3}}, "77", VersionNote{})
				if tt.version > 0 && (err != nil || got.Version.Number != tt.version || got.ParentID != "77") || tt.version == 0 && !IsKind(err, tt.kind) {
					t.Errorf("%+v %v", got, err)
				}
				var methods []string
				for _, r := range w.requests() {
					method, _, _ := strings.Cut(r, " ")
					methods = append(methods, method)
				}
				if asked := strings.Join(methods, " "); asked != tt.requests {
					t.Errorf("requests %s, want %s", asked, tt.requests)
				}
			})
		})
	}
}

func TestMoveOnCloudIsReadBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		const move, page = siteURL + "/rest/api/content/12/move/append/77", siteURL + "/api/v2/pages/12"
		w.on("PUT "+move, jsonAnswer(200, `{"pageId":"12"}`)).on("GET "+page, pageAs("3", "", "77"))
		if got, err := c.Reparent(t.Context(), Page{ID: "12"}, "77", VersionNote{}); err != nil || got.Version.Number != 3 || got.ParentID != "77" {
			t.Errorf("%+v %v", got, err)
		}
		w.expect("PUT "+move, "GET "+page)
		w.on("GET "+page, pageAs("3", "", "1"))
		if _, err := c.Reparent(t.Context(), Page{ID: "12"}, "77", VersionNote{}); !IsKind(err, Unexpected) || !strings.Contains(err.Error(), "it was not") {
			t.Errorf("not moved: %v", err)
		}
		w.on("PUT "+move, jsonAnswer(200, ``)).on("GET "+page, pageAs("3", "", "77"))
		if _, err := c.Reparent(t.Context(), Page{ID: "12"}, "77", VersionNote{}); err != nil {
			t.Errorf("moved, and the answers of no use: %v", err)
		}
		w.on("PUT "+move, jsonAnswer(404, `{"message":"no"}`))
		if _, err := c.Reparent(t.Context(), Page{ID: "12"}, "77", VersionNote{}); !IsKind(err, NotFound) {
			t.Errorf("%v", err)
		}
	})
}

func TestTitleAloneSettlesOddAnswers(t *testing.T) {
	const put, get = "PUT " + siteURL + "/api/v2/pages/12/title", "GET " + siteURL + "/api/v2/pages/12"
	renamed, old := answeredAs("New", 4), answeredAs("Old", 3)
	missing := jsonAnswer(404, `{"errors":[{"status":404,"title":"Could not find page with id [12]"}]}`)
	tests := []struct {
		name       string
		puts, gets http.HandlerFunc
		version    int
		kind       Kind
		writes     int
	}{
		{"done", renamed, renamed, 4, 0, 1},
		{"the version is known only later", answeredAs("New", 3), renamed, 4, 0, 1},
		{"the page is new, and seen only later", renamed, inTurn(missing, missing, renamed), 4, 0, 1},
		{"the page is never seen", renamed, missing, 0, NotFound, 1},
		{"lost, done", jsonAnswer(502, ``), renamed, 4, 0, 1},
		{"lost, not done", inTurn(jsonAnswer(502, ``), renamed), inTurn(old, renamed), 4, 0, 2},
		{"nothing was done at first", inTurn(old, renamed), inTurn(old, renamed), 4, 0, 2},
		{"nothing is done", old, old, 0, Unexpected, 3},
		{"not allowed", missing, old, 0, Forbidden, 1},
		{"not there", missing, missing, 0, NotFound, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, c := onSite(t)
				w.on(put, tt.puts).on(get, tt.gets)
				got, err := c.Retitle(t.Context(), "12", "New", VersionNote{})
				if tt.version > 0 && (err != nil || got.Version.Number != tt.version || got.Title != "New") || tt.version == 0 && !IsKind(err, tt.kind) {
					t.Errorf("%+v %v", got, err)
				}
				writes := 0
				for _, r := range w.requests() {
					if strings.HasPrefix(r, "PUT") {
						writes++
					}
				}
				if writes != tt.writes {
					t.Errorf("%v", w.requests())
				}
			})
		})
	}
}

func TestRetitleOnV1KeepsWhatAPersonWroteInBetween(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onGateway(t)
		const page = gatewayURL + "/rest/api/content/12"
		body := func(version, text string) http.HandlerFunc { return pageAs(version, text, "") }
		w.on("GET "+page, inTurn(body("3", "<p>ours</p>"), body("4", "<p>theirs</p>"))).
			on("PUT "+page, inTurn(jsonAnswer(409, `{"statusCode":409,"message":"Version must be incremented on update. Current version is: 4"}`), answeredAs("New", 5)))
		got, err := c.Retitle(t.Context(), "12", "New", VersionNote{Message: "m"})
		if err != nil || got.Version.Number != 5 {
			t.Errorf("%+v %v", got, err)
		}
		expectJSON(t, bodyOf(t, w.last()), `{"type":"page","status":"current","title":"New","body":{"storage":{"representation":"storage","value":"<p>theirs</p>"}},"version":{"number":5,"message":"m"}}`)
	})
}
