package main

import (
	"time"

	"github.com/pagewright/pagewright/publish/scale/handbook"
)

// row is one line of the table: a kind of run, and what it may cost.
type row struct {
	name  string
	pages []int                                                 // that it is measured with
	faces []string                                              // nil: all
	fixed bool                                                  // it is about these numbers of pages only
	run   func(m *measurement) ([]sample, error)                // gives the samples of what is measured
	holds func(m *measurement, s sample) (want string, ok bool) // what is wanted; "" where nothing is
}

const (
	v2         = "v2"
	v1         = "v1"
	dataCenter = "dc"
)

const megabyte = 1 << 20

// mostMemory is how much a run may take, however many documents there are.
const mostMemory = 250 * megabyte

var rows = []row{
	{name: "unchanged", pages: []int{1000}, run: (*measurement).unchanged, holds: func(m *measurement, s sample) (string, bool) {
		most := map[string]int{v2: 5 + over(m.pages, 250), v1: 6 + over(m.pages, 100), dataCenter: 6 + over(m.pages, 100)}[m.face]
		return atMost(most) + ", 0 writes", s.requests <= most && s.writes == 0
	}},
	{name: "first-created", pages: []int{1000}, run: first("created"), holds: func(m *measurement, s sample) (string, bool) {
		return s.within(m, map[string]int{v2: 1720, dataCenter: 1650})
	}},
	{name: "first-sorted", pages: []int{1000}, run: first("sorted"), holds: func(m *measurement, s sample) (string, bool) {
		return s.within(m, map[string]int{v2: 2030})
	}},
	{name: "first-100", pages: []int{100}, fixed: true, run: first("sorted"), holds: func(_ *measurement, s sample) (string, bool) {
		return "≤ 1.8 s", s.wall <= 1800*time.Millisecond
	}},
	{name: "changed", pages: []int{1000}, run: (*measurement).changed, holds: func(m *measurement, s sample) (string, bool) {
		return s.within(m, map[string]int{v2: 115})
	}},
	{name: "moved", pages: []int{10_000}, run: (*measurement).moved, holds: func(m *measurement, s sample) (string, bool) {
		if m.pages != 10_000 || m.face != v2 {
			return "", true
		}
		return atMost(55), s.requests <= 55
	}},
	{name: "removed", pages: []int{1000}, run: (*measurement).removed, holds: func(m *measurement, s sample) (string, bool) {
		return s.within(m, map[string]int{v2: 380})
	}},
	{name: "inserted", pages: []int{100}, fixed: true, run: (*measurement).inserted, holds: func(m *measurement, s sample) (string, bool) {
		if m.face == dataCenter {
			return "1 move", s.writes <= 8
		}
		return "1 move", s.moves == 1
	}},
	{name: "first-10000", pages: []int{10_000}, fixed: true, run: first("created"), holds: func(_ *measurement, s sample) (string, bool) {
		return "≤ 250 MB", s.memory <= mostMemory
	}},
	{name: "check", pages: []int{10_000}, faces: []string{v2}, run: (*measurement).check, holds: func(_ *measurement, s sample) (string, bool) {
		if s.times == 0 {
			return "≤ 250 MB", s.memory <= mostMemory
		}
		return "≤ 250 MB, ≥ 1.6 ×", s.memory <= mostMemory && s.times >= 1.6
	}},
}

func over(n, by int) int { return (n + by - 1) / by }

// within holds the requests of 1,000 pages to a number of each face.
func (s sample) within(m *measurement, most map[string]int) (string, bool) {
	n, bound := most[m.face]
	if !bound || m.pages != 1000 {
		return "", true
	}
	return atMost(n), s.requests <= n
}

// first publishes documents that were never published.
func first(order string) func(*measurement) ([]sample, error) {
	return func(m *measurement) ([]sample, error) {
		m.order = order
		if err := m.write(handbook.Handbook{Pages: m.pages}); err != nil {
			return nil, err
		}
		return m.measured()
	}
}

// again publishes documents, and measures what it costs to publish what they become.
func (m *measurement) again(become handbook.Handbook, flags ...string) ([]sample, error) {
	if err := m.prepared(handbook.Handbook{Pages: m.pages}); err != nil {
		return nil, err
	}
	if err := m.write(become); err != nil {
		return nil, err
	}
	return m.measured(flags...)
}

func (m *measurement) unchanged() ([]sample, error) {
	return m.again(handbook.Handbook{Pages: m.pages})
}

func (m *measurement) changed() ([]sample, error) {
	return m.again(handbook.Handbook{Pages: m.pages, Changed: func(page int) bool { return page%10 == 3 }})
}

func (m *measurement) moved() ([]sample, error) {
	return m.again(handbook.Handbook{Pages: m.pages, Moved: true})
}

func (m *measurement) removed() ([]sample, error) {
	gone := map[int]bool{}
	for page := m.pages - 1; page >= 0 && len(gone) < m.pages/10; page -= 3 {
		for !handbook.IsLeaf(page) || gone[page] {
			page--
		}
		gone[page] = true
	}
	return m.again(handbook.Handbook{Pages: m.pages, Without: func(page int) bool { return gone[page] }}, "--orphans=delete")
}

// inserted puts one page in front of those of a flat folder.
func (m *measurement) inserted() ([]sample, error) {
	if err := m.writeOrdered(1, m.pages); err != nil {
		return nil, err
	}
	if err := m.prepare(); err != nil {
		return nil, err
	}
	if err := m.writeOrdered(0, m.pages); err != nil {
		return nil, err
	}
	return m.measured()
}

// check checks documents on one core and on all of them.
func (m *measurement) check() ([]sample, error) {
	if err := m.write(handbook.Handbook{Pages: m.pages}); err != nil {
		return nil, err
	}
	one, err := m.pagewright([]string{"GOMAXPROCS=1"}, "check", "docs")
	if err != nil {
		return nil, err
	}
	one.what = "check, one core"
	all, err := m.pagewright(nil, "check", "docs")
	if err != nil {
		return nil, err
	}
	all.what, all.times = "check, all cores", float64(one.wall)/float64(all.wall)
	return []sample{one, all}, nil
}
