package sandbox

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// check tells what is wrong with a fault that somebody asks for, so that they hear it at once and not with the request
// it should have hit.
func (f *Faults) check(fault Fault) error {
	switch {
	case !slices.Contains(FaultKinds, fault.Kind):
		return fmt.Errorf("there is no kind of fault %q; the kinds are %s", fault.Kind, listed(FaultKinds))
	case fault.Variant != "" && faultVariants[fault.Kind] == nil:
		return fmt.Errorf("a fault of the kind %s has no variant; %s have", fault.Kind, listed(slices.Sorted(maps.Keys(faultVariants))))
	case fault.Variant != "" && !slices.Contains(faultVariants[fault.Kind], fault.Variant):
		return fmt.Errorf("there is no variant %q of %s; the variants are %s", fault.Variant, fault.Kind, listed(faultVariants[fault.Kind]))
	case fault.Status != 0 && (fault.Status < 200 || fault.Status > 599):
		return fmt.Errorf("the status %d is none that an answer ends with: give one from 200 to 599", fault.Status)
	case fault.Skip < 0 || fault.Times < 0 || fault.DelayMS < 0 || fault.After < 0 || fault.Rows < 0:
		return errors.New("skip, times, delayMs, after and rows are not negative")
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
