package publish_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/sandbox"
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
			return b.roundTrip(request)
		}
		if done {
			if answer, err := b.roundTrip(request); err == nil {
				_ = answer.Body.Close()
			}
		}
		cancel()
		return nil, gone
	})
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	told := publish.Run(ctx, b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: dying, Patience: confluence.Patience{Total: time.Millisecond}})
	if died && told.ExitCode() == 0 {
		b.Fatal("the broken run reports success")
	}
	return died
}

// breaksAtWrite runs until the nth write; see runUntil.
func (b *bench) breaksAtWrite(n int, done bool) (broke bool) {
	b.Helper()
	writes := 0
	return b.runUntil(func(request *http.Request) bool {
		if request.Method != http.MethodGet {
			writes++
		}
		return writes == n
	}, done)
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
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
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
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	told := publish.Run(b.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: slower})
	if got := counts(told); got != "1 unchanged" {
		t.Errorf("got %q\n%s", got, b.log.String())
	}
	b.published("1 unchanged")
}

// creates and updates tell the requests that do so to a page, on all three faces.
func creates(r *http.Request) bool {
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/pages") && !strings.HasSuffix(r.URL.Path, "/content") || r.GetBody == nil {
		return false
	}
	sent, err := r.GetBody()
	if err != nil {
		return false
	}
	body, _ := io.ReadAll(sent)
	return !bytes.Contains(body, []byte("Pagewright asks whether")) // which creates nothing
}

func updates(id string) func(*http.Request) bool {
	return func(r *http.Request) bool {
		return r.Method == http.MethodPut && (strings.HasSuffix(r.URL.Path, "/pages/"+id) || strings.HasSuffix(r.URL.Path, "/content/"+id))
	}
}

func TestTitleThatAPersonTakesAfterABreakStaysTheirs(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# Taken\n\nfrom git\n", func(b *bench) {
		b.diesAt(creates)
		b.foreignPage("Taken")
		b.published("1 failed")
		b.logHas("which was not published from here and is left alone")
		b.bodyHas("Taken", "mine")
		if n := b.page("Taken").Version().Number; n != 1 {
			b.Errorf("the person's page has version %d", n)
		}
		if err := b.server.Person("DOCS").Rename("Taken", "Theirs"); err != nil {
			b.Fatal(err)
		}
		b.published("1 created")
		b.unchanged()
	})
}

// The machine goes away after a page was written, and before that was recorded; then the document changes again.
func TestWriteOfABrokenRunIsNoEdit(t *testing.T) {
	t.Parallel()
	for _, onEdit := range []string{"overwrite", "keep", "fail"} {
		onFaces(t, "-- docs/a.md --\n# Page\n\none\n", func(b *bench) {
			b.settings.OnEdit = onEdit
			b.published("1 created")
			b.write("-- docs/a.md --\n# Page\n\ntwo\n")
			if !b.runUntil(updates(b.page("Page").ID), true) {
				b.Fatal("the page was not written")
			}
			b.bodyHas("Page", "two")
			b.write("-- docs/a.md --\n# Page\n\nthree\n")
			b.published("1 updated")
			b.bodyHas("Page", "three")
			if strings.Contains(b.log.String(), "edited in Confluence") {
				b.Errorf("%s: an own write is called an edit:\n%s", onEdit, b.log.String())
			}
			b.unchanged()
		})
	}
}

// A run of a newer commit publishes while an older one is about to write to the record.
func TestRunsOfTwoCommitsAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n", func(b *bench) {
		b.published("1 created")
		b.write("-- docs/a.md --\n# A\n\nmore\n")
		other := b.twin()
		other.at(b.face)
		other.dir = b.TempDir()
		other.write("-- docs/a.md --\n# A\n\nmore\n-- docs/b.md --\n# B\n")
		met := false
		b.server.Before(func(r *sandbox.Request) {
			if r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/propert") && !met {
				met = true
				host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &other.log, Stderr: &other.log})
				publish.Run(other.Context(), other.settings, publish.World{Host: host, WorkingDir: other.dir, Transport: other.server.Aside()})
			}
		})
		if told := b.run(); told.ExitCode() != 0 || !met {
			b.Errorf("exit code %d, met %v\n%s", told.ExitCode(), met, b.log.String())
		}
		b.server.ClearHooks()
		other.run()
		other.unchanged()
		if got := sorted(other.tree()); got != "A\nB\n" {
			b.Errorf("tree:\n%s", got)
		}
	})
}

// Pages get versions of their own when they are put in order, also those whose links are not settled yet.
func TestBreakAtAnyRequestBeforeAllTextsAndTitlesChange(t *testing.T) {
	t.Parallel()
	const before = "-- docs/a.md --\n---\norder: 3\n---\n# One\n\n[b](b.md)\n-- docs/b.md --\n---\norder: 2\n---\n# Two\n\n[c](c.md)\n-- docs/c.md --\n---\norder: 1\n---\n# Three\n\n[a](a.md)\n"
	const after = "-- docs/a.md --\n# Two\n\nnew [b](b.md)\n-- docs/b.md --\n# Three\n\nnew [c](c.md)\n-- docs/c.md --\n# One\n\nnew [a](a.md)\n"
	for _, at := range faces {
		t.Run(at.name, func(t *testing.T) {
			t.Parallel()
			for n, reached := 1, true; reached; n += pointsApart() {
				b := newBench(t, before)
				b.at(at)
				b.settings.Parallel = 1
				requests := 0
				reached = b.runUntil(func(*http.Request) bool { requests++; return requests == n }, true)
				b.write(after)
				if told := b.run(); told.ExitCode() != 0 {
					b.Errorf("after a break at request %d the next run exits with %d:\n%s", n, told.ExitCode(), b.log.String())
				}
				if got, want := b.tree(), "Two\nThree\nOne\n"; got != want {
					b.Errorf("after a break at request %d, the tree:\n%swant:\n%s", n, got, want)
				}
			}
		})
	}
}
