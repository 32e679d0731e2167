package publish_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
)

var errGone = errors.New("the machine went away")

func TestSweepOfKills(t *testing.T) {
	t.Parallel()
	for _, done := range []bool{false, true} {
		t.Run(fmt.Sprintf("request done %v", done), func(t *testing.T) {
			t.Parallel()
			sweep(t, 3, func(s *swept, n int) bool {
				if !s.dies(n, done) {
					return false
				}
				s.settles(fmt.Sprintf("killed at request %d", n))
				return true
			})
		})
	}
}

// dies runs until a request, which is done or not, and sends nothing from then on.
func (s *swept) dies(n int, done bool) bool {
	ctx, cancel := context.WithCancelCause(s.Context())
	defer cancel(nil)
	dead := false
	hook := func(r *sandbox.Request) {
		if r.N >= n {
			dead = true
			r.Drop()
			cancel(errGone)
		}
	}
	if done {
		s.server.Before(func(r *sandbox.Request) {
			if r.N > n {
				r.Drop()
			}
		})
		s.server.After(hook)
	} else {
		s.server.Before(hook)
	}
	s.publish(ctx, s.server.Transport())
	_ = s.server.Wait(s.Context())
	s.server.ClearHooks()
	return dead
}

func TestSweepOfStops(t *testing.T) {
	t.Parallel()
	sweep(t, 5, func(s *swept, n int) bool {
		ctx, cancel := context.WithCancel(s.Context())
		defer cancel()
		var stopped time.Time
		s.server.Before(func(r *sandbox.Request) {
			if r.N == n {
				stopped = time.Now()
				cancel()
			}
		})
		told := s.publish(ctx, s.server.Transport())
		if stopped.IsZero() {
			return false
		}
		if took := time.Since(stopped); took > 2*time.Second {
			s.Errorf("stopped at request %d, the run ends after %s", n, took)
		}
		if told.ExitCode() == 0 && len(told.Pages) == 0 {
			s.Errorf("stopped at request %d, the run reports success", n)
		}
		_ = s.server.Wait(s.Context())
		s.server.ClearHooks()
		s.settles(fmt.Sprintf("stopped at request %d", n))
		return true
	})
}

// A server that never answers must not keep a run that was told to stop.
func TestStopWhileTheServerIsSilent(t *testing.T) {
	t.Parallel()
	sweep(t, 5, (*swept).stopsAtSilence)
}

// stopsAtSilence tells the run to stop at a request; from then on the server is silent. It reports whether there is such a request.
func (s *swept) stopsAtSilence(n int) bool {
	ctx, cancel := context.WithCancel(s.Context())
	defer cancel()
	var stopped time.Time
	s.server.Before(func(r *sandbox.Request) {
		if r.N >= n {
			if stopped.IsZero() {
				stopped = time.Now()
				cancel()
			}
			r.Silence()
		}
	})
	s.publish(ctx, s.server.Transport())
	if stopped.IsZero() {
		return false
	}
	if took := time.Since(stopped); took > 2*time.Second {
		s.Errorf("stopped at request %d of a silent server, the run ends after %s", n, took)
	}
	s.server.ClearHooks()
	s.settles(fmt.Sprintf("stopped at request %d of a silent server", n))
	return true
}

// A lease that the server writes although the run that asked for it was told to stop must not keep the next run waiting.
func TestStopWhileTheLeaseIsTaken(t *testing.T) {
	t.Parallel()
	for name, answers := range map[string]func(ctx context.Context, late *http.Response) (*http.Response, error){
		"answered a little later": func(_ context.Context, late *http.Response) (*http.Response, error) {
			time.Sleep(100 * time.Millisecond)
			return late, nil
		},
		"not answered": func(ctx context.Context, _ *http.Response) (*http.Response, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		},
		"answered with a failure": func(_ context.Context, late *http.Response) (*http.Response, error) {
			return refusal(late.Request, http.StatusBadGateway, http.Header{}), nil
		},
	} {
		for _, isFirst := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, the first run %v", name, isFirst), func(t *testing.T) {
				onFacesInSimulatedTime(t, func(t *testing.T, f face) {
					s := newSwept(t, f, nil).checkout("-- docs/a.md --\n# A\n")
					if !isFirst {
						s.publish(t.Context(), s.server.Transport())
						s.checkout("-- docs/a.md --\n# A\n", "-- docs/a.md --\n# A\n\nmore\n")
					}
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					var stopped time.Time
					told := s.publish(ctx, roundTripper(func(r *http.Request) (*http.Response, error) {
						answer, err := s.server.Transport().RoundTrip(r)
						if r.Method == http.MethodGet || err != nil || answer.StatusCode/100 != 2 || !stopped.IsZero() {
							return answer, err
						}
						stopped = time.Now().Add(50 * time.Millisecond)
						time.AfterFunc(50*time.Millisecond, cancel)
						return answers(r.Context(), answer)
					}))
					text := s.log.String()
					if told.ExitCode() != report.ExitFailed || time.Since(stopped) > 2*time.Second || !strings.Contains(text, "the run was told to stop") || strings.Contains(text, "cannot be recorded") || strings.Count(text, "::error") != 1 {
						t.Errorf("exit code %d after %s:\n%s", told.ExitCode(), time.Since(stopped), text)
					}
					s.leftovers("the run was told to stop")
					began := time.Now()
					s.settles("the run was told to stop")
					if took := time.Since(began); took > time.Second {
						t.Errorf("the next runs take %s", took)
					}
				})
			})
		}
	}
}
