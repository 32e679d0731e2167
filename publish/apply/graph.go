package apply

import (
	"context"
	"sync"

	"github.com/pagewright/pagewright/publish/plan"
)

// walk does the steps, several at a time, each when those that it needs are done. There is one pool for the whole tree.
// A step that needs a failed one is not done. The error is that which ended the walk.
func (r *run) walk(ctx, work context.Context, steps []*plan.Step) error {
	g := &graph{waits: map[*plan.Step]int{}, behind: map[*plan.Step][]*plan.Step{}, failed: map[*plan.Step]bool{}}
	g.changed.L = &g.mu
	for _, step := range steps {
		for _, need := range step.Needs {
			g.waits[step]++
			g.behind[need.Step] = append(g.behind[need.Step], step)
		}
		if g.waits[step] == 0 {
			g.ready = append(g.ready, step)
		}
	}
	g.left = len(steps)
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
	ready   []*plan.Step
	waits   map[*plan.Step]int // steps that it waits for
	behind  map[*plan.Step][]*plan.Step
	failed  map[*plan.Step]bool
	left    int
	err     error
}

func (g *graph) wake() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.changed.Broadcast()
}

func (g *graph) work(ctx, work context.Context, r *run) {
	for {
		step := g.next(ctx)
		if step == nil {
			return
		}
		err := r.attempt(work, step, g.missing(step))
		g.end(step, err, r.isFailed(step.Page))
	}
}

// next returns a step that may be done now, nil at the end of the walk.
func (g *graph) next(ctx context.Context) *plan.Step {
	g.mu.Lock()
	defer g.mu.Unlock()
	for len(g.ready) == 0 && g.left > 0 && g.err == nil && ctx.Err() == nil {
		g.changed.Wait()
	}
	if g.left == 0 || g.err != nil || ctx.Err() != nil {
		return nil
	}
	step := g.ready[0]
	g.ready = g.ready[1:]
	return step
}

// missing returns the failed step that a step needs.
func (g *graph) missing(step *plan.Step) *plan.Step {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, need := range step.Needs {
		if !need.Soft && g.failed[need.Step] {
			return need.Step
		}
	}
	return nil
}

func (g *graph) end(step *plan.Step, err error, failed bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.left--
	g.failed[step] = failed
	if g.err == nil {
		g.err = err
	}
	for _, next := range g.behind[step] {
		if g.waits[next]--; g.waits[next] == 0 {
			g.ready = append(g.ready, next)
		}
	}
	g.changed.Broadcast()
}
