package plan

import (
	"container/heap"
	"slices"
)

// sequence puts the steps into the order in which they are begun: each behind those that it needs, and, as far as that can
// be had, pages behind those whose headings they link to and siblings as they are to stand. Where pages wait for each
// other, the one goes first that lets most others go; it is written twice, because a host may drop links to headings of
// pages which do not stand yet.
//
// To create siblings in their order saves moves, but makes more pages wait for each other. What is cheaper is done.
func (m *maker) sequence() {
	best := m.newQueue(nil).run()
	if siblings := m.createdSiblings(); len(siblings) > 0 {
		inOrder := m.newQueue(siblings).run()
		if isWhole := len(inOrder.steps) == len(m.plan.Steps); isWhole && inOrder.cost(siblings) <= best.cost(siblings) {
			best = inOrder
		}
	}
	m.plan.Steps = best.steps
	for step, targets := range best.waits {
		for _, target := range targets {
			step.Needs = append(step.Needs, Need{Step: target, Soft: true})
		}
	}
}

// createdSiblings gives the steps that make pages stand below one page, in the order of the pages, where the host shows
// them as they are made and they are to be in order.
func (m *maker) createdSiblings() [][]*Step {
	if !m.ordersSiblings() || m.Host.OrdersByNumber {
		return nil
	}
	at := map[Parent]int{}
	var siblings [][]*Step
	for _, page := range m.documents() {
		of := m.stepsOf[page]
		if of == nil || of.stands == nil || page.Exists() && page.isAtHome() {
			continue
		}
		i, met := at[page.Parent]
		if !met {
			i = len(siblings)
			at[page.Parent], siblings = i, append(siblings, nil)
		}
		siblings[i] = append(siblings[i], of.stands)
	}
	return siblings
}

// sequence is an order of steps.
type sequence struct {
	steps []*Step
	waits map[*Step][]*Step // the pages that a step waits for because it links to their headings
	twice int               // how many pages are written twice
}

// cost counts requests: a page that is written twice is read once more, and tells its watchers.
func (s *sequence) cost(siblings [][]*Step) int {
	const twice, move = 3, 2
	position := map[*Step]int{}
	for i, step := range s.steps {
		position[step] = i + 1
	}
	cost := twice * s.twice
	for _, group := range siblings {
		cost += move * (len(group) - len(longestRun(len(group), func(i int) int { return position[group[i]] })))
	}
	return cost
}

// longestWait bounds how many pages wait for each other in a row because of links to headings, so that pages which link
// one to the next are not created one by one: a part of what a run takes anyway.
func (m *maker) longestWait() int {
	const least, part = 16, 2
	return max(least, len(m.plan.Steps)/(part*max(m.Settings.Parallel, 1)))
}

// queue is the steps that are not in the sequence yet.
type queue struct {
	places  []place // of the steps, by their index in the plan
	free    heapOf  // that may be begun
	blocked heapOf  // that only wait for pages whose headings they link to
	longest int
	made    *sequence
	round   int // of looking at what a step lets go
}

// place is a step that waits for its turn.
type place struct {
	step    *Step
	needs   []int // steps that must be done before
	targets []int // those that make the pages stand which it links to
	must    bool  // it waits for them in any case
	behind  []waiter
	missing int // steps that it waits for
	soft    int // of them, those that it need not wait for
	done    bool
	depth   int // how many steps there are in a row before it
	height  int // how many there will be behind it, at least
	below   int // how many steps need it, through others too, with itself
	gain    int // how many it lets go and how many it will, when last looked at; 0: it is not blocked
	seen    int // the round in which it was looked at, and what was missing then
	lacking int
}

// waiter is a step that waits for another one; soft: it need not.
type waiter struct {
	index int
	soft  bool
}

// newQueue makes the queue. Siblings wait for the one before them.
func (m *maker) newQueue(siblings [][]*Step) *queue {
	q := &queue{places: make([]place, len(m.plan.Steps)), longest: m.longestWait(), made: &sequence{waits: map[*Step][]*Step{}}}
	index := make(map[*Step]int, len(m.plan.Steps))
	for i, step := range m.plan.Steps {
		index[step], q.places[i].step = i, step
	}
	wait := func(i, other int, soft bool) {
		q.places[other].behind = append(q.places[other].behind, waiter{i, soft})
		if q.places[i].missing++; soft {
			q.places[i].soft++
		}
	}
	for i, step := range m.plan.Steps {
		at := &q.places[i]
		for _, need := range step.Needs {
			at.needs = append(at.needs, index[need.Step])
			wait(i, index[need.Step], false)
		}
		var targets []*Step
		targets, at.must = m.targets(step)
		for _, target := range targets {
			if other := index[target]; !slices.Contains(at.needs, other) {
				at.targets = append(at.targets, other)
				wait(i, other, !at.must)
			}
		}
	}
	for _, group := range siblings {
		for i, step := range group[1:] {
			wait(index[step], index[group[i]], false)
		}
	}
	q.measure()
	return q
}

// targets gives the steps that make the pages stand which a step's page links to: those whose headings it links to, or,
// where the page is written only if they come to stand, all of them; then it must wait.
func (m *maker) targets(step *Step) (targets []*Step, must bool) {
	switch do := step.Do.(type) {
	case Create:
	case Write:
		must = do.OnlyLinks
	default:
		return nil, false
	}
	for _, ref := range step.Page.Draft.Refs {
		target := m.plan.bySource[ref.Source]
		if target == nil || target.Exists() || target == step.Page || !must && !(ref.Anchored && m.Host.DropsEarlyAnchors) {
			continue
		}
		if of := m.stepsOf[target]; of != nil && of.stands != nil {
			targets = append(targets, of.stands)
		}
	}
	return targets, must
}

