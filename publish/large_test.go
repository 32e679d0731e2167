package publish_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/workflow"
)

// traffic is what went to Confluence in one run.
type traffic struct {
	reads, writes int // requests for pages and properties; those that change something
	most          int // at the same time
	now           int
}

// counted counts the requests of a run and does act, if there is one, before the nth page is created.
func (b *bench) counted(ctx context.Context, n int, act func()) (*report.Report, traffic) {
	b.Helper()
	var mu sync.Mutex
	var counted traffic
	created := 0
	b.log.Reset()
	host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
	told := publish.Run(ctx, b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		mu.Lock()
		if counted.now++; counted.now > counted.most {
			counted.most = counted.now
		}
		if r.Method == http.MethodGet {
			counted.reads++
		} else {
			counted.writes++
		}
		if creates(r) {
			if created++; created == n {
				act()
			}
		}
		mu.Unlock()
		defer func() { mu.Lock(); counted.now--; mu.Unlock() }()
		return b.server.Transport().RoundTrip(r)
	})})
	return told, counted
}

func TestFirstPublicationOfManyPagesIsOnRecord(t *testing.T) {
	t.Parallel()
	const pages = 600
	for _, stop := range []bool{false, true} {
		t.Run(fmt.Sprintf("stopped %v", stop), func(t *testing.T) {
			inSimulatedTime(t, pages, func(b *bench) {
				ctx, cancel := context.WithCancel(b.Context())
				defer cancel()
				b.settings.SiblingOrder = "created"
				at, stopped := 0, time.Time{}
				if stop {
					at = pages * 2 / 3
				}
				told, first := b.counted(ctx, at, func() { stopped = time.Now(); cancel() })
				if stop && time.Since(stopped) > 2*time.Second {
					b.Errorf("the run ends %s after it was told to stop", time.Since(stopped))
				}
				if !stop && (counts(told) != fmt.Sprintf("%d created", pages) || told.ExitCode() != 0) {
					b.Fatalf("%s, exit code %d\n%.2000s", counts(told), told.ExitCode(), b.log.String())
				}
				if most := pages * 11 / 10; first.writes > most {
					b.Errorf("the first publication takes %d writes", first.writes)
				}
				told, second := b.counted(b.Context(), 0, nil)
				most := 20
				if stop { // the titles of those intents are looked up that came to nothing
					most += pages - at
				}
				if told.ExitCode() != 0 || second.reads > most {
					b.Errorf("the next run exits with %d after %d reads\n%.2000s", told.ExitCode(), second.reads, b.log.String())
				}
				told, third := b.counted(b.Context(), 0, nil)
				if counts(told) != fmt.Sprintf("%d unchanged", pages) || third.writes > 0 || third.reads > 20 {
					b.Errorf("the run after that: %s, %d reads, %d writes", counts(told), third.reads, third.writes)
				}
			})
		})
	}
}

// What a run that died did not write down is read side by side, not page by page.
func TestPlanAfterABreakReadsSideBySide(t *testing.T) {
	t.Parallel()
	const pages = 120
	for _, f := range faces {
		t.Run(f.name, func(t *testing.T) {
			inSimulatedTime(t, pages, func(b *bench) {
				b.at(f)
				dead := false
				host := workflow.Detect(workflow.Environment{Getenv: nothing, Stdout: &b.log, Stderr: &b.log})
				ctx, cancel := context.WithCancel(b.Context())
				defer cancel()
				created := 0
				var mu sync.Mutex
				publish.Run(ctx, b.settings, publish.World{Host: host, WorkingDir: b.dir, Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
					mu.Lock()
					if creates(r) {
						created++
					}
					if dead = dead || created > pages-10 || created > 0 && strings.Contains(r.URL.Path, "/propert"); dead {
						cancel()
					}
					isDead := dead
					mu.Unlock()
					if isDead {
						return nil, errGone
					}
					return b.server.Transport().RoundTrip(r)
				})})
				time.Sleep(3 * time.Minute)
				b.settings.Mode = "plan"
				start := time.Now()
				told, counted := b.counted(b.Context(), 0, nil)
				if took := time.Since(start); told.ExitCode() != 0 || counted.most < b.settings.Parallel/2 || took > 5*time.Second {
					b.Errorf("exit code %d, %s, %d reads, at most %d at once, %s", told.ExitCode(), counts(told), counted.reads, counted.most, took)
				}
			})
		})
	}
}

func TestPagesAreRemovedSideBySide(t *testing.T) {
	t.Parallel()
	const pages = 60
	for _, f := range faces {
		t.Run(f.name, func(t *testing.T) {
			inSimulatedTime(t, pages, func(b *bench) {
				b.at(f)
				b.counted(b.Context(), 0, nil)
				for i := range pages - 1 {
					b.write(fmt.Sprintf("-- docs/p%03d.md --\n", i))
				}
				b.settings.Orphans, b.settings.MaxOrphans = "delete", pages
				told, counted := b.counted(b.Context(), 0, nil)
				if counts(told) != fmt.Sprintf("1 unchanged, %d deleted", pages-1) || counted.most < b.settings.Parallel/2 {
					b.Errorf("%s, at most %d at once\n%s", counts(told), counted.most, b.log.String())
				}
			})
		})
	}
}

// The cost of a run follows the number of own pages, whatever else is in the space.
func TestPagesOfOthersCostNothing(t *testing.T) {
	t.Parallel()
	onFaces(t, "-- docs/a.md --\n# A\n-- docs/b.md --\n# B\n", func(b *bench) {
		b.settings.Parent = b.foreignPage("Docs").ID
		b.published("2 created")
		b.unchanged()
		before := len(b.requests)
		for i := range 300 {
			b.foreignPage(fmt.Sprintf("Theirs %d", i))
		}
		b.unchanged()
		if n := len(b.requests); n > before {
			b.Errorf("%d requests, %d before there were 300 pages of others", n, before)
		}
	})
}
