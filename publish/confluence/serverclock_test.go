package confluence

import (
	"net/http"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
)

func TestServerTimeFollowsTheLastAnswer(t *testing.T) {
	t.Parallel()
	passing := clock.NewFake(time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC))
	date := ""
	w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", func(rw http.ResponseWriter, r *http.Request) {
		if date != "" {
			rw.Header().Set("Date", date)
		}
		v2SpaceFound(rw, r)
	})
	o := w.options()
	o.Clock = passing
	c, err := Connect(t.Context(), Target{URL: siteURL, Space: "DOCS", Credential: apiToken}, o)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.ServerTime(); !got.IsZero() {
		t.Errorf("no answer has told, %s", got)
	}
	w.on("GET "+siteURL+"/api/v2/pages/12", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Date", date)
		jsonAnswer(404, `{"errors":[{"title":"Cannot find a page with id [12]"}]}`)(rw, r)
	})
	server := time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC) // its clock is wrong
	date = server.Format(http.TimeFormat)
	_, _ = c.Page(t.Context(), "12")
	passing.Advance(90 * time.Second)
	if got := c.ServerTime(); !got.Equal(server.Add(90 * time.Second)) {
		t.Errorf("%s", got)
	}
	date = "soon"
	_, _ = c.Page(t.Context(), "12")
	if got := c.ServerTime(); !got.Equal(server.Add(90 * time.Second)) {
		t.Errorf("after an answer without a date: %s", got)
	}
}
