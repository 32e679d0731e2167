package passage

import (
	"slices"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// matcher pairs the equal items of two lists in order, as a patience diff does: items that are unique in both, then, between
// these, what the lists begin and end with, then what is unique in the rest, then a common subsequence. The cost is
// n·log n: where no item is unique, the library stops at a fixed number of differences and leaves the middle out.
type matcher struct {
	inA, inB []int32 // by item: how often it occurs in the lists that are looked at
	atB      []int32 // by item: where it occurs last
}

// newMatcher returns a matcher of items below n.
func newMatcher(n int) *matcher {
	return &matcher{make([]int32, n), make([]int32, n), make([]int32, n)}
}

// maxNesting bounds how often a list is looked at.
const maxNesting = 16

// match calls pair, in order, for what a and b have in common.
func (m *matcher) match(a, b []rune, pair func(i, j int)) { m.between(a, b, 0, 0, 0, pair) }

// between matches two pieces that stand at i and j of the lists.
func (m *matcher) between(a, b []rune, i, j, nesting int, pair func(i, j int)) {
	anchors, common := m.anchors(a, b)
	if !common {
		return
	}
	if len(anchors) == 0 || nesting == maxNesting {
		m.trimmed(a, b, i, j, nesting, pair)
		return
	}
	x, y := 0, 0
	for _, at := range anchors {
		m.between(a[x:at[0]], b[y:at[1]], i+x, j+y, nesting+1, pair)
		pair(i+at[0], j+at[1])
		x, y = at[0]+1, at[1]+1
	}
	m.between(a[x:], b[y:], i+x, j+y, nesting+1, pair)
}

// trimmed matches pieces without anchors.
func (m *matcher) trimmed(a, b []rune, i, j, nesting int, pair func(i, j int)) {
	head, tail := 0, 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		pair(i+head, j+head)
		head++
	}
	for head+tail < min(len(a), len(b)) && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	restA, restB := a[head:len(a)-tail], b[head:len(b)-tail]
	if head+tail > 0 && nesting < maxNesting {
		m.between(restA, restB, i+head, j+head, nesting+1, pair)
	} else if len(restA) > 0 && len(restB) > 0 {
		subsequence(restA, restB, i+head, j+head, pair)
	}
	for k := range tail {
		pair(i+len(a)-tail+k, j+len(b)-tail+k)
	}
}

// anchors returns the most items that are unique in both lists and in the same order, and whether the lists have any item
// in common.
func (m *matcher) anchors(a, b []rune) (anchors [][2]int, common bool) {
	if len(a) == 0 || len(b) == 0 {
		return nil, false
	}
	for _, item := range a {
		m.inA[item]++
	}
	for j, item := range b {
		m.inB[item]++
		m.atB[item] = int32(j)
	}
	var unique [][2]int
	for i, item := range a {
		common = common || m.inB[item] > 0
		if m.inA[item] == 1 && m.inB[item] == 1 {
			unique = append(unique, [2]int{i, int(m.atB[item])})
		}
	}
	for _, item := range a {
		m.inA[item] = 0
	}
	for _, item := range b {
		m.inB[item] = 0
	}
	return increasing(unique), common
}

// increasing returns a longest part of the pairs whose second numbers increase.
func increasing(pairs [][2]int) [][2]int {
	before := make([]int, len(pairs)) // by pair, the one before it in the longest part that ends with it
	var ends []int                    // by length of a part, the pair with the smallest number that ends one
	for i, p := range pairs {
		length, _ := slices.BinarySearchFunc(ends, p[1], func(end, at int) int { return pairs[end][1] - at })
		if length == len(ends) {
			ends = append(ends, i)
		}
		ends[length], before[i] = i, -1
		if length > 0 {
			before[i] = ends[length-1]
		}
	}
	if len(ends) == 0 {
		return nil
	}
	part := make([][2]int, len(ends))
	for n, i := len(ends)-1, ends[len(ends)-1]; n >= 0; n, i = n-1, before[i] {
		part[n] = pairs[i]
	}
	return part
}

// subsequence pairs what a diff leaves equal.
func subsequence(a, b []rune, i, j int, pair func(i, j int)) {
	x, y := 0, 0
	equal := func(to int) {
		for ; x < to; x, y = x+1, y+1 {
			pair(i+x, j+y)
		}
	}
	for _, d := range lcs.DiffRunes(a, b) {
		equal(d.Start)
		x, y = d.End, d.ReplEnd
	}
	equal(len(a))
}
