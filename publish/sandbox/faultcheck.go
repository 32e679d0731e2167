package sandbox

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// FaultKinds are all of them.
var FaultKinds = []FaultKind{RateLimit, Status, StatusAfter, Slow, ResetBefore, ResetAfter, Truncate, ProxyPage, Expire}

// check tells what is wrong with a fault that somebody asks for, so that they hear it at once and not with the request
// it should have hit.
func (f *Faults) check(fault Fault) error {
	switch {
	case !slices.Contains(FaultKinds, fault.Kind):
		return fmt.Errorf("there is no kind of fault %q; the kinds are %s", fault.Kind, listed(FaultKinds))
	case fault.Variant != "" && fault.Kind != RateLimit:
		return fmt.Errorf("a fault of the kind %s has no variant; %s has", fault.Kind, RateLimit)
	case fault.Variant != "" && RateLimitVariants[fault.Variant] == nil:
		return fmt.Errorf("there is no variant %q of %s; the variants are %s", fault.Variant, RateLimit, listed(slices.Sorted(maps.Keys(RateLimitVariants))))
	case fault.Status != 0 && (fault.Status < 200 || fault.Status > 599):
		return fmt.Errorf("the status %d is none that an answer ends with: give one from 200 to 599", fault.Status)
	case fault.Skip < 0 || fault.Times < 0 || fault.DelayMS < 0:
		return errors.New("skip, times and delayMs are not negative")
	case fault.Kind == Expire && !f.credentials.Has(fault.Name):
		return fmt.Errorf("there is no credential %q; GET /_sandbox/credentials lists them", fault.Name)
	}
	return nil
}

func listed[T ~string](words []T) string {
	var text []string
	for _, word := range words {
		text = append(text, string(word))
	}
	return strings.Join(text, ", ")
}
