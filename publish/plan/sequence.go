package plan

import (
	"container/heap"
	"slices"

	"github.com/pagewright/pagewright/publish/title"
)

// sequence puts the steps into the order in which they are begun: each behind those that it needs, and, as far as that can
// be had, pages behind those whose headings they link to and siblings as they are to stand. Where pages wait for each
// other, one of them goes first and is written twice, because a host may drop links to headings of pages which do not
// stand yet.
//
// To create siblings in their order saves moves, but makes more pages wait for each other. What is cheaper is done.
func (m *planner) sequence() {
	best := m.newQueue(nil).run()
	if siblings := m.createdSiblings(); len(siblings) > 0 {
		inOrder := m.newQueue(siblings).run()
		if isWhole := len(inOrder.steps) == len(m.plan.Steps); isWhole && inOrder.cost(siblings) <= best.cost(siblings) {
			best = inOrder
		}
	}
	m.plan.Steps = best.steps
	for step, needs := range best.waits {
		step.Needs = append(step.Needs, needs...)
	}
}

// createdSiblings returns the steps that make pages stand below one page, in the order of the pages, where the host shows
// them as they are made and they are to be in order.
func (m *planner) createdSiblings() [][]*Step {
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
	waits map[*Step][]Need // what a step waits for because it links to headings, or because of the order of siblings
	twice int              // how many pages are written twice
}

// cost counts requests: a page that is written twice is read once more, and tells its watchers. Of few siblings more come to
// stand in disorder than the sequence says, for they are created at the same time.
func (s *sequence) cost(siblings [][]*Step) int {
	const twice, moveOfMany, moveOfFew = 3, 2, 3
	position := map[*Step]int{}
	for i, step := range s.steps {
		position[step] = i + 1
	}
	cost := twice * s.twice
	for _, group := range siblings {
		move := moveOfMany
		if len(group) <= mostInRow {
			move = moveOfFew
		}
		cost += move * (len(group) - len(longestRun(len(group), func(i int) int { return position[group[i]] })))
	}
	return cost
}

// longestWait bounds how many pages wait for each other in a row because of links to headings, so that pages which link
// one to the next are not created one by one: a part of what a run takes anyway.
func (m *planner) longestWait() int {
	const least, parts, whole = 18, 2, 3
	return max(least, len(m.plan.Steps)*parts/(whole*max(m.Settings.Parallel, 1)))
}

// mostInRow is how many siblings are created one after the other, so that they come to stand in order. Of more, several are
// created at once, and moved where they came to stand otherwise.
const mostInRow = 16

// queue is the steps that are not in the sequence yet.
type queue struct {
	places  []place // of the steps, by their index in the plan
	free    indexes // of those that may be begun
	longest int
	made    *sequence
}

// newQueue makes the queue. Siblings wait for the one before them.
func (m *planner) newQueue(siblings [][]*Step) *queue {
	q := &queue{places: make([]place, len(m.plan.Steps)), longest: m.longestWait(), made: &sequence{waits: map[*Step][]Need{}}}
	index := make(map[*Step]int, len(m.plan.Steps))
	for i, step := range m.plan.Steps {
		index[step], q.places[i].step, q.places[i].before = i, step, -1
	}
	wait := func(i, other int, soft bool) {
		q.places[other].behind = append(q.places[other].behind, waiter{i, soft})
	}
	for i, step := range m.plan.Steps {
		at := &q.places[i]
		for _, need := range step.Needs {
			other, isInTurn := index[need.Step]
			if !isInTurn {
				continue // it comes early
			}
			at.needs = append(at.needs, other)
			wait(i, other, false)
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
			if len(group) <= mostInRow {
				q.places[index[step]].before = index[group[i]]
			}
		}
	}
	q.measure()
	chooseFirst(q.places)
	return q
}

// targets returns the steps that give the pages their titles which a step's page links to: those whose headings it links to, or,
// where the page is written only if they come to stand, all of them; then it must wait. Those of other trees are carried out
// in their turn.
func (m *planner) targets(step *Step) (targets []*Step, must bool) {
	switch do := step.Do.(type) {
	case Create:
	case Write:
		must = do.OnlyLinks
	default:
		return nil, false
	}
	for _, ref := range step.Page.Rendered.Refs {
		target := m.plan.page(ref.PageRef)
		if ref.Tree != "" || target == nil || target == step.Page || !must && !(ref.Anchored && m.Host.DropsEarlyAnchors) {
			continue
		}
		if named := m.naming(target); named != nil {
			targets = append(targets, named)
		}
	}
	return targets, must
}

// naming returns the step by which a page comes to have its title; nil if it has it, or will not get it.
func (m *planner) naming(page *Page) *Step {
	of := m.stepsOf[page]
	if of == nil || page.Exists() && page.Existing.Status != "trashed" && title.Fold(page.Existing.Title) == title.Fold(page.Title) {
		return nil
	}
	return of.title
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

// run empties the queue. Steps that wait for each other stay in it.
func (q *queue) run() *sequence {
	for i := range q.places {
		for _, next := range q.places[i].behind {
			if !next.soft || !q.places[next.index].first {
				q.places[next.index].missing++
			}
		}
	}
	for i := range q.places {
		if q.places[i].missing == 0 {
			q.free = append(q.free, i) // which is a heap, for they grow
		}
	}
	for len(q.free) > 0 {
		q.begin(heap.Pop(&q.free).(int))
	}
	return q.made
}

// begin puts a step into the sequence.
func (q *queue) begin(i int) {
	at := &q.places[i]
	for _, need := range at.needs {
		at.depth = max(at.depth, q.places[need].depth+1)
	}
	waited := at.depth
	for _, target := range at.targets {
		waited = max(waited, q.places[target].depth+1)
	}
	switch {
	case len(at.targets) == 0:
	case at.must, !at.first && (waited == at.depth || waited+at.height <= q.longest):
		at.depth = waited
		for _, target := range at.targets {
			q.made.waits[at.step] = append(q.made.waits[at.step], Need{Step: q.places[target].step, Soft: true})
		}
	default:
		q.made.twice++
	}
	if at.before >= 0 && q.places[at.before].depth+1+at.height <= q.longest {
		at.depth = max(at.depth, q.places[at.before].depth+1)
		q.made.waits[at.step] = append(q.made.waits[at.step], Need{Step: q.places[at.before].step, Soft: true, InOrder: true})
	}
	q.made.steps = append(q.made.steps, at.step)
	for _, next := range at.behind {
		to := &q.places[next.index]
		if next.soft && to.first {
			continue
		}
		if to.missing--; to.missing == 0 {
			heap.Push(&q.free, next.index)
		}
	}
}

// indexes is a heap of steps: the first in the plan is the first.
type indexes []int

func (h indexes) Len() int           { return len(h) }
func (h indexes) Less(i, j int) bool { return h[i] < h[j] }
func (h indexes) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *indexes) Push(x any)        { *h = append(*h, x.(int)) }
func (h *indexes) Pop() any          { last := (*h)[len(*h)-1]; *h = (*h)[:len(*h)-1]; return last }
