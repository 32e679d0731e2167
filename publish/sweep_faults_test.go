package publish_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// faultsSwept are the faults that are tried at each request.
var faultsSwept = []sandbox.Fault{
	{Kind: sandbox.RateLimit, Variant: "retry-after"}, {Kind: sandbox.RateLimit, Variant: "none"},
	{Kind: sandbox.Status}, {Kind: sandbox.StatusAfter}, {Kind: sandbox.ResetBefore}, {Kind: sandbox.ResetAfter}, {Kind: sandbox.Truncate},
	{Kind: sandbox.ProxyPage}, {Kind: sandbox.Empty}, {Kind: sandbox.Cut}, {Kind: sandbox.HTMLAfter}, {Kind: sandbox.ConflictAfter},
	{Kind: sandbox.WrongVersion}, {Kind: sandbox.Conflict}, {Kind: sandbox.Ignored}, {Kind: sandbox.Late}, {Kind: sandbox.Twice},
	{Kind: sandbox.Twice, Variant: sandbox.Counted}, {Kind: sandbox.SkipRows},
}

// doneAllTheSame are those after which a write was done though its answer does not say so.
var doneAllTheSame = []sandbox.Fault{
	{Kind: sandbox.StatusAfter}, {Kind: sandbox.ResetAfter}, {Kind: sandbox.Cut}, {Kind: sandbox.HTMLAfter}, {Kind: sandbox.ConflictAfter}, {Kind: sandbox.Twice},
}

func TestSweepOfFaults(t *testing.T) {
	t.Parallel()
	for i, fault := range faultsSwept {
		t.Run(string(fault.Kind)+fault.Variant, func(t *testing.T) {
			t.Parallel()
			sweepOfFault(t, i, fault, store.Behavior{})
		})
	}
}

// A look-up of a title that lags does not show a page whose creation was told as failed.
func TestSweepOfFaultsWhileListsLag(t *testing.T) {
	t.Parallel()
	for i, fault := range doneAllTheSame {
		t.Run(string(fault.Kind)+fault.Variant, func(t *testing.T) {
			t.Parallel()
			sweepOfFault(t, i+3, fault, store.Behavior{ListLag: 3 * time.Second})
		})
	}
}

func sweepOfFault(t *testing.T, offset int, fault sandbox.Fault, during store.Behavior) {
	sweep(t, offset, func(s *swept, n int) bool {
		hit := false
		s.server.Before(func(r *sandbox.Request) {
			if r.N == n {
				hit = true
				r.Hit(fault)
			}
		})
		s.server.Store().SetBehavior(during)
		s.publish(s.Context(), s.server.Transport())
		_ = s.server.Wait(s.Context())
		s.server.Store().SetBehavior(store.Behavior{})
		s.server.ClearHooks()
		if !hit {
			return false
		}
		s.settles(fmt.Sprintf("%s%s at request %d", fault.Kind, fault.Variant, n))
		return true
	})
}
