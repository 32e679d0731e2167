package confluence

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A scopedGateway is a gateway whose gate checks a token's scopes before
// anything else, as the real one does, and then finds nothing.
func scopedGateway(t *testing.T, v1Alive bool, scopes ...string) *world {
	t.Helper()
	w := newWorld(t)
	for _, a := range abilities {
		for version, n := range map[string]*need{V1: a.v1, V2: a.v2} {
			if n == nil {
				continue
			}
			root := map[string]string{V1: "/rest/api", V2: "/api/v2"}[version]
			c := harmless(a.operation, version)
			removed := version == V1 && a.v2 != nil && !v1Alive
			w.on(c.method+" "+gatewayURL+root+c.path, func(rw http.ResponseWriter, r *http.Request) {
				has := func(list []string) bool {
					return len(list) > 0 && !slices.ContainsFunc(list, func(s string) bool { return !slices.Contains(scopes, s) })
				}
				switch {
				case !has(n.classic) && !has(n.granular):
					scopeMismatch(rw, r)
				case removed:
					gone(rw, r)
				case version == V1:
					jsonAnswer(404, `{"statusCode":404,"message":"No content found with id : ContentId{id=999999999999}"}`)(rw, r)
				default:
					jsonAnswer(404, `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Cannot find a page with id [999999999999]"}]}`)(rw, r)
				}
			})
		}
	}
	first := func(h http.HandlerFunc, version string, scope ...string) http.HandlerFunc {
		if version == V1 && !v1Alive {
			return gone
		}
		if slices.ContainsFunc(scope, func(s string) bool { return slices.Contains(scopes, s) }) {
			return h
		}
		return scopeMismatch
	}
	return w.on("GET "+gatewayURL+"/rest/api/space/DOCS", first(v1SpaceFound, V1, "read:confluence-space.summary", "read:content-details:confluence")).
		on("GET "+gatewayURL+"/api/v2/spaces", first(v2SpaceFound, V2, "read:space:confluence"))
}

var plan = []Operation{ListPages, CreatePage, UpdatePage, UploadAttachment, AddLabels, UpdateProperty}

func TestPreflightPassesWithTheLeastScopes(t *testing.T) {
	t.Parallel()
	ops := append([]Operation{FindSpace}, plan...)
	classic, granular1 := LeastScopes(ops, V1)
	_, granular2 := LeastScopes(ops, V2)
	tests := []struct {
		name    string
		v1Alive bool
		scopes  []string
		root    string
	}{
		{"classic", true, classic, "wiki/rest/api"},
		{"granular of v1", true, granular1, "wiki/rest/api"},
		{"granular of v2, v1 alive", true, granular2, "wiki/api/v2"},
		{"granular of v2, v1 gone", false, granular2, "wiki/api/v2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := scopedGateway(t, tt.v1Alive, tt.scopes...)
			c := w.connect(Target{URL: gatewayURL})
			if err := c.Preflight(t.Context(), plan); err != nil {
				t.Fatal(err)
			}
			if got := c.Route().Root; got != tt.root {
				t.Errorf("root %s, want %s", got, tt.root)
			}
		})
	}
}

func TestPreflightNamesEverythingThatIsMissingAtOnce(t *testing.T) {
	t.Parallel()
	w := scopedGateway(t, true, "read:space:confluence", "read:page:confluence", "read:confluence-space.summary", "read:confluence-content.summary")
	c := w.connect(Target{URL: gatewayURL})
	err := c.Preflight(t.Context(), plan)
	var e *Error
	if !errors.As(err, &e) || e.Kind != Scope || !e.NoWayIn() {
		t.Fatalf("%v", err)
	}
	if want := []Operation{CreatePage, UpdatePage, UploadAttachment, AddLabels, UpdateProperty}; !slices.Equal(e.Missing, want) {
		t.Errorf("missing %v", e.Missing)
	}
	classic, _ := LeastScopes(plan, V1)
	_, granular := LeastScopes(plan, V2)
	for _, scope := range slices.Concat(classic, granular) {
		if !strings.Contains(err.Error(), scope) {
			t.Errorf("%s is not named in\n%v", scope, err)
		}
	}
}

func TestPreflightAsksEachGateOnceAndChangesNothing(t *testing.T) {
	t.Parallel()
	w := scopedGateway(t, true, "read:confluence-space.summary", "read:confluence-content.summary", "write:confluence-content", "write:confluence-file", "write:confluence-props")
	c := w.connect(Target{URL: gatewayURL})
	w.forget()
	if err := c.Preflight(t.Context(), []Operation{FindSpace, ListPages, ReadPage, CreatePage, UpdatePage, CreateProperty, UpdateProperty}); err != nil {
		t.Fatal(err)
	}
	w.expect(
		"GET "+gatewayURL+"/rest/api/content?limit=1&spaceKey=no-such-space",
		"POST "+gatewayURL+"/rest/api/content",
		"POST "+gatewayURL+"/rest/api/content/999999999999/property",
	)
	expectJSON(t, bodyOf(t, w.seen[1]), `{"type":"page","status":"current","title":"Pagewright asks whether it may write here","space":{"key":"no-such-space"},"body":{"storage":{"representation":"storage","value":""}}}`)
	w.forget()
	if err := c.Preflight(t.Context(), []Operation{CreatePage}); err != nil || len(w.requests()) != 0 {
		t.Errorf("what is known was asked again: %v %v", err, w.requests())
	}
}

