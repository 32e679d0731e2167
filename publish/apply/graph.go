package apply

import (
	"context"
	"slices"
	"sync"

	"github.com/pagewright/pagewright/publish/plan"
)

// walk does the steps, several at a time, each when those that it needs are done, and of those first the one that comes
// first in the plan. There is one pool for the whole tree. A step that needs a failed one is not done. The error is that
// which ended the walk.
func (r *run) walk(ctx, work context.Context, steps []*plan.Step) error {
	g := newGraph(steps)
	stop := context.AfterFunc(ctx, g.wake)
	defer stop()
	var workers sync.WaitGroup
	for range min(max(r.Settings.Parallel, 1), max(len(steps), 1)) {
		workers.Go(func() { g.work(ctx, work, r) })
	}
	workers.Wait()
	if g.err == nil && g.left > 0 {
		return ErrStopped
	}
	return g.err
}

// graph is the steps that are left.
type graph struct {
	mu      sync.Mutex
	changed sync.Cond
	ready   []*node // in the order of the plan
	nodes   map[*plan.Step]*node
	filling map[plan.Parent]int // pages that are being put below a page
	left    int
	err     error
}

// node is a step that waits for others.
type node struct {
	step   *plan.Step
	index  int // in the plan
	waits  int // steps that it waits for
	behind []*node
	failed bool
}

func newGraph(steps []*plan.Step) *graph {
	g := &graph{nodes: make(map[*plan.Step]*node, len(steps)), filling: map[plan.Parent]int{}, left: len(steps)}
	g.changed.L = &g.mu
	for i, step := range steps {
		g.nodes[step] = &node{step: step, index: i}
	}
	for _, step := range steps {
		at := g.nodes[step]
		for _, need := range step.Needs {
			at.waits++
			g.nodes[need.Step].behind = append(g.nodes[need.Step].behind, at)
		}
		if at.waits == 0 {
			g.ready = append(g.ready, at)
		}
	}
	return g
}

func (g *graph) wake() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.changed.Broadcast()
}

func (g *graph) work(ctx, work context.Context, r *run) {
	for {
		at := g.next(ctx)
		if at == nil {
			return
		}
		err := r.attempt(work, at.step, g.missing(at.step))
		g.end(at, err, r.isFailed(at.step.Page))
	}
}

// next returns a step that may be done now, nil at the end of the walk.
func (g *graph) next(ctx context.Context) *node {
	g.mu.Lock()
	defer g.mu.Unlock()
	for len(g.ready) == 0 && g.left > 0 && g.err == nil && ctx.Err() == nil {
		g.changed.Wait()
	}
	if g.left == 0 || g.err != nil || ctx.Err() != nil {
		return nil
	}
	i := g.choose()
	at := g.ready[i]
	g.ready = slices.Delete(g.ready, i, i+1)
	if parent, fills := at.fills(); fills {
		g.filling[parent]++
	}
	return at
}

// mostPassed bounds how many ready steps are passed over for one behind them.
const mostPassed = 64

// choose returns the first ready step that puts no page beside one which is on its way there: which of the two would come
// to stand first is chance. Where there is none, it is the first one.
func (g *graph) choose() int {
	for i, at := range g.ready[:min(len(g.ready), mostPassed)] {
		if parent, fills := at.fills(); !fills || g.filling[parent] == 0 {
			return i
		}
	}
	return 0
}

// fills returns the page below which a step puts a page, as the last one.
func (n *node) fills() (parent plan.Parent, fills bool) {
	switch n.step.Do.(type) {
	case plan.Create, plan.Move:
		return n.step.Page.Parent, true
	}
	return plan.Parent{}, false
}

// missing returns the failed step that a step needs.
func (g *graph) missing(step *plan.Step) *plan.Step {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, need := range step.Needs {
		if !need.Soft && g.nodes[need.Step].failed {
			return need.Step
		}
	}
	return nil
}

func (g *graph) end(at *node, err error, failed bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.left--
	at.failed = failed
	if g.err == nil {
		g.err = err
	}
	if parent, fills := at.fills(); fills {
		g.filling[parent]--
	}
	for _, next := range at.behind {
		if next.waits--; next.waits == 0 {
			place, _ := slices.BinarySearchFunc(g.ready, next.index, func(n *node, index int) int { return n.index - index })
			g.ready = slices.Insert(g.ready, place, next)
		}
	}
	g.changed.Broadcast()
}
