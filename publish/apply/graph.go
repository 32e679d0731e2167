package apply

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/pagewright/pagewright/publish/plan"
)

// walk does the steps, several at a time, each when those that it needs are done. There is one pool for the whole tree; what
// is beside a page, as its labels are, has a smaller one of its own, so that no page waits for it. A step that needs a
// failed one is not done. The error is that which ended the walk.
func (r *run) walk(ctx, work context.Context, steps []*plan.Step) error {
	g := newGraph(steps, r)
	stop := context.AfterFunc(ctx, g.wake)
	defer stop()
	var workers sync.WaitGroup
	parallel := max(r.Settings.Parallel, 1)
	for range min(parallel, len(steps)) {
		workers.Go(func() { g.work(ctx, work, g.chooseAny, r.slots) })
	}
	besides := parallel / 2
	for range min(besides, len(steps)) {
		workers.Go(func() { g.work(ctx, work, g.chooseBeside, newSlots(besides)) })
	}
	workers.Wait()
	if g.err == nil && g.left > 0 {
		return ErrStopped
	}
	return g.err
}

// graph is the steps that are left.
type graph struct {
	run     *run
	mu      sync.Mutex
	changed sync.Cond
	ready   queue // of pages
	beside  queue // of what is beside a page
	early   queue // what waits for nothing but a sibling, for the order
	again   queue // pages that are to be written again
	nodes   map[*plan.Step]*node
	filling map[plan.Parent]int // pages that are being put below a page
	texts   int                 // steps that send the text of a page, and are not begun
	sending int                 // those that are begun, and not done
	left    int
	reads   int // how often pages that are to be written again have been read ahead
	err     error
}

// node is a step that waits for others.
type node struct {
	step    *plan.Step
	index   int // in the plan
	ahead   int // how many steps of pages there are in a row from it on, at least
	waits   int // steps that it waits for
	inOrder int // those of them that it waits for because of the order of siblings alone
	behind  []waiter
	begun   bool
	failed  bool
}

// waiter is a step that waits for another one.
type waiter struct {
	*node
	forOrder bool
}

func newGraph(steps []*plan.Step, r *run) *graph {
	g := &graph{run: r, nodes: make(map[*plan.Step]*node, len(steps)), filling: map[plan.Parent]int{}, left: len(steps)}
	g.changed.L = &g.mu
	for i, step := range steps {
		g.nodes[step] = &node{step: step, index: i}
	}
	for _, step := range steps {
		at := g.nodes[step]
		for _, need := range step.Needs {
			first, isInWalk := g.nodes[need.Step]
			if !isInWalk {
				continue // it came early
			}
			at.waits++
			if need.InOrder {
				at.inOrder++
			}
			first.behind = append(first.behind, waiter{at, need.InOrder})
		}
	}
	g.measure(steps)
	for _, step := range steps {
		g.offer(g.nodes[step])
	}
	return g
}

// hurried is the part of a run that must be ahead of a step for it to come before its turn. The others come in the order of
// the plan: the record of pages that lie together is written together.
const hurried = 2

// measure counts what is ahead of each step. Siblings keep their order: none has more ahead than one in front of it.
func (g *graph) measure(steps []*plan.Step) {
	most := map[plan.Parent]int{}
	for _, step := range slices.Backward(steps) {
		at := g.nodes[step]
		for _, next := range at.behind {
			if !next.settles() {
				at.ahead = max(at.ahead, next.ahead)
			}
		}
		switch {
		case at.settles():
			at.ahead = len(steps) // it takes no time, and the page's outcome waits for it
		case !at.isBeside():
			at.ahead++
		}
		if at.sendsText() {
			g.texts++
		}
		if parent, fills := at.fills(); fills {
			at.ahead = max(at.ahead, most[parent])
			most[parent] = at.ahead
		}
	}
	inRow := len(steps) / max(g.run.Settings.Parallel, 1) // as many as there will be anyway
	for _, at := range g.nodes {
		if at.ahead <= inRow/hurried {
			at.ahead = 0
		}
	}
}

// offer puts a step where workers find it, if it may be begun.
func (g *graph) offer(at *node) {
	switch {
	case at.begun || at.waits > at.inOrder:
	case at.waits > 0:
		g.early.put(at)
	case at.isBeside():
		g.beside.put(at)
	case at.settles() && g.run.owes(at.step.Page):
		g.again.put(at)
	default:
		g.early.remove(at)
		g.ready.put(at)
	}
}

func (g *graph) wake() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.changed.Broadcast()
}

func (g *graph) work(ctx, work context.Context, choose func() *node, s slots) {
	for {
		switch at := g.next(ctx, choose); {
		case at == nil:
			return
		case at.step == nil:
			_ = g.run.bodies.readSome(work) // who needs what could not be read tries it again
		default:
			s.take()
			err := g.run.attempt(work, at.step, g.missing(at.step))
			s.give()
			g.end(at, err, g.run.isFailed(at.step.Page))
		}
	}
}

