package confluence

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"
)

// updateAll writes pages with several workers, each until a failure ends the run,
// and returns the failures.
func updateAll(ctx context.Context, c *Client, pages, parallel int) []error {
	var mu sync.Mutex
	var failures []error
	var next atomic.Int32
	var workers sync.WaitGroup
	for range parallel {
		workers.Go(func() {
			for {
				n := int(next.Add(1))
				if n > pages {
					return
				}
				_, err := c.UpdatePage(ctx, PageUpdate{ID: strconv.Itoa(n), Title: fmt.Sprint("Page ", n), Body: "<p>new</p>", Version: 2})
				if err != nil {
					mu.Lock()
					failures = append(failures, err)
					mu.Unlock()
				}
				if Ends(err) == ReachRun {
					return
				}
			}
		})
	}
	workers.Wait()
	return failures
}

// withPages answers for pages 1 to n: reads show the state before, writes are
// answered by a handler.
func (w *world) withPages(n int, write http.HandlerFunc) *world {
	for i := range n {
		id := strconv.Itoa(i + 1)
		page := fmt.Sprintf(`{"id":%q,"title":"Page %s","spaceId":"65537","status":"current","version":{"number":1},"body":{"storage":{"value":"<p>old</p>"}}}`, id, id)
		w.on("GET "+siteURL+"/api/v2/pages/"+id, jsonAnswer(200, page)).on("PUT "+siteURL+"/api/v2/pages/"+id, write)
	}
	return w
}

// written is the answer to a write of a page that was done.
func written(w http.ResponseWriter, r *http.Request) {
	jsonAnswer(200, fmt.Sprintf(`{"id":%q,"version":{"number":2}}`, path.Base(r.URL.Path)))(w, r)
}

func (w *world) count(method string) int {
	n := 0
	for _, r := range w.requests() {
		if strings.HasPrefix(r, method+" ") {
			n++
		}
	}
	return n
}

// withRecord answers for the property that holds the record.
func (w *world) withRecord() *world {
	const properties = siteURL + "/api/v2/pages/1/properties"
	return w.on("GET "+properties, jsonAnswer(200, `{"results":[{"id":"7","key":"record","value":1,"version":{"number":1}}]}`)).
		on("PUT "+properties+"/7", jsonAnswer(200, `{"id":"7","key":"record","value":2,"version":{"number":2}}`))
}

func writeRecord(ctx context.Context, c *Client, value int) error {
	_, err := c.UpdateProperty(ctx, "1", Property{ID: "7", Key: "record", Value: json.RawMessage(strconv.Itoa(value)), Version: 2})
	return err
}

func TestOutageEndsTheRunWithOneMessage(t *testing.T) {
	unavailable := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", "r-1")
		htmlPage(503, "<html><body>Service Unavailable</body></html>")(w, r)
	}
	tests := []struct {
		name  string
		broke http.RoundTripper // nil: only writes break
		says  []string
	}{
		{"every write is answered with 503", nil, []string{"no request to update a page has worked for 15m0s", "different pages (page 1, page 2, page 3", "503 Service Unavailable", "status.atlassian.com", "r-1"}},
		{"there is no connection", refusing, []string{"no request at all has worked for 15m0s", "different pages (page", "connection refused"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", v2SpaceFound).withPages(40, unavailable).withRecord()
				var lines atomic.Int32
				o := w.options()
				o.Log = func(string, ...any) { lines.Add(1) }
				c, err := Connect(t.Context(), Target{URL: siteURL, Credential: apiToken, Space: "DOCS"}, o)
				if err != nil {
					t.Fatal(err)
				}
				if tt.broke != nil {
					c.transport.http.Transport = tt.broke
				}
				start := time.Now()
				failures := updateAll(t.Context(), c, 40, 8)
				if took := time.Since(start); took < 15*time.Minute || took > 16*time.Minute || w.count("PUT") > 60 {
					t.Errorf("after %s and %d writes", took, w.count("PUT"))
				}
				messages := map[string]bool{}
				for _, err := range failures {
					e := asError(err)
					if e.Kind != Unavailable || Ends(err) != ReachRun {
						t.Errorf("%+v", err)
					}
					messages[e.Title()+e.meaning()] = true
				}
				if len(failures) != 8 || len(messages) != 1 {
					t.Errorf("%d failures, told in %d ways", len(failures), len(messages))
				}
				for _, want := range tt.says {
					if !strings.Contains(failures[0].Error(), want) {
						t.Errorf("no %q in %v", want, failures[0])
					}
				}
				if n := lines.Load(); n > 20 {
					t.Errorf("the log has %d lines", n)
				}
				c.transport.http.Transport = w
				before := time.Now()
				if err := writeRecord(WithPriority(t.Context()), c, 2); err != nil || time.Since(before) > 0 {
					t.Errorf("the record: %v after %s", err, time.Since(before))
				}
				if err := writeRecord(t.Context(), c, 3); Ends(err) != ReachRun {
					t.Errorf("anything else: %v", err)
				}
			})
		})
	}
}

