package plan

import (
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/title"
)

// order lets the pages below one page stand as their documents do.
func (m *planner) order() {
	if !m.ordersSiblings() {
		return
	}
	siblings := map[Parent][]*Page{}
	var parents []Parent
	for _, page := range m.documents() {
		if page.Err != nil || page.Rendered.ParentRef != "" || page.Exists() && (page.Rendered.StaysPut(page.Existing.ID) || page.Existing.ID == m.Snapshot.Parent.ID) {
			continue
		}
		if siblings[page.Parent] == nil {
			parents = append(parents, page.Parent)
		}
		siblings[page.Parent] = append(siblings[page.Parent], page)
	}
	for _, parent := range parents {
		if pages := siblings[parent]; !m.inOrder(pages) {
			m.addOrder(pages)
		}
	}
}

// ordersSiblings reports whether the pages below one page are to stand as their documents do.
func (m *planner) ordersSiblings() bool { return m.Host.Orders && m.Settings.SiblingOrder != "created" }

// inOrder reports whether pages stand one behind the other already. Hosts that do not tell positions are believed to have
// what stands in order. Where some have numbers, those without stand last: all are to have one.
func (m *planner) inOrder(pages []*Page) bool {
	if m.Host.OrdersByNumber && areNumberless(pages) {
		return slices.IsSortedFunc(pages, func(a, b *Page) int { return strings.Compare(title.Fold(a.Title), title.Fold(b.Title)) })
	}
	last := 0
	for _, page := range pages {
		if len(pages) > 1 && (!page.Exists() || !page.isAtHome()) {
			return false
		}
		if at := page.Existing.Position; len(pages) > 1 && at <= last && (at != 0 || m.Host.OrdersByNumber) {
			return false
		}
		last = page.Existing.Position
	}
	return true
}

func areNumberless(pages []*Page) bool {
	return !slices.ContainsFunc(pages, func(p *Page) bool { return p.Existing.Position > 0 })
}

// addOrder is one step for all siblings, after all of them have come to stand below their page: which of them must move
// shows only then.
func (m *planner) addOrder(pages []*Page) {
	position := func(p *Page) int {
		if !p.Exists() || !p.isAtHome() {
			return 0
		}
		return p.Existing.Position
	}
	order := Order{Siblings: pages}
	for _, page := range MovedFor(pages, position) {
		if page.Action == Unchanged {
			page.Action, page.Reason = Moved, "belongs elsewhere among its siblings"
			order.Moved = append(order.Moved, page)
		}
	}
	step := m.add(pages[0], order)
	for _, page := range pages {
		if stands := m.stepsOf[page].stands; stands != nil {
			step.Needs = append(step.Needs, Need{Step: stands, Soft: true})
		}
	}
}

// MovedFor returns the pages that must move so that all stand in the given order: all but a longest run of pages that
// stand in order already. A page without a position stands behind all others.
func MovedFor(pages []*Page, position func(*Page) int) []*Page {
	stays := map[int]bool{}
	for _, i := range longestRun(len(pages), func(i int) int { return position(pages[i]) }) {
		stays[i] = true
	}
	var moved []*Page
	for i, page := range pages {
		if !stays[i] {
			moved = append(moved, page)
		}
	}
	return moved
}

// longestRun returns a longest row of those from 0 to n-1 whose positions grow, last first. What has no position, which is
// 0, is in none.
func longestRun(n int, position func(i int) int) (run []int) {
	before := make([]int, n) // the one in front of it in the longest run that ends with it
	tails := []int{}         // of runs of length 1, 2, …: the last one, which stands furthest in front
	for i := range n {
		at := position(i)
		low, high := 0, len(tails)
		for low < high {
			if middle := (low + high) / 2; at > 0 && position(tails[middle]) < at {
				low = middle + 1
			} else {
				high = middle
			}
		}
		before[i] = -1
		if low > 0 {
			before[i] = tails[low-1]
		}
		if at == 0 {
			continue
		}
		if low == len(tails) {
			tails = append(tails, i)
		} else {
			tails[low] = i
		}
	}
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			run = append(run, i)
		}
	}
	return run
}
