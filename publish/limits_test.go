package publish_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// inSimulatedTime runs f with a bench in a bubble of synctest, where waits take no time.
func inSimulatedTime(t *testing.T, documents int, f func(b *bench)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		server, err := sandbox.New(sandbox.Options{Latency: 15 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		b := &bench{T: t, dir: dir, server: server}
		b.settings, _, err = settings.Read(settings.Sources{Flag: nothing, Environment: nothing, Input: nothing})
		if err != nil {
			t.Fatal(err)
		}
		b.settings.URL, b.settings.Space, b.settings.Owner = "https://example.atlassian.net", "DOCS", "acme/handbook"
		b.credential("unscoped")
		var files strings.Builder
		for i := range documents {
			fmt.Fprintf(&files, "-- docs/p%03d.md --\n# Page %d\n\ntext\n", i, i)
		}
		b.write(files.String())
		f(b)
	})
}

func (b *bench) through(transport http.RoundTripper) *report.Report {
	b.Helper()
	b.log.Reset()
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	return publish.Run(b.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: transport})
}

func refusal(r *http.Request, status int, header http.Header) *http.Response {
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader("")), Request: r}
}

func TestHundredPagesWhereARefusalCostsThirtySeconds(t *testing.T) {
	for _, headers := range []bool{false, true} {
		for _, parallel := range []int{8, 16, 32} {
			t.Run(fmt.Sprintf("told %v, parallel %d", headers, parallel), func(t *testing.T) {
				inSimulatedTime(t, 100, func(b *bench) {
					b.settings.Parallel = parallel
					limit := rate.NewLimiter(10, 10)
					var refused atomic.Int32
					start := time.Now()
					told := b.through(roundTripper(func(r *http.Request) (*http.Response, error) {
						is := limit.AllowN(time.Now(), 1)
						header := http.Header{}
						if headers {
							header.Set("X-RateLimit-Limit", "10")
							header.Set("X-RateLimit-Remaining", fmt.Sprint(int(limit.TokensAt(time.Now()))))
							header.Set("X-RateLimit-Interval-Seconds", "1")
							header.Set("X-RateLimit-FillRate", "10")
						}
						if !is {
							refused.Add(1)
							header.Set("Retry-After", "30")
							return refusal(r, 429, header), nil
						}
						answer, err := b.server.Transport().RoundTrip(r)
						if err == nil {
							for name, values := range header {
								answer.Header[name] = values
							}
						}
						return answer, err
					}))
					took, most := time.Since(start), 110*time.Second
					if headers {
						most = 30 * time.Second
					}
					b.Logf("%s, %d refused", took.Round(time.Second), refused.Load())
					if counts(told) != "100 created" || took > most {
						b.Errorf("%s in %s\n%s", counts(told), took, &b.log)
					}
				})
			})
		}
	}
}

func TestOutageEndsTheRunOnceAndTheNextGoesOn(t *testing.T) {
	t.Parallel()
	tests := map[string]func(r *http.Request) *http.Response{
		"every page is answered with 503":            func(r *http.Request) *http.Response { return refusal(r, 503, http.Header{}) },
		"every page is refused":                      func(r *http.Request) *http.Response { return refusal(r, 429, http.Header{}) },
		"every page is refused for longer than ever": func(r *http.Request) *http.Response { return refusal(r, 429, http.Header{"Retry-After": {"7200"}}) },
	}
	for name, fails := range tests {
		for _, method := range []string{http.MethodPost, http.MethodPut} {
			t.Run(name+", "+method, func(t *testing.T) {
				inSimulatedTime(t, 60, func(b *bench) {
					if method == http.MethodPut { // all pages are there and change
						b.through(b.server.Transport())
						for i := range 60 {
							b.write(fmt.Sprintf("-- docs/p%03d.md --\n# Page %d\n\nnew text\n", i, i))
						}
					}
					var writes atomic.Int32
					start := time.Now()
					told := b.through(roundTripper(func(r *http.Request) (*http.Response, error) {
						isOfPage := strings.Contains(r.URL.Path, "/pages") && !strings.Contains(r.URL.Path, "/properties")
						if r.Method == method && isOfPage && writes.Add(1) > 20 {
							return fails(r), nil
						}
						return b.server.Transport().RoundTrip(r)
					}))
					text := b.log.String()
					if took := time.Since(start); told.ExitCode() != 1 || took > 17*time.Minute || strings.Count(text, "What to do:") != 1 {
						b.Errorf("exit %d after %s:\n%s", told.ExitCode(), took, text)
					}
					if told = b.through(b.server.Transport()); told.ExitCode() != 0 {
						b.Errorf("the next run: exit %d\n%s", told.ExitCode(), &b.log)
					}
					if told = b.through(b.server.Transport()); counts(told) != "60 unchanged" {
						b.Errorf("the run after that: %s\n%s", counts(told), &b.log)
					}
				})
			})
		}
	}
}