func TestOutageThatEndsIsPutUpWith(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		up := time.Now().Add(10 * time.Minute)
		w.withPages(40, func(rw http.ResponseWriter, r *http.Request) {
			if time.Now().Before(up) {
				rw.WriteHeader(502)
				return
			}
			written(rw, r)
		})
		if failures := updateAll(t.Context(), c, 40, 8); len(failures) > 0 || time.Now().After(up.Add(time.Minute)) {
			t.Errorf("%v", failures)
		}
	})
}

// One page that Confluence cannot store does not hold up the run.
func TestPageThatAlwaysBreaksEndsAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		w.withPages(40, written).on("PUT "+siteURL+"/api/v2/pages/7", jsonAnswer(500, `{}`))
		start := time.Now()
		failures := updateAll(t.Context(), c, 40, 8)
		if len(failures) != 1 || !IsKind(failures[0], Unavailable) || Ends(failures[0]) != ReachPage || time.Since(start) > 4*time.Minute {
			t.Errorf("%v after %s", failures, time.Since(start))
		}
	})
}

func TestRefusalsWithoutEndEndTheRunWithOneMessage(t *testing.T) {
	for _, header := range [][]string{nil, {"Retry-After", "30"}, {"Retry-After", "7200"}} {
		synctest.Test(t, func(t *testing.T) {
			w, c := onSite(t)
			w.withPages(40, limited(header...)).withRecord()
			start := time.Now()
			failures := updateAll(t.Context(), c, 40, 8)
			if time.Since(start) > 16*time.Minute || w.count("PUT") > 150 {
				t.Errorf("%v: after %s and %d writes", header, time.Since(start), w.count("PUT"))
			}
			for _, err := range failures {
				if !IsKind(err, RateLimited) || Ends(err) != ReachRun {
					t.Errorf("%v: %v", header, err)
				}
			}
			if len(failures) != 8 {
				t.Errorf("%v: %d failures", header, len(failures))
			}
			before := time.Now()
			if err := writeRecord(WithPriority(t.Context()), c, 2); err != nil || time.Since(before) > 0 {
				t.Errorf("%v: the record: %v after %s", header, err, time.Since(before))
			}
		})
	}
}

// The record has its chance, but not for ever.
func TestPriorityHasNotMuchMoreThanAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, c := onSite(t)
		w.withPages(3, limited("Retry-After", "7200")).withRecord().on("PUT "+siteURL+"/api/v2/pages/1/properties/7", limited())
		_ = updateAll(t.Context(), c, 3, 1)
		start := time.Now()
		err := writeRecord(WithPriority(t.Context()), c, 2)
		if !IsKind(err, RateLimited) || time.Since(start) > 100*time.Second || w.count("PUT") < 3 {
			t.Errorf("%v after %s: %v", err, time.Since(start), w.requests())
		}
	})
}

func TestThereIsOneMoreTryWhateverTheTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t).on("GET "+siteURL+"/api/v2/spaces", v2SpaceFound).on("GET "+siteURL+"/api/v2/pages/12", jsonAnswer(200, v2PageRow))
		o := w.options()
		o.Timeout, o.Patience = 3*time.Minute, Patience{Total: time.Minute}
		c, err := Connect(t.Context(), Target{URL: siteURL, Credential: apiToken, Space: "DOCS"}, o)
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		c.transport.http.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
			if asked++; asked == 1 {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return w.RoundTrip(r)
		})
		if _, err := c.Page(t.Context(), "12"); err != nil || asked != 2 {
			t.Errorf("%v after %d requests", err, asked)
		}
	})
}

