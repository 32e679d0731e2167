package confluence

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func dcPage(version int, title, parent, position string) http.HandlerFunc {
	return jsonAnswer(200, fmt.Sprintf(`{"id":"12","type":"page","status":"current","title":%q,"version":{"number":%d},"ancestors":[{"id":"1"},{"id":%q}],"position":%s}`, title, version, parent, position))
}

func TestPositionsAreReadInEveryForm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		v2   bool
		row  string
		want int
	}{
		{true, `"position":0`, 1},
		{true, `"position":57`, 58},
		{true, `"position":null`, 0},
		{true, `"status":"current"`, 0},
		{false, `"extensions":{"position":3}`, 4},
		{false, `"extensions":{"position":"none"}`, 0},
		{false, `"position":-1,"extensions":{"position":"none"}`, 0},
		{false, `"position":0,"extensions":{"position":0}`, 1},
		{false, `"position":5`, 6},
		{false, `"extensions":{}`, 0},
	}
	_, v2Client := onSite(t)
	_, v1Client := onDataCenter(t)
	for _, tt := range tests {
		row := []byte(`{"id":"12",` + tt.row + `}`)
		var got Page
		if tt.v2 {
			var p v2Page
			if err := json.Unmarshal(row, &p); err != nil {
				t.Errorf("%s: %v", row, err)
			}
			got = (&v2{v2Client.at()}).convert(p)
		} else {
			var p v1Page
			if err := json.Unmarshal(row, &p); err != nil {
				t.Errorf("%s: %v", row, err)
			}
			got = (&v1{v1Client.at()}).convert(p)
		}
		if got.Position != tt.want {
			t.Errorf("%s: %d, want %d", row, got.Position, tt.want)
		}
	}
}

func TestPositionIsSetOnDataCenter(t *testing.T) {
	t.Parallel()
	w, c := onDataCenter(t)
	w.on("PUT "+dcURL+"/content/12", dcPage(4, "Setup", "1", "6"))
	known := Page{ID: "12", Title: "Setup", Version: Version{Number: 3}}
	got, err := c.SetPosition(t.Context(), known, 7, VersionNote{Message: "order", MinorEdit: true})
	if err != nil || got.Position != 7 || got.Version.Number != 4 {
		t.Errorf("%+v %v", got, err)
	}
	w.expect("PUT " + dcURL + "/content/12")
	expectJSON(t, bodyOf(t, w.last()), `{"id":"12","type":"page","title":"Setup","position":6,"version":{"number":4,"message":"order","minorEdit":true}}`)

	w.on("PUT "+dcURL+"/content/12", dcPage(4, "Setup", "1", "1"))
	if got, err := c.SetPosition(t.Context(), known, FirstPosition, VersionNote{}); err != nil || got.Position != FirstPosition {
		t.Errorf("%+v %v", got, err)
	}
	expectJSON(t, bodyOf(t, w.last()), `{"id":"12","type":"page","title":"Setup","position":1,"version":{"number":4}}`)

	_, c = onSite(t)
	if _, err := c.SetPosition(t.Context(), known, 7, VersionNote{}); !IsKind(err, Unsupported) || !strings.Contains(err.Error(), "only Confluence Data Center does") {
		t.Errorf("%v", err)
	}
}
