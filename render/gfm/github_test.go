package gfm

import (
	"slices"
	"testing"
)

// asGitHub is a text, and what GitHub makes of it in the form of canonical.
type asGitHub struct {
	source string
	want   []string
}

func checkAsGitHub(t *testing.T, tests []asGitHub) {
	t.Helper()
	for _, test := range tests {
		if got := parsed(test.source); !slices.Equal(got, test.want) {
			t.Errorf("%q becomes\n%q, want\n%q", test.source, got, test.want)
		}
	}
}
