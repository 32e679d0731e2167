package publish_test

import (
	"fmt"
	"testing"

	"github.com/pagewright/pagewright/publish/sandbox"
)

// faultsSwept are the faults that are tried at each request.
var faultsSwept = []sandbox.Fault{
	{Kind: sandbox.RateLimit, Variant: "retry-after"}, {Kind: sandbox.RateLimit, Variant: "none"},
	{Kind: sandbox.Status}, {Kind: sandbox.StatusAfter}, {Kind: sandbox.ResetBefore}, {Kind: sandbox.ResetAfter}, {Kind: sandbox.Truncate},
	{Kind: sandbox.ProxyPage}, {Kind: sandbox.Empty}, {Kind: sandbox.Cut}, {Kind: sandbox.HTMLAfter}, {Kind: sandbox.ConflictAfter},
	{Kind: sandbox.WrongVersion}, {Kind: sandbox.Conflict}, {Kind: sandbox.Ignored}, {Kind: sandbox.Late}, {Kind: sandbox.Twice},
	{Kind: sandbox.Twice, Variant: sandbox.Counted}, {Kind: sandbox.SkipRows},
}

func TestSweepOfFaults(t *testing.T) {
	t.Parallel()
	for i, fault := range faultsSwept {
		t.Run(string(fault.Kind)+fault.Variant, func(t *testing.T) {
			t.Parallel()
			sweep(t, i, func(s *swept, n int) bool {
				hit := false
				s.server.Before(func(r *sandbox.Request) {
					if r.N == n {
						hit = true
						r.Hit(fault)
					}
				})
				s.publish(s.Context(), s.server.Transport())
				_ = s.server.Wait(s.Context())
				s.server.ClearHooks()
				if !hit {
					return false
				}
				s.settles(fmt.Sprintf("%s%s at request %d", fault.Kind, fault.Variant, n))
				return true
			})
		})
	}
}