func TestNobodyWaitsWhenTheRunIsStopped(t *testing.T) {
	tests := map[string]http.HandlerFunc{
		"closed by a refusal": limited("Retry-After", "600"),
		"refused, no time":    limited(),
		"down":                jsonAnswer(503, ""),
	}
	for name, answer := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, c := onSite(t)
				w.withPages(40, answer)
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(5*time.Minute, cancel)
				start := time.Now()
				failures := updateAll(ctx, c, 40, 8)
				if len(failures) != 8 || time.Since(start) != 5*time.Minute {
					t.Errorf("%d failures after %s", len(failures), time.Since(start))
				}
				for _, err := range failures {
					if !IsKind(err, Cancelled) || !errors.Is(err, context.Canceled) {
						t.Error(err)
					}
				}
			})
		})
	}
	t.Run("the server is silent", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			_, c := onSite(t)
			c.transport.http.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
				<-r.Context().Done()
				return nil, r.Context().Err()
			})
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(20*time.Second, cancel)
			start := time.Now()
			if failures := updateAll(ctx, c, 40, 8); len(failures) != 8 || time.Since(start) != 20*time.Second {
				t.Errorf("%v after %s", failures, time.Since(start))
			}
		})
	})
}

// A hundred plain requests through the whole client, where a refusal costs thirty
// seconds; the gate's own tests have the other servers.
func TestClientKeepsTheRate(t *testing.T) {
	for _, told := range []bool{false, true} {
		for _, parallel := range []int{8, 16, 32} {
			synctest.Test(t, func(t *testing.T) {
				w, c := onSite(t)
				limit := rate.NewLimiter(10, 10)
				w.withPages(100, func(rw http.ResponseWriter, r *http.Request) {
					time.Sleep(20 * time.Millisecond)
					is := limit.AllowN(time.Now(), 1)
					if told {
						rw.Header().Set("X-RateLimit-Limit", "10")
						rw.Header().Set("X-RateLimit-Remaining", strconv.Itoa(int(limit.TokensAt(time.Now()))))
						rw.Header().Set("X-RateLimit-Interval-Seconds", "1")
						rw.Header().Set("X-RateLimit-FillRate", "10")
					}
					if !is {
						limited("Retry-After", "30")(rw, r)
						return
					}
					written(rw, r)
				})
				start := time.Now()
				failures := updateAll(t.Context(), c, 100, parallel)
				took, most := time.Since(start), 110*time.Second
				if told {
					most = 30 * time.Second
				}
				t.Logf("told %v, parallel %d: %s, %d refused", told, parallel, took.Round(time.Second), w.count("PUT")-100)
				if len(failures) > 0 || took > most {
					t.Errorf("%v", failures)
				}
			})
		}
	}
}

func TestEveryKindHasItsConsequence(t *testing.T) {
	t.Parallel()
	for kind := Unexpected; kind <= Cancelled; kind++ {
		if _, known := consequences[kind]; !known || titles[kind] == "" {
			t.Errorf("kind %d (%q) is not in the table", kind, titles[kind])
		}
	}
	if last := Cancelled + 1; len(consequences) != int(last) {
		t.Errorf("%d kinds in the table, %d there are", len(consequences), last)
	}
}

func TestEndsTellsHowMuchOfARunAFailureEnds(t *testing.T) {
	t.Parallel()
	timedOut := fmt.Errorf("dial: %w", context.DeadlineExceeded)
	tests := []struct {
		err  error
		want Reach
	}{
		{nil, ReachNone},
		{errors.New("the document cannot be read"), ReachPage},
		{context.Canceled, ReachRun},
		{&Error{Kind: TitleTaken, Operation: CreatePage}, ReachPage},
		{&Error{Kind: TooLarge, Operation: UpdatePage}, ReachPage},
		{&Error{Kind: TooLarge, Operation: UploadAttachment}, ReachStep},
		{&Error{Kind: Forbidden, Operation: AddLabels}, ReachStep},
		{&Error{Kind: Unavailable, Operation: UploadAttachment}, ReachPage},
		{&Error{Kind: Unavailable, Cause: timedOut}, ReachPage},
		{&Error{Kind: Unavailable, note: noteHostDown}, ReachRun},
		{&Error{Kind: NotFound, Operation: UpdatePage}, ReachPage},
		{&Error{Kind: NotFound, note: noteSpace}, ReachRun},
		{&Error{Kind: Unsupported, Operation: MovePage}, ReachStep},
		{&Error{Kind: Scope, Operation: AddLabels}, ReachRun},
		{fmt.Errorf("wrapped: %w", &Error{Kind: Cancelled, Cause: context.Canceled}), ReachRun},
		{&Error{Kind: Forbidden, connecting: true}, ReachRun},
	}
	for _, tt := range tests {
		if got := Ends(tt.err); got != tt.want {
			t.Errorf("%+v ends %d, want %d", tt.err, got, tt.want)
		}
	}
	if all := Consequences(); len(all) != len(consequences) || slices.ContainsFunc(all, func(c Consequence) bool { return c.Failure == "" || c.Ends == "" || c.Again == "" || c.Others == "" }) {
		t.Errorf("%+v", all)
	}
}
