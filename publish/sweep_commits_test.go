package publish_test

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"

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

func TestSweepOfOtherCommits(t *testing.T) {
	t.Parallel()
	for i, other := range others {
		for j, way := range []string{"to its end", "while the first goes on", "until it dies"} {
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
						each(t, i+j, func(n int) (reached bool) {
							synctest.Test(t, func(t *testing.T) {
								s := newSwept(t, at, from).checkout(sweptFirst, sweptSecond)
								if reached = s.meets(n, way, other.commit...); !reached {
									return
								}
								s.checkout(told.after...)
								s.settles(fmt.Sprintf("%s %s before request %d", other.name, way, n))
								if got := s.drawing(); got != want {
									t.Errorf("%s %s before request %d:\n%s\nwant:\n%s", other.name, way, n, got, want)
								}
							})
							return reached
						})
					})
				}
			})
		}
	}
}

// meets runs what is checked out, and another commit before the nth request: to its end, while this one goes on, or until
// it dies at its fifth write.
func (s *swept) meets(n int, way string, commits ...string) bool {
	o := s.other(commits...)
	met := false
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
		case "while the first goes on":
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
	s.publish(s.Context(), s.server.Transport())
	if met {
		<-ended
	}
	_ = s.server.Wait(s.Context())
	s.server.ClearHooks()
	return met
}
