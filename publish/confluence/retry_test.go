package confluence

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func limited(header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(http.StatusTooManyRequests)
	}
}

func TestWaitsAsAsked(t *testing.T) {
	// Bubbles of synctest begin at this time.
	start := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name        string
		header      []string
		least, most time.Duration
	}{
		{"seconds", []string{"Retry-After", "5"}, 5 * time.Second, 6500 * time.Millisecond},
		{"zero has a floor", []string{"Retry-After", "0"}, time.Second, 1300 * time.Millisecond},
		{"an hour has a cap", []string{"Retry-After", "3600"}, 30 * time.Second, 39 * time.Second},
		{"a number beyond all measure", []string{"Retry-After", "99999999999999999999"}, 30 * time.Second, 39 * time.Second},
		{"date", []string{"Retry-After", start.Add(7 * time.Second).Format(http.TimeFormat)}, 7 * time.Second, 9100 * time.Millisecond},
		{"date in the past", []string{"Retry-After", start.Add(-time.Hour).Format(http.TimeFormat)}, time.Second, 1300 * time.Millisecond},
		{"reset time", []string{"X-RateLimit-Reset", start.Add(8 * time.Second).Format(time.RFC3339)}, 8 * time.Second, 10400 * time.Millisecond},
		{"reset time without seconds", []string{"X-RateLimit-Reset", "2000-01-01T00:00Z"}, time.Second, 1300 * time.Millisecond},
		{"Retry-After before reset", []string{"Retry-After", "3", "X-RateLimit-Reset", start.Add(20 * time.Second).Format(time.RFC3339)}, 3 * time.Second, 3900 * time.Millisecond},
		{"announcements are no limits", []string{"Beta-Retry-After", "25", "X-Beta-RateLimit-Reset", start.Add(20 * time.Second).Format(time.RFC3339)}, 1400 * time.Millisecond, 2600 * time.Millisecond},
		{"nothing said", nil, 1400 * time.Millisecond, 2600 * time.Millisecond},
		{"nonsense", []string{"Retry-After", "soon"}, 1400 * time.Millisecond, 2600 * time.Millisecond},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", inTurn(limited(tt.header...), v2SpaceFound))
				w.connect(Target{URL: siteURL})
				if took := time.Since(start); took < tt.least || took > tt.most {
					t.Errorf("waited %s, want %s to %s", took, tt.least, tt.most)
				}
			})
		})
	}
}

func TestTooManyRequestsIsRepeatedForEveryMethod(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		refuse := limited("Retry-After", "1")
		w.on("POST "+siteURL+"/api/v2/pages", inTurn(refuse, refuse, jsonAnswer(200, `{"id":"1"}`)))
		w.on("PUT "+siteURL+"/api/v2/pages/1", inTurn(refuse, jsonAnswer(200, `{"id":"1"}`)))
		w.on("DELETE "+siteURL+"/api/v2/pages/1", inTurn(refuse, jsonAnswer(204, ``)))
		if _, err := c.CreatePage(t.Context(), NewPage{SpaceID: "65537", Title: "T"}); err != nil {
			t.Error(err)
		}
		if _, err := c.UpdatePage(t.Context(), PageUpdate{ID: "1", Title: "T", Version: 2}); err != nil {
			t.Error(err)
		}
		if err := c.DeletePage(t.Context(), "1"); err != nil {
			t.Error(err)
		}
		w.expect("POST https://acme.atlassian.net/wiki/api/v2/pages", "POST https://acme.atlassian.net/wiki/api/v2/pages", "POST https://acme.atlassian.net/wiki/api/v2/pages",
			"PUT https://acme.atlassian.net/wiki/api/v2/pages/1", "PUT https://acme.atlassian.net/wiki/api/v2/pages/1",
			"DELETE https://acme.atlassian.net/wiki/api/v2/pages/1", "DELETE https://acme.atlassian.net/wiki/api/v2/pages/1")
	})
}

func TestPatienceEndsWithTheWholeStory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		w.on("GET "+siteURL+"/api/v2/pages/1", limited("Retry-After", "600"))
		start := time.Now()
		_, err := c.Page(t.Context(), "1")
		took := time.Since(start)
		var e *Error
		if !errors.As(err, &e) || e.Kind != RateLimited || e.Attempts != len(w.requests()) || e.Elapsed != took {
			t.Fatalf("%+v", err)
		}
		if took < 2*time.Minute || took > 3*time.Minute {
			t.Errorf("gave up after %s", took)
		}
		for _, want := range []string{"read the page 1", "asked to wait 10m0s", fmt.Sprintf("It was tried %d times within", e.Attempts), "max-requests-per-second"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("no %q in %v", want, err)
			}
		}
	})
}

func TestServerErrorsAreRepeatedForReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		w.on("GET "+siteURL+"/api/v2/pages/1", inTurn(jsonAnswer(503, ``), htmlPage(502, "<html></html>"), jsonAnswer(200, `{"id":"1"}`)))
		if _, err := c.Page(t.Context(), "1"); err != nil || len(w.requests()) != 3 {
			t.Errorf("%v after %v", err, w.requests())
		}
	})
}

func TestCancelledWhileSleeping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		w.on("GET "+siteURL+"/api/v2/pages/1", limited("Retry-After", "30"))
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		start := time.Now()
		_, err := c.Page(ctx, "1")
		if !IsKind(err, Cancelled) || !errors.Is(err, context.Canceled) || time.Since(start) != 3*time.Second {
			t.Errorf("%v after %s", err, time.Since(start))
		}
	})
}

func TestRepeatsAreLoggedForPeople(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", inTurn(limited("Retry-After", "0"), v2SpaceFound))
		var log []string
		o := w.options()
		o.Log = func(format string, args ...any) { log = append(log, format) }
		if _, err := Connect(t.Context(), Target{URL: siteURL, Credential: apiToken, Space: "DOCS"}, o); err != nil {
			t.Fatal(err)
		}
		if len(log) != 2 || !strings.Contains(log[0], "trying again in") {
			t.Errorf("log: %v", log)
		}
	})
}
