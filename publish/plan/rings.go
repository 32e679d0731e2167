package plan

import "slices"

// place is a step that waits for its turn.
type place struct {
	step    *Step
	needs   []int // steps that must be done before
	targets []int // those that make the pages stand which it links to
	must    bool  // it waits for them in any case
	first   bool  // it goes before them, for they wait for it
	before  int   // the one that makes the sibling stand which belongs in front of it, if it is to wait for that; -1: none
	behind  []waiter
	missing int // steps that it waits for
	depth   int // how many steps there are in a row before it
	height  int // how many there will be behind it, at least
	below   int // how many steps need it, through others too, with itself
}

// waiter is a step that waits for another one; soft: it need not.
type waiter struct {
	index int
	soft  bool
}

// chooseFirst finds the steps that cannot wait for their targets. One step after the other is let wait if its targets do
// not wait for it through others that wait already; those that many others need come last, for most lead through them.
func chooseFirst(places []place) {
	var order []int
	for i, at := range places {
		if len(at.targets) > 0 && !at.must {
			places[i].first = true
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return places[a].weight() - places[b].weight() })
	r := newRanking(places)
	if len(r.steps) < len(places) {
		return // some wait for each other in any case
	}
	for _, i := range order {
		places[i].first = !r.letWait(i)
	}
}

// weight is about how many steps wait for a step.
func (at *place) weight() int { return at.below + len(at.behind) }

// ranking is an order of steps in which each stands behind those that it waits for.
type ranking struct {
	places []place
	steps  []int
	rank   []int // of a step in it
	met    []int // the last step for whose sake a step was met, and one more
	open   []int
	later  []int
}

// newRanking ranks the steps by what they wait for in any case. Those that wait for each other are left out.
func newRanking(places []place) *ranking {
	r := &ranking{places: places, steps: make([]int, 0, len(places)), rank: make([]int, len(places)), met: make([]int, len(places))}
	missing := make([]int, len(places))
	for i := range places {
		for _, next := range places[i].behind {
			if !next.soft {
				missing[next.index]++
			}
		}
	}
	for i, n := range missing {
		if n == 0 {
			r.steps = append(r.steps, i)
		}
	}
	for n := 0; n < len(r.steps); n++ {
		r.rank[r.steps[n]] = n
		for _, next := range places[r.steps[n]].behind {
			if next.soft {
				continue
			}
			if missing[next.index]--; missing[next.index] == 0 {
				r.steps = append(r.steps, next.index)
			}
		}
	}
	return r
}

// letWait puts a step, and what waits for it, behind its targets, unless one of these waits for it.
func (r *ranking) letWait(i int) bool {
	targets := r.places[i].targets
	last := r.rank[i]
	for _, target := range targets {
		last = max(last, r.rank[target])
	}
	r.met[i] = i + 1
	for r.open = append(r.open[:0], i); len(r.open) > 0; {
		at := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		for _, next := range r.places[at].behind {
			if next.soft && r.places[next.index].first || r.rank[next.index] > last || r.met[next.index] == i+1 {
				continue
			}
			if slices.Contains(targets, next.index) {
				return false
			}
			r.met[next.index] = i + 1
			r.open = append(r.open, next.index)
		}
	}
	free := r.rank[i]
	r.later = r.later[:0]
	for _, at := range r.steps[free : last+1] {
		if r.met[at] == i+1 {
			r.later = append(r.later, at)
			continue
		}
		r.steps[free], r.rank[at] = at, free
		free++
	}
	for _, at := range r.later {
		r.steps[free], r.rank[at] = at, free
		free++
	}
	return true
}