// From some request on Confluence answers nothing at all as it should, the record's properties included.
func TestOutageOfEverythingIsToldOnce(t *testing.T) {
	t.Parallel()
	const aWhile = 18 * time.Minute // patience, a minute for the record, and after each of them a last request that is not answered, or a last wait
	tests := map[string]struct {
		fails func(r *http.Request) (*http.Response, error)
		most  time.Duration // that the run may take
	}{
		"503": {func(r *http.Request) (*http.Response, error) { return refusal(r, 503, http.Header{}), nil }, aWhile},
		"503 for ages": {func(r *http.Request) (*http.Response, error) {
			return refusal(r, 503, http.Header{"Retry-After": {"700"}}), nil
		}, aWhile},
		"429": {func(r *http.Request) (*http.Response, error) { return refusal(r, 429, http.Header{}), nil }, aWhile},
		"429 for more than a day": {func(r *http.Request) (*http.Response, error) {
			return refusal(r, 429, http.Header{"Retry-After": {"1e9"}}), nil
		}, time.Minute},
		"the connection is broken off": {func(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }, aWhile},
		"silence": {func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}, aWhile},
	}
	for name, tt := range tests {
		for _, documents := range []int{2, 60} {
			for _, from := range []int32{9, 12, 13, 14, 60} {
				for _, changes := range []bool{false, true} {
					t.Run(fmt.Sprintf("%s, %d documents, from %d on, changes %v", name, documents, from, changes), func(t *testing.T) {
						inSimulatedTime(t, documents, func(b *bench) {
							if changes {
								b.through(b.server.Transport())
								for i := range documents {
									b.write(fmt.Sprintf("-- docs/p%03d.md --\n---\nlabels: [new]\n---\n# Page %d\n\nnew text\n", i, i))
								}
							}
							var sent atomic.Int32
							start := time.Now()
							told := b.through(roundTripper(func(r *http.Request) (*http.Response, error) {
								if sent.Add(1) >= from {
									return tt.fails(r)
								}
								return b.server.Transport().RoundTrip(r)
							}))
							if sent.Load() < from {
								return
							}
							text := b.log.String()
							if took := time.Since(start); told.ExitCode() != 1 || took > tt.most || strings.Count(text, "What to do:") != 1 || strings.Count(text, "error") != 1 {
								b.Errorf("exit %d after %s:\n%s", told.ExitCode(), took, text)
							}
							for _, no := range []string{"error: docs/", "pagewright-", "8760h"} {
								if strings.Contains(text, no) {
									b.Errorf("it says %q:\n%s", no, text)
								}
							}
							time.Sleep(3 * time.Minute)
							if told = b.through(b.server.Transport()); told.ExitCode() != 0 {
								b.Errorf("the next run: exit %d\n%s", told.ExitCode(), &b.log)
							}
							if told = b.through(b.server.Transport()); counts(told) != fmt.Sprintf("%d unchanged", documents) {
								b.Errorf("the run after that: %s\n%s", counts(told), &b.log)
							}
						})
					})
				}
			}
		}
	}
}

func TestRecordThatChangesWheneverItIsRead(t *testing.T) {
	inSimulatedTime(t, 3, func(b *bench) {
		told := b.through(roundTripper(func(r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/properties") {
				return refusal(r, 409, http.Header{}), nil
			}
			return b.server.Transport().RoundTrip(r)
		}))
		text := b.log.String()
		if told.ExitCode() != 1 || strings.Count(text, "run again when no other run publishes there") != 1 || strings.Count(text, "error") != 1 {
			b.Errorf("exit %d:\n%s", told.ExitCode(), text)
		}
	})
}
