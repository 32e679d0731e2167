package sandbox_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/conformance"
)

// everyTransport runs a test over connections and in process.
func everyTransport(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	for name, begin := range map[string]func(sandbox.Options) (*sandbox.Server, error){"over TCP": sandbox.Start, "in process": sandbox.New} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, err := begin(sandbox.Options{Middleware: conformance.Check(t)})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := server.Close(); err != nil {
					t.Error(err)
				}
			})
			test(t, &world{t, server, &http.Client{Transport: server.Transport()}})
		})
	}
}

func TestHooksRunBeforeAndAfterEachRequestInOrder(t *testing.T) {
	t.Parallel()
	everyTransport(t, func(t *testing.T, w *world) {
		var log []string
		w.server.Before(func(r *sandbox.Request) {
			log = append(log, fmt.Sprintf("before %d %s %s, there: %t", r.N, r, r.Sent, w.exists("New")))
		})
		w.server.After(func(r *sandbox.Request) {
			log = append(log, fmt.Sprintf("after %d: %d, there: %t", r.N, r.Answer.Status, w.exists("New")))
		})
		body := w.newPage("New")
		w.send("unscoped", "POST", siteAPI+"/pages", body)
		w.send("unscoped", "GET", siteAPI+"/pages/0", "")
		want := []string{
			"before 1 POST /wiki/api/v2/pages " + body + ", there: false", "after 1: 200, there: true",
			"before 2 GET /wiki/api/v2/pages/0 , there: true", "after 2: 404, there: true",
		}
		if !slices.Equal(log, want) {
			t.Errorf("got:\n%s\nwant:\n%s", strings.Join(log, "\n"), strings.Join(want, "\n"))
		}
		if n := w.server.Requests(); n != 2 {
			t.Errorf("%d requests", n)
		}
		w.server.ClearHooks()
		w.send("unscoped", "GET", siteAPI+"/pages/0", "")
		if n := w.server.Requests(); n != 1 || len(log) != 4 {
			t.Errorf("%d requests, %d entries", n, len(log))
		}
	})
}

func TestRequestsAreCountedWithoutGapsUnderConcurrency(t *testing.T) {
	t.Parallel()
	everyTransport(t, func(t *testing.T, w *world) {
		var numbers []int // hooks run one at a time: no lock is needed
		seen := map[int]bool{}
		w.server.Before(func(r *sandbox.Request) { numbers = append(numbers, r.N) })
		w.server.After(func(r *sandbox.Request) { seen[r.N] = true })
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 25 {
					w.attempt("GET", siteAPI+"/spaces", "")
				}
			})
		}
		all.Wait()
		for i, n := range numbers {
			if n != i+1 {
				t.Fatalf("request %d came as number %d", n, i+1)
			}
		}
		if len(numbers) != 200 || len(seen) != 200 {
			t.Errorf("%d before, %d after", len(numbers), len(seen))
		}
	})
}

func TestHookDecidesHowARequestEnds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		before, after func(*sandbox.Request)
		done          bool
		ends          func(status int, text string, err error) bool
	}{
		{"dropped before", (*sandbox.Request).Drop, nil, false, isReset},
		{"dropped after", nil, (*sandbox.Request).Drop, true, isReset},
		{"silent before", (*sandbox.Request).Silence, nil, false, isCanceled},
		{"silent after", nil, (*sandbox.Request).Silence, true, isCanceled},
		{"answered before", func(r *sandbox.Request) { r.Answer = &sandbox.Answer{Status: 418, Body: []byte("short")} }, nil, false, is(418, "short")},
		{"answered after", nil, func(r *sandbox.Request) { r.Answer.Body = nil }, true, is(200, "")},
		{"hit by a fault", func(r *sandbox.Request) { r.Hit(sandbox.Fault{Kind: sandbox.StatusAfter, Status: 502}) }, nil, true, is(502, "")},
		{"broken off", func(r *sandbox.Request) { r.Hit(sandbox.Fault{Kind: sandbox.Truncate}) }, func(*sandbox.Request) {}, true, isTruncated},
		{"reset", func(r *sandbox.Request) { r.Hit(sandbox.Fault{Kind: sandbox.ResetAfter}) }, func(*sandbox.Request) {}, true, isReset},
		{"sent otherwise", func(r *sandbox.Request) { r.Sent = []byte(strings.ReplaceAll(string(r.Sent), "Other", "New")) }, nil, true, is(200, "")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			everyTransport(t, func(t *testing.T, w *world) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				givesUp := strings.HasPrefix(c.name, "silent")
				if c.before != nil {
					w.server.Before(func(r *sandbox.Request) {
						c.before(r)
						if givesUp {
							cancel()
						}
					})
				}
				if c.after != nil {
					w.server.After(func(r *sandbox.Request) {
						c.after(r)
						if givesUp {
							cancel()
						}
					})
				}
				body := w.newPage("New")
				if c.name == "sent otherwise" {
					body = w.newPage("Other")
				}
				status, text, err := w.attemptWithin(ctx, "POST", siteAPI+"/pages", body)
				if !c.ends(status, text, err) {
					t.Errorf("it ends with %d %q, %v", status, text, err)
				}
				if w.exists("New") != c.done {
					t.Errorf("done: %t, want %t", !c.done, c.done)
				}
			})
		})
	}
}

func isReset(_ int, _ string, err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF)
}

func isCanceled(_ int, _ string, err error) bool { return errors.Is(err, context.Canceled) }

func isTruncated(status int, text string, err error) bool {
	return status == 200 && strings.HasPrefix(text, "{") && errors.Is(err, io.ErrUnexpectedEOF)
}

