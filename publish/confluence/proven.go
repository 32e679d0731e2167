package confluence

import (
	"strings"
	"sync"
)

// provenScopes remembers which scopes an answer has proven already, and for which
// operations there was one.
type provenScopes struct {
	mu    sync.Mutex
	open  map[string]bool
	tried map[Operation]bool
}

func newProvenScopes() *provenScopes {
	return &provenScopes{open: map[string]bool{}, tried: map[Operation]bool{}}
}

// scopeSet names the scopes that an operation needs, in all the forms there are:
// an answer to one operation proves them for all that need the same.
func scopeSet(n *need, version string) string {
	return version + " " + strings.Join(n.classic, " ") + "/" + strings.Join(n.granular, " ")
}

func (p *provenScopes) pass(op Operation, version string) {
	n, at := op.on(version)
	if n == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open[scopeSet(n, at)] = true
	p.tried[op] = true
}

func (p *provenScopes) wasTried(op Operation) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.tried[op]
}

func (p *provenScopes) passed(set string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.open[set]
}
