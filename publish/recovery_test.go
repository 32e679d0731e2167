package publish_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/workflow"
)

// diesAt runs until the request that matches, which is not sent, and sends nothing from then on: a machine that goes away.
func (b *bench) diesAt(matches func(*http.Request) bool) {
	b.Helper()
	if !b.runUntil(matches, false) {
		b.Fatal("the run went through")
	}
}

// runUntil runs until the request that matches, which is sent only if it is to be done, and sends nothing from then on.
func (b *bench) runUntil(matches func(*http.Request) bool, done bool) (died bool) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	gone := errors.New("the machine went away")
	var mu sync.Mutex
	dying := roundTripper(func(request *http.Request) (*http.Response, error) {
		mu.Lock()
		defer mu.Unlock()
		if died {
			return nil, gone
		}
		if died = matches(request); !died {
			return b.server.Transport().RoundTrip(request)
		}
		if done {
			if answer, err := b.server.Transport().RoundTrip(request); err == nil {
				_ = answer.Body.Close()
			}
		}
		cancel()
		return nil, gone
	})
	host := workflow.Detect(workflow.World{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	told := publish.Run(ctx, b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: dying, Patience: confluence.Patience{Total: time.Millisecond}})
	if died && told.ExitCode() == 0 {
		b.Fatal("the broken run reports success")
	}
	return died
}

// nth matches the nth request of a method whose path has a suffix.
func nth(n int, method, suffix string) func(*http.Request) bool {
	return func(request *http.Request) bool {
		if request.Method == method && strings.HasSuffix(request.URL.Path, suffix) {
			n--
		}
		return n == 0
	}
}

func TestRunAfterACrashAtAnyCreationEndsAsIfNothingHadHappened(t *testing.T) {
	t.Parallel()
	for n := range 3 {
		b := newBench(t, handbook)
		b.diesAt(nth(n+1, http.MethodPost, "/pages"))
		if told := b.run(); told.ExitCode() != 0 {
			t.Fatalf("after a crash at page %d:\n%s", n+1, b.log.String())
		}
		if got, want := b.tree(), "Handbook\n  Guides\n    Setup\n"; got != want {
			t.Errorf("tree:\n%swant:\n%s", got, want)
		}
		b.published("3 unchanged")
		if writes := b.writes(); len(writes) > 0 {
			t.Errorf("a run that changes nothing writes: %q", writes)
		}
	}
}

func TestDocumentRenamedAfterACrashKeepsItsPage(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# One\n-- docs/b.md --\n# Two\n")
	b.settings.Parallel = 1
	b.diesAt(nth(2, http.MethodPost, "/pages"))
	id := b.page("One").ID
	b.write("-- docs/a.md --\n-- docs/new/first.md --\n# One\n\nMore.\n")
	b.published("2 created, 1 updated")
	if b.page("One").ID != id {
		t.Error("the page was made anew")
	}
}

func TestPagesOfACrashedRunWhoseDocumentIsGoneAreOrphans(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# One\n-- docs/b.md --\n# Two\n")
	b.settings.Parallel, b.settings.Orphans = 1, "delete"
	b.diesAt(nth(2, http.MethodPost, "/pages"))
	b.write("-- docs/a.md --\n")
	b.published("1 created, 1 deleted")
	if got := b.tree(); got != "Two\n" {
		t.Errorf("tree:\n%s", got)
	}
}

func TestCrashInTheMiddleOfASwapOfTitles(t *testing.T) {
	t.Parallel()
	for n := range 3 {
		b := newBench(t, "-- docs/a.md --\n# One\n\nfirst\n-- docs/b.md --\n# Two\n\nsecond\n")
		b.settings.OnEdit = "fail"
		b.published("2 created")
		b.write("-- docs/a.md --\n# Two\n\nfirst\n-- docs/b.md --\n# One\n\nsecond\n")
		puts := 0
		b.diesAt(func(request *http.Request) bool {
			if request.Method == http.MethodPut && strings.Contains(request.URL.Path, "/pages/") && !strings.Contains(request.URL.Path, "/properties") {
				puts++
			}
			return puts == n+1
		})
		if told := b.run(); told.ExitCode() != 0 {
			t.Fatalf("after a crash at write %d:\n%s", n+1, b.log.String())
		}
		b.bodyHas("Two", "first")
		b.bodyHas("One", "second")
		b.published("2 unchanged")
	}
}

func TestSwapOfTitlesWritesNoMoreThanItNeeds(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# One\n-- docs/b.md --\n# Two\n-- docs/c.md --\n# Three\n")
	b.published("3 created")
	b.write("-- docs/a.md --\n# Two\n-- docs/b.md --\n# Three\n-- docs/c.md --\n# Four\n")
	b.published("3 updated")
	for _, title := range []string{"Two", "Three", "Four"} {
		if n := b.page(title).Version().Number; n != 2 {
			t.Errorf("%q has version %d", title, n)
		}
	}
}

func TestTwoRunsOfTheSameDocumentsAtOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, handbook)
	other := b.twin()
	together(t, func() { b.run() }, func() { other.run() })
	b.published("3 unchanged")
	if got, want := b.tree(), "Handbook\n  Guides\n    Setup\n"; got != want {
		t.Errorf("tree:\n%swant:\n%s", got, want)
	}
}

func TestTwoRunsOfDifferentDocumentsAtOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n-- manual/c.md --\n# C\n-- manual/d.md --\n# D\n")
	b.write("-- .git/HEAD --\nref\n")
	other := b.twin()
	other.settings.Docs = []string{"manual"}
	together(t, func() { b.run() }, func() { other.run() })
	b.published("2 unchanged")
	b.settings.Docs = []string{"manual"}
	b.published("2 unchanged")
	if got := sorted(b.tree()); got != "A\nB\nC\nD\n" {
		t.Errorf("tree:\n%s", got)
	}
}

// twin is another machine with the same documents and the same Confluence.
func (b *bench) twin() *bench {
	return &bench{T: b.T, server: b.server, clock: b.clock, dir: b.dir, settings: b.settings}
}

func together(t *testing.T, runs ...func()) {
	t.Helper()
	var all sync.WaitGroup
	for _, run := range runs {
		all.Go(run)
	}
	all.Wait()
}

func TestPageThatSomebodyElseCreatesMeanwhileStaysTheirs(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Taken\n")
	quicker := roundTripper(func(request *http.Request) (*http.Response, error) {
		if request.Method == http.MethodPost && strings.HasSuffix(request.URL.Path, "/pages") {
			b.foreignPage("Taken")
		}
		return b.server.Transport().RoundTrip(request)
	})
	host := workflow.Detect(workflow.World{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	publish.Run(b.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: quicker})
	b.published("1 failed")
	b.bodyHas("Taken", "mine")
}

func TestPageThatAnotherRunHasJustWrittenIsWritten(t *testing.T) {
	t.Parallel()
	b := newBench(t, "-- docs/a.md --\n# Page\n")
	b.published("1 created")
	b.write("-- docs/a.md --\n# Page\n\nMore.\n")
	first := true
	slower := roundTripper(func(request *http.Request) (*http.Response, error) {
		if request.Method == http.MethodPut && strings.Contains(request.URL.Path, "/pages/") && first {
			first = false
			if told := b.twin().run(); told.ExitCode() != 0 {
				t.Error("the quicker run fails")
			}
		}
		return b.server.Transport().RoundTrip(request)
	})
	host := workflow.Detect(workflow.World{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	told := publish.Run(b.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: slower})
	if got := counts(told); got != "1 unchanged" {
		t.Errorf("got %q\n%s", got, b.log.String())
	}
	b.published("1 unchanged")
}