// measure counts what is below each step: the steps of a tree that hang on it by the first that they need.
func (q *queue) measure() {
	var order []int
	open := make([]int, len(q.places))
	hanging := make([][]int, len(q.places))
	for i := range q.places {
		open[i] = len(q.places[i].needs)
		if open[i] == 0 {
			order = append(order, i)
		}
		for _, need := range q.places[i].needs {
			hanging[need] = append(hanging[need], i)
		}
	}
	for n := 0; n < len(order); n++ {
		for _, i := range hanging[order[n]] {
			if open[i]--; open[i] == 0 {
				order = append(order, i)
			}
		}
	}
	for _, i := range slices.Backward(order) {
		at := &q.places[i]
		at.below++
		if len(at.needs) > 0 {
			above := &q.places[at.needs[0]]
			above.below += at.below
			above.height = max(above.height, at.height+1)
		}
	}
}

// run empties the queue.
func (q *queue) run() *sequence {
	for i := range q.places {
		q.look(i)
	}
	for len(q.made.steps) < len(q.places) {
		if len(q.free) == 0 {
			q.letGo()
		}
		if len(q.free) == 0 {
			break
		}
		if i := q.free.take(); !q.places[i].done {
			q.begin(i)
		}
	}
	return q.made
}

// look puts a step where it belongs now.
func (q *queue) look(i int) {
	at := &q.places[i]
	switch {
	case at.done:
	case at.missing == 0:
		q.free.put(entry{index: i})
	case at.missing == at.soft:
		q.rate(i)
	}
	if at.done || at.missing != 1 {
		return
	}
	for _, target := range at.targets { // the one that it lacks lets more go than it did
		if q.places[target].gain > 0 && !q.places[target].done {
			q.rate(target)
		}
	}
}

// rate looks at how much a blocked step would let go.
func (q *queue) rate(i int) (gain int) {
	at := &q.places[i]
	if gain = q.letsGo(i) + at.below; gain != at.gain {
		at.gain = gain
		q.blocked.put(entry{index: i, gain: gain})
	}
	return gain
}

// enough is how many steps are looked at to see what one of them lets go.
const enough = 500

// letsGo counts the steps that could begin if a step began now.
func (q *queue) letsGo(i int) int {
	q.round++
	gone := []int{i}
	for n := 0; n < len(gone) && len(gone) < enough; n++ {
		for _, next := range q.places[gone[n]].behind {
			at := &q.places[next.index]
			if at.done {
				continue
			}
			if at.seen != q.round {
				at.seen, at.lacking = q.round, at.missing
			}
			if at.lacking--; at.lacking == 0 && next.index != i {
				gone = append(gone, next.index)
			}
		}
	}
	return len(gone)
}

// mostLooks bounds how often the steps are looked at again before one of them goes first.
const mostLooks = 20

// letGo frees the blocked step that lets most others go.
func (q *queue) letGo() {
	for looks := 0; len(q.blocked) > 0; {
		best := q.blocked.first()
		at := &q.places[best.index]
		if at.done || at.gain != best.gain {
			continue
		}
		if now := q.letsGo(best.index) + at.below; now < best.gain && looks < mostLooks {
			looks++
			at.gain = now
			q.blocked.put(entry{index: best.index, gain: now})
			continue
		}
		q.free.put(entry{index: best.index})
		return
	}
}

// begin puts a step into the sequence.
func (q *queue) begin(i int) {
	at := &q.places[i]
	at.done = true
	for _, need := range at.needs {
		at.depth = max(at.depth, q.places[need].depth+1)
	}
	waited, isWhole := at.depth, true
	for _, target := range at.targets {
		waited = max(waited, q.places[target].depth+1)
		isWhole = isWhole && q.places[target].done
	}
	switch {
	case len(at.targets) == 0:
	case isWhole && (at.must || waited == at.depth || waited+at.height <= q.longest):
		at.depth = waited
		for _, target := range at.targets {
			q.made.waits[at.step] = append(q.made.waits[at.step], q.places[target].step)
		}
	default:
		q.made.twice++
	}
	q.made.steps = append(q.made.steps, at.step)
	for _, next := range at.behind {
		if q.places[next.index].missing--; next.soft {
			q.places[next.index].soft--
		}
		q.look(next.index)
	}
}

// entry is a step in a heap: the one with the most gain is the first, then the first in the plan.
type entry struct{ index, gain int }

type heapOf []entry

func (h heapOf) Len() int { return len(h) }
func (h heapOf) Less(i, j int) bool {
	return h[i].gain > h[j].gain || h[i].gain == h[j].gain && h[i].index < h[j].index
}
func (h heapOf) Swap(i, j int)  { h[i], h[j] = h[j], h[i] }
func (h *heapOf) Push(x any)    { *h = append(*h, x.(entry)) }
func (h *heapOf) Pop() any      { last := (*h)[len(*h)-1]; *h = (*h)[:len(*h)-1]; return last }
func (h *heapOf) put(e entry)   { heap.Push(h, e) }
func (h *heapOf) first() entry  { return heap.Pop(h).(entry) }
func (h *heapOf) take() (i int) { return h.first().index }
