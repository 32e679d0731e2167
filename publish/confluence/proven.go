package confluence

import (
	"strings"
	"sync"
)

// provenScopes remembers which scopes an answer has proven already.
type provenScopes struct {
	mu   sync.Mutex
	open map[string]bool
}

func newProvenScopes() *provenScopes { return &provenScopes{open: map[string]bool{}} }

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
}

func (p *provenScopes) passed(set string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.open[set]
}
