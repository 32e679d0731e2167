package confluence

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
)

func propertyAs(version int, value string) http.HandlerFunc {
	return jsonAnswer(200, fmt.Sprintf(`{"results":[{"id":"5","key":"k","value":%s,"version":{"number":%d}}],"_links":{}}`, value, version))
}

func TestPropertyWritesAreSettledByReadingBack(t *testing.T) {
	written := func(version int) http.HandlerFunc {
		return jsonAnswer(200, fmt.Sprintf(`{"id":"5","key":"k","value":"mine","version":{"number":%d}}`, version))
	}
	lost, none := jsonAnswer(502, ``), jsonAnswer(200, noProperty)
	stale := jsonAnswer(409, `{"errors":[{"status":409,"title":"Version must be incremented"}]}`)
	exists := jsonAnswer(409, `{"errors":[{"status":409,"title":"Property with key [k] already exists"}]}`)
	rolledBack := jsonAnswer(409, `{"errors":[{"status":409,"title":"Transaction rolled back because it has been marked as rollback-only"}]}`)
	const done = Kind(-1)
	tests := []struct {
		name          string
		version       int
		writes, reads http.HandlerFunc
		kind          Kind // of the failure
		requests      int
	}{
		{"created", 1, written(1), nil, done, 1},
		{"created, lost", 1, lost, propertyAs(1, `"mine"`), done, 2},
		{"created, the answer empty", 1, jsonAnswer(200, ``), propertyAs(1, `"mine"`), done, 2},
		{"created, the answer without an id", 1, jsonAnswer(200, `{}`), propertyAs(1, `"mine"`), done, 2},
		{"lost, not created", 1, inTurn(lost, written(1)), none, done, 3},
		{"lost, another created", 1, lost, propertyAs(1, `"theirs"`), Conflict, 2},
		{"lost, seen only after it was refused", 1, inTurn(lost, exists), inTurn(none, propertyAs(1, `"mine"`)), done, 4},
		{"the answer empty, not created", 1, inTurn(jsonAnswer(200, ``), jsonAnswer(200, ``), written(1)), none, done, 5},
		{"the answers empty for ever", 1, jsonAnswer(200, ``), none, Unexpected, 6},
		{"exists", 1, exists, propertyAs(1, `"theirs"`), PropertyExists, 2},
		{"created twice on the way", 1, exists, propertyAs(1, `"mine"`), done, 2},

		{"updated", 3, written(3), nil, done, 1},
		{"updated, lost", 3, lost, propertyAs(3, `"mine"`), done, 2},
		{"updated, the answer of another version", 3, written(2), propertyAs(3, `"mine"`), done, 2},
		{"the answer of another version for ever", 3, written(2), propertyAs(2, `"old"`), Unexpected, 6},
		{"lost, not updated", 3, inTurn(lost, written(3)), propertyAs(2, `"old"`), done, 3},
		{"rolled back inside", 3, inTurn(rolledBack, written(3)), propertyAs(2, `"old"`), done, 3},
		{"lost, another updated", 3, lost, propertyAs(3, `"theirs"`), Conflict, 2},
		{"lost, updated and another after it", 3, lost, propertyAs(4, `"theirs"`), Conflict, 2},
		{"lost, another removed it", 3, lost, none, Conflict, 2},
		{"somebody wrote", 3, stale, propertyAs(3, `"theirs"`), Conflict, 2},
		{"updated twice on the way", 3, stale, propertyAs(3, `"mine"`), done, 2},
		{"somebody removed it", 3, jsonAnswer(404, `{"errors":[{"status":404,"title":"Could not find property"}]}`), none, Conflict, 0},
		{"not allowed", 3, jsonAnswer(404, `{"errors":[{"status":404,"title":"Could not find page with id [12]"}]}`), propertyAs(2, `"old"`), Forbidden, 0},
		{"too large by 413", 3, jsonAnswer(413, ``), nil, TooLarge, 1},
		{"too large by 400", 3, jsonAnswer(400, `{"errors":[{"status":400,"title":"The value of property with key [k] exceeds 32768 characters"}]}`), nil, TooLarge, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, c := onSite(t)
				w.on("POST "+propertyURL, tt.writes).on("PUT "+propertyURL+"/5", tt.writes)
				if tt.reads != nil {
					w.on("GET "+propertyURL, tt.reads)
				}
				var got Property
				var err error
				if tt.version == 1 {
					got, err = c.CreateProperty(t.Context(), "12", "k", json.RawMessage(`"mine"`))
				} else {
					got, err = c.UpdateProperty(t.Context(), "12", Property{ID: "5", Key: "k", Value: json.RawMessage(`"mine"`), Version: tt.version})
				}
				if tt.kind == done && (err != nil || got.ID != "5" || got.Version != tt.version || string(got.Value) != `"mine"`) || tt.kind != done && !IsKind(err, tt.kind) {
					t.Errorf("%+v %v", got, err)
				}
				if n := len(w.requests()); tt.requests > 0 && n != tt.requests {
					t.Errorf("%d requests: %v", n, w.requests())
				}
			})
		})
	}
}

func TestPropertiesOfFolders(t *testing.T) {
	t.Parallel()
	const folderURL = siteURL + "/api/v2/folders/12/properties"
	noPage := jsonAnswer(404, `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Cannot find a page with id [12]"}]}`)
	w, c := onSite(t)
	for _, request := range []string{"GET " + propertyURL, "POST " + propertyURL, "PUT " + propertyURL + "/5", "DELETE " + propertyURL + "/5"} {
		w.on(request, noPage)
	}
	w.on("POST "+folderURL, jsonAnswer(200, `{"id":"5","key":"k","value":1,"version":{"number":1}}`)).
		on("GET "+folderURL, propertyAs(1, `1`)).
		on("PUT "+folderURL+"/5", jsonAnswer(200, `{"id":"5","key":"k","value":2,"version":{"number":2}}`)).
		on("DELETE "+folderURL+"/5", jsonAnswer(204, ``))
	p, err := c.CreateProperty(t.Context(), "12", "k", json.RawMessage(`1`))
	if err != nil || p.ID != "5" {
		t.Fatalf("%+v %v", p, err)
	}
	p.Value, p.Version = json.RawMessage(`2`), 2
	if p, err = c.UpdateProperty(t.Context(), "12", p); err != nil {
		t.Error(err)
	}
	if all, err := c.Properties(t.Context(), "12"); err != nil || len(all) != 1 {
		t.Errorf("%+v %v", all, err)
	}
	if err := c.RemoveProperty(t.Context(), "12", p); err != nil {
		t.Error(err)
	}
	w.expect("POST "+propertyURL, "POST "+folderURL, "PUT "+folderURL+"/5", "GET "+folderURL+"?limit=250", "DELETE "+folderURL+"/5")

	w, c = onGatewayV2(t)
	w.on("GET "+gatewayURL+"/api/v2/pages/9", jsonAnswer(200, `{"id":"9","parentId":"12","parentType":"folder"}`)).
		on("GET "+gatewayURL+"/api/v2/folders/12/properties", scopeMismatch)
	if _, err := c.Page(t.Context(), "9"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Property(t.Context(), "12", "k"); !IsKind(err, Scope) || !strings.Contains(err.Error(), "read:folder:confluence") {
		t.Errorf("%v", err)
	}
}

func onGatewayV2(t *testing.T) (*world, *Client) {
	w := newWorld(t).on("GET "+gatewayURL+"/api/v2/spaces", v2SpaceFound)
	c := w.connect(Target{URL: gatewayURL, APIRoot: "v2"})
	w.forget()
	return w, c
}
