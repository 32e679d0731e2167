package preview

import (
	"sync"

	"github.com/pagewright/pagewright/publish/workflow"
)

// news is the host of all publications of a preview. After the first one it shows those problems alone that the one before
// did not have.
type news struct {
	workflow.Host

	mu          sync.Mutex
	again, logs bool
	before, now map[workflow.Annotation]bool
}

// onlyNew begins another publication, whose lines are shown if logs.
func (n *news) onlyNew(logs bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.again, n.logs, n.before, n.now = true, logs, n.now, nil
}

// isNew remembers a problem. It is the same one where other lines stand above it.
func (n *news) isNew(a workflow.Annotation) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.now == nil {
		n.now = map[workflow.Annotation]bool{}
	}
	a.Line, a.Column = 0, 0
	n.now[a] = true
	return !n.before[a]
}

func (n *news) isQuiet() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.again && !n.logs
}

func (n *news) Annotate(a workflow.Annotation) {
	if n.isNew(a) {
		n.Host.Annotate(a)
	}
}

func (n *news) Log(format string, args ...any) {
	if !n.isQuiet() {
		n.Host.Log(format, args...)
	}
}

func (n *news) Group(title string) (end func()) {
	if n.isQuiet() {
		return func() {}
	}
	return n.Host.Group(title)
}
