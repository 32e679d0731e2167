package apply

import (
	"math"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
)

const (
	// spacing is how far positions are apart where nothing stands behind, so that pages can come between later.
	spacing = 1024
	// startOfMany is the position of the first page, so that many can come in front of it.
	startOfMany = 1 << 20
	// lastPosition is the highest: a position is an int32.
	lastPosition = math.MaxInt32
)

// renumber returns positions for siblings in their order. Those that they have now grow from page to page; a page with 0 is to
// be given one. Pages of others keep theirs, and their neighbours where there is room. Where there is no room between two pages,
// as few around them are renumbered as leave room for more: over many runs, that is few for each page.
func renumber(now, others []int) []int {
	others = slices.Clone(others)
	slices.Sort(others)
	others = slices.Compact(others)
	n := &numbering{position: slices.Clone(now), others: others, stretch: make([]int, len(now))}
	for i, position := range now {
		if _, isTaken := slices.BinarySearch(others, position); isTaken || position < confluence.FirstPosition && i > 0 {
			n.position[i] = 0
		}
	}
	from := 0
	if len(now) > 0 && n.position[0] > 0 && n.position[0] < confluence.FirstPosition {
		from = 1 // it stays in front of all
	}
	n.divide(from)
	n.overflow(from)
	for from < len(now) {
		to := from + 1
		for to < len(now) && n.stretch[to] == n.stretch[from] {
			to++
		}
		n.number(from, to)
		from = to
	}
	return n.position
}

// numbering is siblings that are given positions. The pages of others divide the positions into stretches.
type numbering struct {
	position []int
	others   []int
	stretch  []int // of each sibling
}

// bounds returns the positions between which those of a stretch lie.
func (n *numbering) bounds(stretch int) (low, high int) {
	low, high = confluence.FirstPosition-1, lastPosition+1
	if stretch > 0 {
		low = max(low, n.others[stretch-1])
	}
	if stretch < len(n.others) {
		high = n.others[stretch]
	}
	return low, high
}

// divide finds the stretch that each sibling belongs to: those that are to be given positions, that of the page in front of them,
// where there is room.
func (n *numbering) divide(from int) {
	for i := from; i < len(n.position); {
		if at := n.position[i]; at > 0 {
			n.stretch[i], _ = slices.BinarySearch(n.others, at)
			i++
			continue
		}
		to := i + 1
		for to < len(n.position) && n.position[to] == 0 {
			to++
		}
		stretch := n.stretchFor(i, to)
		for ; i < to; i++ {
			n.stretch[i] = stretch
		}
	}
}

func (n *numbering) stretchFor(i, to int) int {
	before, behind := 0, lastPosition+1
	first, last := 0, len(n.others)
	if i > 0 {
		before, first = n.position[i-1], n.stretch[i-1]
	}
	if to < len(n.position) {
		behind = n.position[to]
		last, _ = slices.BinarySearch(n.others, behind)
	}
	var candidates []int
	for stretch := first; stretch <= last; stretch++ {
		candidates = append(candidates, stretch)
	}
	if i == 0 {
		slices.Reverse(candidates) // right in front of the page behind, or behind everything
	}
	for _, stretch := range candidates {
		if low, high := n.bounds(stretch); min(high, behind)-max(low, before)-1 >= to-i {
			return stretch
		}
	}
	return candidates[0]
}

// overflow lets pages for which a stretch has no room come behind the page of others that ends it.
func (n *numbering) overflow(from int) {
	for from < len(n.position) {
		stretch, to := n.stretch[from], from+1
		for to < len(n.position) && n.stretch[to] == stretch {
			to++
		}
		low, high := n.bounds(stretch)
		if room := max(high-low-1, 0); to-from > room && stretch < len(n.others) {
			for i := from + room; i < to; i++ {
				n.stretch[i], n.position[i] = stretch+1, 0
			}
			to = from + room
		}
		from = to
	}
}

// number gives positions to the pages of a stretch.
func (n *numbering) number(from, to int) {
	for i := from; i < to; i++ {
		if n.position[i] > 0 {
			continue
		}
		w := window{n: n, from: from, to: to, first: i, end: n.nextNumbered(i, to)}
		fresh := w.len()
		for size := fresh; !w.hasRoom(fresh); size *= 2 {
			w.first, w.end = max(from, w.first-size), n.nextNumbered(min(to, w.end+size), to)
		}
		w.spread()
	}
}

// nextNumbered returns the first one from i on that has a position.
func (n *numbering) nextNumbered(i, to int) int {
	for i < to && n.position[i] == 0 {
		i++
	}
	return i
}

// window is those pages of a stretch that are given positions together.
type window struct {
	n          *numbering
	from, to   int // of the stretch
	first, end int
}

func (w window) len() int { return w.end - w.first }

// limits returns the positions between which there is room.
func (w window) limits() (low, high int) {
	low, high = w.n.bounds(w.n.stretch[w.first])
	if w.first > w.from {
		low = w.n.position[w.first-1]
	}
	if w.end < w.to {
		high = w.n.position[w.end]
	}
	return low, high
}

// hasRoom reports whether there is room: for new pages any will do, and the more pages are renumbered because of them, the more is
// to be left between two.
func (w window) hasRoom(fresh int) bool {
	low, high := w.limits()
	switch isWhole := w.first == w.from && w.end == w.to; {
	case isWhole:
		return true
	case w.len() == fresh:
		return high-low > fresh
	}
	return float64(high-low) >= float64(w.len()+1)*2*math.Sqrt(float64(w.len()))
}

// spread gives the pages their positions: those at an open end at the usual distance, and others evenly.
func (w window) spread() {
	low, high := w.limits()
	stretch := w.n.stretch[w.first]
	isFirst, isLast := stretch == 0 && w.first == w.from, stretch == len(w.n.others) && w.end == w.to
	if isLast && w.first == w.from {
		low = max(low, startOfMany-spacing)
	}
	switch all := spacing * (w.len() + 1); {
	case isLast && low+all <= lastPosition:
		high = low + all
	case isFirst && !isLast:
		low = max(low, high-all)
	}
	for i := w.first; i < w.end; i++ {
		w.n.position[i] = low + (high-low)*(i-w.first+1)/(w.len()+1)
	}
}