// next returns a step that may be done now, nil at the end of the walk.
func (g *graph) next(ctx context.Context, choose func() *node) *node {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.left > 0 && g.err == nil && ctx.Err() == nil {
		if at := choose(); at != nil {
			at.begun = true
			if at.step == nil {
				return at
			}
			if at.sendsText() {
				g.texts--
				g.sending++
			}
			if parent, fills := at.fills(); fills {
				g.filling[parent]++
			}
			return at
		}
		g.changed.Wait()
	}
	return nil
}

// mostBeside bounds, for each worker, how many steps beside pages fall behind: a page whose labels come much later is recorded
// twice.
const mostBeside = 4

// isBesideLate reports whether so many steps beside pages wait that come before the next page in the plan.
func (g *graph) isBesideLate() bool {
	most := mostBeside * g.run.Settings.Parallel
	return len(g.beside) > most && (len(g.ready) == 0 || g.beside[most].index < g.ready[0].index)
}

// chooseAny returns the step with which it is best to go on: of those that may be begun the one with the most ahead. To
// create a page before its sibling is better than to do nothing.
func (g *graph) chooseAny() *node {
	if g.isBesideLate() {
		return g.chooseBeside()
	}
	for _, from := range []*queue{&g.ready, &g.beside, &g.early} {
		if len(*from) > 0 {
			at := (*from)[g.choose(*from)]
			from.remove(at)
			return at
		}
	}
	if g.texts > 0 && len(g.again) < max(g.run.Settings.Parallel, 1) {
		return nil // so that several are read at once
	}
	return g.chooseAgain()
}

// chooseAgain returns a page that is to be written again, one that has been read if there is any.
func (g *graph) chooseAgain() *node {
	if len(g.again) == 0 {
		return nil
	}
	i := max(slices.IndexFunc(g.again, func(at *node) bool { return g.run.bodies.has(g.run.at(at.step.Page).id) }), 0)
	at := g.again[i]
	g.again.remove(at)
	return at
}

// chooseBeside returns what can be done beside the pages.
func (g *graph) chooseBeside() *node {
	if g.mayReadAhead() {
		g.reads++
		return &node{}
	}
	if len(g.beside) == 0 {
		return nil
	}
	at := g.beside[0]
	g.beside.remove(at)
	return at
}

// mayReadAhead reports whether it is time to read the pages that are to be written again: shortly before all others are
// written, and then once more those that have come since.
func (g *graph) mayReadAhead() bool {
	isTime := g.texts <= 2*g.run.Settings.Parallel
	if g.reads > 0 {
		isTime = g.reads == 1 && g.texts+g.sending == 0
	}
	return isTime && g.run.Client.Can().ReadsByID && g.run.bodies.expects()
}

// mostPassed bounds how many ready steps are passed over for one behind them.
const mostPassed = 64

// choose returns the first ready step that puts no page beside one which is on its way there: which of the two would come
// to stand first is chance. Where there is none, it is the first one.
func (g *graph) choose(ready queue) int {
	for i, at := range ready[:min(len(ready), mostPassed)] {
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

// isBeside reports whether a step leaves the page itself as it is.
func (n *node) isBeside() bool {
	switch n.step.Do.(type) {
	case plan.Attach, plan.Detach, plan.Label, plan.Widen:
		return true
	}
	return false
}

func (n *node) sendsText() bool {
	switch n.step.Do.(type) {
	case plan.Create, plan.Write:
		return true
	}
	return false
}

// settles reports whether a step only writes a page again.
func (n *node) settles() bool {
	_, settles := n.step.Do.(plan.Settle)
	return settles
}

// missing returns the failed step that a step needs.
func (g *graph) missing(step *plan.Step) *plan.Step {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, need := range step.Needs {
		if first, isInWalk := g.nodes[need.Step]; isInWalk && !need.Soft && first.failed {
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
	if at.sendsText() {
		g.sending--
	}
	for _, next := range at.behind {
		next.waits--
		if next.forOrder {
			next.node.inOrder--
		}
		g.offer(next.node)
	}
	g.changed.Broadcast()
}

// queue is steps that may be begun, those with the most ahead first.
type queue []*node

func (q *queue) put(at *node) {
	if place, there := q.find(at); !there {
		*q = slices.Insert(*q, place, at)
	}
}

func (q *queue) remove(at *node) {
	if place, there := q.find(at); there {
		*q = slices.Delete(*q, place, place+1)
	}
}

func (q *queue) find(at *node) (place int, there bool) {
	return slices.BinarySearchFunc(*q, at, func(n, at *node) int { return cmp.Or(at.ahead-n.ahead, n.index-at.index) })
}
