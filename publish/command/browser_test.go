package command

import (
	"slices"
	"testing"
)

func TestEachSystemHasItsWayToABrowser(t *testing.T) {
	t.Parallel()
	const address = "http://127.0.0.1:8090/wiki/"
	for system, want := range map[string][]string{
		"linux":   {"xdg-open", address},
		"freebsd": {"xdg-open", address},
		"darwin":  {"open", address},
		"windows": {"rundll32", "url.dll,FileProtocolHandler", address},
	} {
		if program, args := opener(system, address); !slices.Equal(append([]string{program}, args...), want) {
			t.Errorf("%s: %s %q, want %q", system, program, args, want)
		}
	}
}
