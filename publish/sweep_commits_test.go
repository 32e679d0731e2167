package publish_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
)

// others are the commits that another machine publishes in between, and the newest of the two runs afterwards.
var others = []struct {
	name   string
	commit []string // what it publishes
	newest []string // nil: what the first run publishes
}{
	{"a newer one", []string{sweptFirst, sweptSecond, sweptThird}, []string{sweptFirst, sweptSecond, sweptThird}},
	{"the same one", []string{sweptFirst, sweptSecond}, nil},
	{"an older one", []string{sweptFirst}, nil},
}

// goesOn is the way of another run beside the first, whose requests take so long then that there is time to make way.
const (
	goesOn = "while the first goes on"
	slow   = 2 * time.Second
)

func TestSweepOfOtherCommits(t *testing.T) {
	t.Parallel()
	for i, other := range others {
		for j, way := range []string{"to its end", goesOn, "until it dies"} {
			t.Run(other.name+" "+way, func(t *testing.T) {
				t.Parallel()
				for _, at := range faces {
					t.Run(at.name, func(t *testing.T) {
						t.Parallel()
						told := story{name: "update", before: []string{sweptFirst}, after: []string{sweptFirst, sweptSecond}}
						if other.newest != nil {
							told.after = other.newest
						}
						from, want := published(t, at, told)
						madeWay := 0
						each(t, i+j, func(n int) (reached bool) {
							synctest.Test(t, func(t *testing.T) {
								var first *report.Report
								s := newSwept(t, at, from).checkout(sweptFirst, sweptSecond)
								first, reached = s.meets(n, way, other.commit...)
								if !reached {
									return
								}
								if strings.Contains(s.log.String(), "A newer commit is waiting") {
									madeWay++
									if first.ExitCode() != 0 || first.Counts[plan.Failed] > 0 {
										t.Errorf("%s %s before request %d: the run that makes way exits with %d, %s:\n%s", other.name, way, n, first.ExitCode(), counts(first), s.log.String())
									}
								}
								s.checkout(told.after...)
								s.settles(fmt.Sprintf("%s %s before request %d", other.name, way, n))
								if got := s.drawing(); got != want {
									t.Errorf("%s %s before request %d:\n%s\nwant:\n%s", other.name, way, n, got, want)
								}
							})
							return reached
						})
						if other.name == "a newer one" && way == goesOn && madeWay == 0 && sweepStep() == 1 { // at some of the points none needs to
							t.Error("no run made way for the newer one")
						}
					})
				}
			})
		}
	}
}

// meets runs what is checked out, and another commit before the nth request: to its end, while this one goes on, or until
// it dies at its fifth write.
func (s *swept) meets(n int, way string, commits ...string) (first *report.Report, met bool) {
	o := s.other(commits...)
	if way == goesOn {
		s.settings.Parallel = 1 // else all is under way before it hears of the other run
	}
	ended := make(chan struct{})
	s.server.Before(func(r *sandbox.Request) {
		if r.N != n {
			return
		}
		met = true
		switch way {
		case "to its end":
			o.publish(s.Context(), s.server.Aside())
			close(ended)
		case goesOn:
			go func() {
				defer close(ended)
				o.publish(s.Context(), s.server.Aside())
			}()
		default:
			var writes atomic.Int32
			ctx, cancel := context.WithCancelCause(s.Context())
			o.publish(ctx, roundTripper(func(request *http.Request) (*http.Response, error) {
				if request.Method != http.MethodGet {
					writes.Add(1)
				}
				if writes.Load() >= 5 {
					cancel(errGone)
					return nil, errGone
				}
				return s.server.Aside().RoundTrip(request)
			}))
			cancel(nil)
			close(ended)
		}
	})
	first = s.publish(s.Context(), roundTripper(func(request *http.Request) (*http.Response, error) {
		if way == goesOn {
			time.Sleep(slow)
		}
		return s.server.Transport().RoundTrip(request)
	}))
	if met {
		<-ended
	}
	_ = s.server.Wait(s.Context())
	s.server.ClearHooks()
	return first, met
}
