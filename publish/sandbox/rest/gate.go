package rest

import (
	"slices"
	"strings"
)

// passesGate reports whether the gateway lets a request through to Confluence: a scoped token needs all classic or all
// granular scopes of the operation. It looks at nothing else, so it answers for contents that do not exist as well. A
// path that is no operation passes on v1, and on v2 with any granular scope at all.
func (c caller) passesGate(p place, op *operation) bool {
	if !p.gateway || !c.credential.Scoped() {
		return true
	}
	if op == nil {
		return p.family != v2 || slices.ContainsFunc(c.credential.Scopes, isGranular)
	}
	return p.family == v1 && c.has(op.classic) || c.has(op.granular)
}

func (c caller) has(needed scopes) bool {
	if len(needed) == 0 {
		return false
	}
	for _, scope := range needed {
		if !slices.Contains(c.credential.Scopes, scope) {
			return false
		}
	}
	return true
}

// isGranular tells a granular scope from a classic one: it has three parts. One classic scope has three parts, too.
func isGranular(scope string) bool {
	return strings.Count(scope, ":") == 2 && !strings.HasPrefix(scope, "readonly:")
}