func TestPreflightAsksNothingWhereThereAreNoScopes(t *testing.T) {
	t.Parallel()
	for _, client := range []func(*testing.T) (*world, *Client){onSite, onDataCenter} {
		w, c := client(t)
		if err := c.Preflight(t.Context(), plan); err != nil || len(w.requests()) != 0 {
			t.Errorf("%v after %v", err, w.requests())
		}
	}
}

func TestPreflightKeepsAnExplicitRoot(t *testing.T) {
	t.Parallel()
	_, granular := LeastScopes(append([]Operation{FindSpace}, plan...), V2)
	w := scopedGateway(t, true, granular...)
	c := w.connect(Target{URL: gatewayURL, APIRoot: "v1"})
	err := c.Preflight(t.Context(), plan)
	if !IsKind(err, Scope) || c.Route().Version != V1 || !strings.Contains(err.Error(), "Set api-root: v2") {
		t.Errorf("%s: %v", c.Route(), err)
	}
}

func TestSwitchedOffInMidRunMovesToV2WithoutRepeatingAWrite(t *testing.T) {
	t.Parallel()
	w, c := onGateway(t)
	alive := func(id string) http.HandlerFunc {
		return jsonAnswer(200, `{"id":"`+id+`","title":"`+id+`","version":{"number":1}}`)
	}
	w.on("POST "+gatewayURL+"/rest/api/content", inTurn(alive("1"), gone)).on("GET "+gatewayURL+"/rest/api/content/1", gone).
		on("POST "+gatewayURL+"/api/v2/pages", func(rw http.ResponseWriter, r *http.Request) {
			jsonAnswer(404, `{"errors":[{"title":"Cannot find a space"}]}`)(rw, r)
		})
	if _, err := c.CreatePage(t.Context(), NewPage{SpaceID: "65537", SpaceKey: "DOCS", Title: "1"}); err != nil {
		t.Fatal(err)
	}
	w.on("POST "+gatewayURL+"/api/v2/pages", inTurn(jsonAnswer(404, `{"errors":[{"title":"Cannot find a space with id [999999999999]"}]}`), alive("2")))
	var wait sync.WaitGroup
	for range 4 { // several requests meet the switch-off at once
		wait.Go(func() {
			if _, err := c.CreatePage(t.Context(), NewPage{SpaceID: "65537", SpaceKey: "DOCS", Title: "2"}); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if route := c.Route(); route.Root != "wiki/api/v2" || !strings.Contains(route.Reason, "switched off") {
		t.Errorf("route %s", route)
	}
	written := 0
	for _, s := range w.seen {
		if s.method == "POST" && s.path == "/ex/confluence/"+cloudID+"/wiki/api/v2/pages" && !strings.Contains(s.body, noID) {
			written++
		}
	}
	if written != 4 {
		t.Errorf("%d pages were written on v2, want 4:%s", written, lines(w.requests()))
	}
}

func TestSwitchedOffInMidRunWithoutTheScopes(t *testing.T) {
	t.Parallel()
	w, c := onGateway(t)
	w.on("GET "+gatewayURL+"/rest/api/content/1", gone).on("GET "+gatewayURL+"/api/v2/pages/999999999999", scopeMismatch)
	_, err := c.Page(t.Context(), "1")
	if !IsKind(err, Gone) || !strings.Contains(err.Error(), "read:page:confluence") || strings.Contains(err.Error(), "confluence-content.summary") {
		t.Errorf("%v", err)
	}
	if c.Route().Version != V1 {
		t.Errorf("route %s", c.Route())
	}
}

func TestListingSurvivesTheSwitchOff(t *testing.T) {
	t.Parallel()
	w, c := onGateway(t)
	w.on("GET "+gatewayURL+"/rest/api/content", inTurn(jsonAnswer(200, `{"results":[{"id":"1"},{"id":"2"}],"_links":{"next":"/rest/api/content?start=2"}}`), gone)).
		on("GET "+gatewayURL+"/api/v2/spaces/999999999999/pages", jsonAnswer(404, `{"errors":[{"title":"no space"}]}`)).
		on("GET "+gatewayURL+"/api/v2/spaces/65537/pages", jsonAnswer(200, `{"results":[{"id":"1"},{"id":"2"},{"id":"3"}],"_links":{}}`))
	var ids []string
	for p, err := range c.Pages(t.Context(), docs) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, p.ID)
	}
	if got := strings.Join(ids, " "); got != "1 2 3" {
		t.Errorf("pages %s", got)
	}
}
