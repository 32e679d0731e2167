package publish_test

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
)

// A run that waits with a newer commit and is told to stop leaves the older one to publish.
func TestARunThatStopsWaitingIsNotMadeWayFor(t *testing.T) {
	t.Parallel()
	onFacesInSimulatedTime(t, func(t *testing.T, f face) {
		older, _, release, ended := heldUp(t, f)
		newer := older.other("-- docs/a.md --\n# The page\n", "-- docs/a.md --\n# The page\n\nNewer.\n")
		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, stop)
		began := time.Now()
		if told := newer.publish(ctx, newer.server.Aside()); told.ExitCode() == 0 || time.Since(began) > 5*time.Second {
			t.Errorf("the newer run, told to stop, exits with %d after %s:\n%s", told.ExitCode(), time.Since(began), newer.log.String())
		}
		time.Sleep(time.Minute) // the older one has written down that it is alive
		release()
		if told := <-ended; told.ExitCode() != 0 || told.Counts[plan.Created] != 1 || strings.Contains(older.log.String(), "newer commit") {
			t.Errorf("the older run exits with %d, %s:\n%s", told.ExitCode(), counts(told), older.log.String())
		}
		older.unchanged("after both runs")
		newer.settles("the newer run again")
	})
}

// Both are stopped where the newer run is told to when the older one has made way for it already: neither of them says that
// all is well.
func TestARunThatMadeWayForNobodyHasFailed(t *testing.T) {
	t.Parallel()
	onFacesInSimulatedTime(t, func(t *testing.T, f face) {
		older := newSwept(t, f, nil).checkout(numbered(120))
		newer := older.other(numbered(120), "-- docs/p000.md --\n# Page 0\n\nNewer.\n")
		ctx, stop := context.WithCancel(t.Context())
		left := make(chan *report.Report, 1)
		older.server.Before(func(r *sandbox.Request) {
			givesBack := strings.Contains(r.URL.Path, "/propert") && bytes.Contains(r.Sent, []byte(`"segments"`)) && !bytes.Contains(r.Sent, []byte(`"lease"`))
			if givesBack && ctx.Err() == nil {
				stop()
				if told := <-left; told.ExitCode() == 0 {
					t.Errorf("the newer run exits with 0:\n%s", newer.log.String())
				}
			}
		})
		slowly := roundTripper(func(request *http.Request) (*http.Response, error) {
			if request.Method == http.MethodPost {
				time.Sleep(600 * time.Millisecond)
			}
			return older.server.Transport().RoundTrip(request)
		})
		time.AfterFunc(6*time.Second, func() { left <- newer.publish(ctx, newer.server.Aside()) })
		told := older.publish(t.Context(), slowly)
		if ctx.Err() == nil || told.ExitCode() != report.ExitFailed || !strings.Contains(older.log.String(), "that run was stopped too: run one of them again") {
			t.Errorf("the older run exits with %d:\n%s", told.ExitCode(), older.log.String())
		}
		older.server.ClearHooks()
		newer.settles("the newer run again")
	})
}

// What a run that died had announced is not believed for ever: the older one slept meanwhile, and goes on.
func TestAnOldAnnouncementIsVoid(t *testing.T) {
	t.Parallel()
	onFacesInSimulatedTime(t, func(t *testing.T, f face) {
		older := newSwept(t, f, nil).checkout(numbered(40))
		newer := older.other(numbered(40), "-- docs/p000.md --\n# Page 0\n\nNewer.\n")
		began := time.Now()
		asleep := roundTripper(func(request *http.Request) (*http.Response, error) {
			time.Sleep(600 * time.Millisecond)
			if slept := time.Since(began); slept > 6*time.Second && slept < 100*time.Second {
				time.Sleep(100*time.Second - slept)
			}
			return older.server.Transport().RoundTrip(request)
		})
		ended := make(chan *report.Report, 1)
		go func() { ended <- older.publish(t.Context(), asleep) }()
		time.Sleep(10 * time.Second)
		ctx, die := context.WithCancelCause(t.Context())
		time.AfterFunc(3*time.Second, func() { die(errGone) })
		newer.publish(ctx, roundTripper(func(request *http.Request) (*http.Response, error) {
			if ctx.Err() != nil {
				return nil, errGone
			}
			return newer.server.Aside().RoundTrip(request)
		}))
		if told := <-ended; told.ExitCode() != 0 || told.Counts[plan.Created] != 40 {
			t.Errorf("the older run exits with %d, %s:\n%s", told.ExitCode(), counts(told), older.log.String())
		}
		older.unchanged("after the older run")
		newer.settles("the newer run again")
	})
}