func is(status int, text string) func(int, string, error) bool {
	return func(s int, got string, err error) bool {
		return err == nil && s == status && (text == "" || got == text)
	}
}

func TestHeldRequestLetsOthersPass(t *testing.T) {
	t.Parallel()
	everyTransport(t, func(t *testing.T, w *world) {
		second := make(chan struct{})
		arrived := make(chan struct{})
		w.server.Before(func(r *sandbox.Request) {
			if r.N == 1 {
				r.Hold(second)
				close(arrived)
			}
		})
		var order []int
		w.server.After(func(r *sandbox.Request) {
			order = append(order, r.N)
			if r.N == 2 {
				close(second)
			}
		})
		var all sync.WaitGroup
		all.Go(func() { w.attempt("GET", siteAPI+"/spaces", "") })
		<-arrived
		all.Go(func() { w.attempt("GET", siteAPI+"/spaces", "") })
		all.Wait()
		if !slices.Equal(order, []int{2, 1}) {
			t.Errorf("done in the order %v", order)
		}
	})
}

func TestContextThatEndsWhileAHookBlocksEndsTheRequest(t *testing.T) {
	t.Parallel()
	server, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	released := make(chan struct{})
	server.Before(func(*sandbox.Request) {
		cancel()
		<-released
	})
	r, err := http.NewRequestWithContext(ctx, "GET", siteAPI+"/spaces", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := server.Transport().RoundTrip(r); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	brief, giveUp := context.WithTimeout(t.Context(), time.Millisecond)
	defer giveUp()
	if err := server.Wait(brief); err == nil {
		t.Error("nothing is under way while a hook blocks")
	}
	close(released)
	if err := server.Wait(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := server.Transport().RoundTrip(r); !errors.Is(err, context.Canceled) || server.Requests() != 1 {
		t.Errorf("a request whose context had ended was sent: %v", err)
	}
}

func TestContextThatEndsWhileAFaultBlocksEndsTheRequest(t *testing.T) {
	t.Parallel()
	server, err := sandbox.New(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	server.Before(func(r *sandbox.Request) {
		r.Hit(sandbox.Fault{Kind: sandbox.Slow, DelayMS: 3_600_000})
		cancel()
	})
	w := &world{t, server, &http.Client{Transport: server.Transport()}}
	if _, _, err := w.attemptWithin(ctx, "POST", siteAPI+"/pages", w.newPage("New")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := server.Wait(t.Context()); err != nil || w.exists("New") {
		t.Errorf("it was done: %v", err)
	}
}

func TestHookMayLetASecondClientWork(t *testing.T) {
	t.Parallel()
	everyTransport(t, func(t *testing.T, w *world) {
		other := &world{t, w.server, &http.Client{Transport: w.server.Aside()}}
		w.server.Faults().Add(sandbox.Fault{Method: "POST", Kind: sandbox.Status})
		w.server.Before(func(r *sandbox.Request) {
			if a := other.send("unscoped", "POST", siteAPI+"/pages", other.newPage("Quicker")); a.status != 200 {
				t.Errorf("the second client: %d %s", a.status, a.body)
			}
		})
		w.send("unscoped", "GET", siteAPI+"/spaces", "")
		if !w.exists("Quicker") || w.server.Requests() != 1 {
			t.Errorf("%d requests", w.server.Requests())
		}
	})
}

func TestSandboxStartsFromTheStateOfAnother(t *testing.T) {
	t.Parallel()
	w := start(t, sandbox.Options{})
	w.send("unscoped", "POST", siteAPI+"/pages", w.newPage("New"))
	from := w.server.Store().Snapshot()
	clock := sandbox.NewClock(time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC))
	for range 2 {
		server, err := sandbox.New(sandbox.Options{From: from, Now: clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		twin := &world{t, server, &http.Client{Transport: server.Transport()}}
		if !twin.exists("New") {
			t.Error("the page is not there")
		}
		clock.Advance(time.Hour)
		a := twin.send("unscoped", "POST", siteAPI+"/pages", twin.newPage("Newer"))
		date, err := http.ParseTime(a.header.Get("Date"))
		if a.status != 200 || err != nil || !date.Equal(clock.Now()) {
			t.Errorf("%d %s at %s, want %s", a.status, a.body, date, clock.Now())
		}
		if w.exists("Newer") {
			t.Error("a sandbox changes another")
		}
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkRequest(b *testing.B) {
	for name, begin := range map[string]func(sandbox.Options) (*sandbox.Server, error){"over TCP": sandbox.Start, "in process": sandbox.New} {
		b.Run(name, func(b *testing.B) {
			server, err := begin(sandbox.Options{})
			if err != nil {
				b.Fatal(err)
			}
			server.Before(func(*sandbox.Request) {})
			server.After(func(*sandbox.Request) {})
			w := &world{server: server, client: &http.Client{Transport: server.Transport()}}
			for b.Loop() {
				r, _ := http.NewRequestWithContext(b.Context(), "GET", siteAPI+"/spaces", http.NoBody)
				r.SetBasicAuth("robin@example.com", "ATATT3xFf-unscoped")
				response, err := w.client.Do(r)
				if err != nil {
					b.Fatal(err)
				}
				_, _ = io.Copy(io.Discard, response.Body)
				_ = response.Body.Close()
			}
		})
	}
}

func BenchmarkStart(b *testing.B) {
	for name, begin := range map[string]func(sandbox.Options) (*sandbox.Server, error){"over TCP": sandbox.Start, "in process": sandbox.New} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				server, err := begin(sandbox.Options{})
				if err != nil {
					b.Fatal(err)
				}
				_ = server.Close()
			}
		})
	}
}
