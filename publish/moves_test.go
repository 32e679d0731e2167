package publish_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// reversed lets the documents stand in the reverse order.
func reversed(b *bench, documents int) {
	b.Helper()
	var files strings.Builder
	for i := range documents {
		fmt.Fprintf(&files, "-- docs/p%03d.md --\n---\norder: %d\n---\n# Page %d\n\ntext\n", i, documents-i, i)
	}
	b.write(files.String())
}

// wantsReversed compares the tree with what reversed asks for.
func (b *bench) wantsReversed(documents int) {
	b.Helper()
	var want strings.Builder
	for i := range documents {
		fmt.Fprintf(&want, "Page %d\n", documents-1-i)
	}
	if got := b.tree(); got != want.String() {
		b.Errorf("the pages stand as\n%s", got)
	}
}

func TestMovesAmongSiblingsAreMadeSideBySide(t *testing.T) {
	t.Parallel()
	inSimulatedTime(t, 160, func(b *bench) {
		b.trips()
		reversed(b, 160)
		if got := b.trips(); got > 45 {
			b.Errorf("%d requests wait for each other, want at most 45 for 159 moves", got)
		}
		b.wantsReversed(160)
	})
}

// toldLog counts the outcomes of pages that are told.
type toldLog struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *toldLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *toldLog) outcomes() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), "(docs/")
}

func TestOutcomesDoNotWaitForMovesAmongSiblings(t *testing.T) {
	t.Parallel()
	inSimulatedTime(t, 80, func(b *bench) {
		log, toldBefore := &toldLog{}, 0
		var moves atomic.Int32
		host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: log, Stderr: log})
		told := publish.Run(b.Context(), b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			if strings.Contains(r.URL.Path, "/move/") && moves.Add(1) == 1 {
				toldBefore = log.outcomes()
			}
			time.Sleep(20 * time.Millisecond)
			return b.server.Transport().RoundTrip(r)
		})})
		if told.ExitCode() != 0 || moves.Load() == 0 || toldBefore < 80 {
			b.Errorf("exit %d: before the first of %d moves the outcomes of %d pages were told\n%s", told.ExitCode(), moves.Load(), toldBefore, &log.text)
		}
	})
}

func TestProgressCountsMovesAmongSiblings(t *testing.T) {
	t.Parallel()
	inSimulatedTime(t, 60, func(b *bench) {
		b.trips()
		reversed(b, 60)
		b.through(roundTripper(func(r *http.Request) (*http.Response, error) {
			time.Sleep(5 * time.Second)
			return b.server.Transport().RoundTrip(r)
		}))
		b.logHas(" of 59 moves among siblings.")
	})
}

func TestPageThatFailsKeepsNoSiblingsFromBeingPutInOrder(t *testing.T) {
	t.Parallel()
	onFaces(t, fruit, func(b *bench) {
		b.published("4 created")
		b.inPlace = func(r *http.Request) http.HandlerFunc {
			if r.Method != http.MethodPost || strings.Contains(r.URL.Path, "/propert") || !strings.Contains(peek(b, r), "Aardvark") {
				return nil
			}
			return func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusBadRequest, `{"message":"no"}`) }
		}
		b.write("-- docs/0.md --\n# Aardvark\n-- docs/c.md --\n---\norder: 1\n---\n# Cherry\n")
		if told := b.run(); told.ExitCode() == 0 || told.Counts["failed"] != 1 {
			b.Errorf("exit code %d, %s\n%s", told.ExitCode(), counts(told), b.log.String())
		}
		if got, want := b.tree(), "Cherry\nApple\nBanana\nGone\n"; got != want {
			b.Errorf("tree:\n%swant:\n%s", got, want)
		}
	})
}

func TestLongPlanTellsWhatItWaitsFor(t *testing.T) {
	t.Parallel()
	inSimulatedTime(t, 20, func(b *bench) {
		b.trips()
		b.settings.Mode = settings.Plan
		b.through(roundTripper(func(r *http.Request) (*http.Response, error) {
			time.Sleep(20 * time.Second)
			return b.server.Transport().RoundTrip(r)
		}))
		b.logHas("The record of earlier runs is being read, for ", "Confluence is asked for 20 pages, 0 texts and 0 titles, for ")
		b.trips()
		if log := b.log.String(); strings.Contains(log, "so far") || strings.Contains(log, "documents are") {
			b.Errorf("a short run tells how far it is:\n%s", log)
		}
	})
}
