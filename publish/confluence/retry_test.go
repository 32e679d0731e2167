package confluence

import (
	"context"
	"errors"
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
		{"two minutes", []string{"Retry-After", "120"}, 2 * time.Minute, 126 * time.Second},
		{"ten minutes", []string{"Retry-After", "600"}, 10 * time.Minute, 630 * time.Second},
		{"date", []string{"Retry-After", start.Add(7 * time.Second).Format(http.TimeFormat)}, 7 * time.Second, 9100 * time.Millisecond},
		{"date in the past", []string{"Retry-After", start.Add(-time.Hour).Format(http.TimeFormat)}, time.Second, 1300 * time.Millisecond},
		{"reset time", []string{"X-RateLimit-Reset", start.Add(8 * time.Second).Format(time.RFC3339)}, 8 * time.Second, 10400 * time.Millisecond},
		{"reset time without seconds", []string{"X-RateLimit-Reset", "2000-01-01T00:00Z"}, time.Second, 1300 * time.Millisecond},
		{"Retry-After before reset", []string{"Retry-After", "3", "X-RateLimit-Reset", start.Add(20 * time.Second).Format(time.RFC3339)}, 3 * time.Second, 3900 * time.Millisecond},
		{"announcements are no limits", []string{"Beta-Retry-After", "25", "X-Beta-RateLimit-Reset", start.Add(20 * time.Second).Format(time.RFC3339)}, 1400 * time.Millisecond, 2600 * time.Millisecond},
		{"nothing said", nil, 1400 * time.Millisecond, 2600 * time.Millisecond},
		{"nonsense", []string{"Retry-After", "soon"}, 1400 * time.Millisecond, 2600 * time.Millisecond},
		{"not a number", []string{"Retry-After", "NaN"}, 1400 * time.Millisecond, 2600 * time.Millisecond},
		{"by the server's own clock", []string{"Date", start.Add(time.Hour).Format(http.TimeFormat), "X-RateLimit-Reset", start.Add(time.Hour + 9*time.Second).Format(time.RFC3339)}, 9 * time.Second, 9500 * time.Millisecond},
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

func TestPatienceEndsWithAFullExplanation(t *testing.T) {
	tests := []struct {
		name        string
		header      []string
		requests    int
		least, most time.Duration
		says        []string
	}{
		{"named, and kept up", []string{"Retry-After", "600"}, 2, 10 * time.Minute, 630 * time.Second, []string{"asked to wait 10m0s", "tried 2 times within", "Or set patience to more than 20m0s"}},
		{"named, and longer than patience", []string{"Retry-After", "3600"}, 1, 0, 0, []string{"asked to wait 1h0m0s", "The setting patience allows to wait 15m0s", "Run again in 1h0m0s"}},
		{"a number beyond all measure", []string{"Retry-After", "99999999999999999999"}, 1, 0, 0, []string{"asked to wait"}},
		{"not named", nil, 0, 15 * time.Minute, 15*time.Minute + 2*time.Second, []string{"kept asking", "within 15m"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, c := onSite(t)
				w.on("GET "+siteURL+"/api/v2/pages/1", limited(tt.header...))
				start := time.Now()
				_, err := c.Page(t.Context(), "1")
				took := time.Since(start)
				var e *Error
				if !errors.As(err, &e) || e.Kind != RateLimited || e.Attempts != len(w.requests()) || e.Elapsed != took || Ends(err) != ReachRun {
					t.Fatalf("%+v", err)
				}
				if took < tt.least || took > tt.most || tt.requests > 0 && len(w.requests()) != tt.requests || len(w.requests()) > 40 {
					t.Errorf("gave up after %s and %d requests", took, len(w.requests()))
				}
				for _, want := range append(tt.says, "read the page 1") {
					if !strings.Contains(err.Error(), want) {
						t.Errorf("no %q in %v", want, err)
					}
				}
			})
		})
	}
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
