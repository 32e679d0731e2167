package apply

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/pagewright/pagewright/publish/confluence"
)

// siblings is pages that stand in order, by their positions; changed counts how often one was given another.
type siblings struct {
	*testing.T
	positions, others []int
	changed           int
}

// insert puts new pages in front of the one at a place.
func (s *siblings) insert(at, pages int) {
	s.Helper()
	before := slices.Insert(slices.Clone(s.positions), at, make([]int, pages)...)
	s.positions = renumber(before, s.others)
	for i, position := range s.positions {
		if position != before[i] {
			s.changed++
		}
		if position < confluence.FirstPosition && position != before[i] || i > 0 && position <= s.positions[i-1] || slices.Contains(s.others, position) {
			s.Fatalf("%d of %v among %v", i, s.positions, s.others)
		}
	}
}

func TestPageBetweenOthersOfThisRepositoryIsNumberedAlone(t *testing.T) {
	t.Parallel()
	for _, at := range []int{0, 50, 100} {
		s := &siblings{T: t}
		s.insert(0, 100)
		s.changed = 0
		s.insert(at, 1)
		if s.changed != 1 {
			t.Errorf("one page at %d renumbers %d", at, s.changed)
		}
	}
}

func TestOverManyRunsFewPagesAreRenumbered(t *testing.T) {
	t.Parallel()
	const runs = 1000
	for name, where := range map[string]func(random *rand.Rand, n int) int{
		"in front":        func(*rand.Rand, int) int { return 0 },
		"at the end":      func(_ *rand.Rand, n int) int { return n },
		"behind one page": func(*rand.Rand, int) int { return 50 },
		"anywhere":        (*rand.Rand).IntN,
	} {
		for kind, begin := range map[string]func(s *siblings){
			"spaced": func(s *siblings) { s.insert(0, 100) },
			"dense": func(s *siblings) {
				for i := range 100 {
					s.positions = append(s.positions, 1+i)
				}
			},
			"as of old": func(s *siblings) {
				for i := range 100 {
					s.positions = append(s.positions, 1+spacing*(1+i))
				}
			},
		} {
			t.Run(name+" "+kind, func(t *testing.T) {
				t.Parallel()
				random, s := rand.New(rand.NewPCG(1, 2)), &siblings{T: t}
				begin(s)
				s.changed = 0
				for range runs {
					s.insert(where(random, len(s.positions)), 1)
				}
				if s.changed > 6*runs {
					t.Errorf("%d pages, added one by one, renumbered %d", runs, s.changed)
				}
			})
		}
	}
}

func TestPagesOfOthersKeepTheirNeighboursWhereThereIsRoom(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ now, others, want []int }{
		"behind the page in front":          {[]int{1000, 0, 2000}, []int{1500}, []int{1000, 1250, 2000}},
		"where there is room":               {[]int{1000, 0, 2000}, []int{1001}, []int{1000, 1500, 2000}},
		"in front of the first":             {[]int{0, 5000}, []int{4000}, []int{4500, 5000}},
		"behind all others":                 {[]int{0, 0}, []int{40, 2_000_000}, []int{2_001_024, 2_002_048}},
		"the page in front makes room":      {[]int{100, 0, 104}, []int{101, 102, 103, 105, 108}, []int{34, 67, 104}},
		"the last finds no room":            {[]int{0, 2, 3, 4}, []int{5}, []int{2, 3, 4, startOfMany}},
		"none of them has a page beside it": {[]int{0, 11, 12}, []int{5, 10, 13}, []int{7, 11, 12}},
		"no number is given twice":          {[]int{1000, 2000, 3000}, []int{2000}, []int{1000, 1500, 3000}},
		"the lowest stays":                  {[]int{1, 0, 100}, nil, []int{1, 50, 100}},
	} {
		if got := renumber(test.now, test.others); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", name, got, test.want)
		}
	}
}

func TestAnyPagesAmongThoseOfOthersAreInOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2000) {
		random := rand.New(rand.NewPCG(seed, 0))
		s := &siblings{T: t}
		for range random.IntN(12) {
			s.others = append(s.others, 1+random.IntN(40))
		}
		for at := 1; random.IntN(8) > 0; at += 1 + random.IntN(4) {
			s.positions = append(s.positions, at)
		}
		for range 5 {
			s.insert(random.IntN(len(s.positions)+1), 1+random.IntN(4))
		}
	}
}

// BenchmarkRenumber tells how many pages are given another position for each that comes in front of all.
func BenchmarkRenumber(b *testing.B) {
	for _, runs := range []int{500, 2000, 8000} {
		b.Run(fmt.Sprint(runs), func(b *testing.B) {
			changed := 0
			for b.Loop() {
				positions := renumber(make([]int, 100), nil)
				changed = 0
				for range runs {
					before := slices.Insert(slices.Clone(positions), 0, 0)
					positions = renumber(before, nil)
					for i := range positions {
						if positions[i] != before[i] {
							changed++
						}
					}
				}
			}
			b.ReportMetric(float64(changed)/float64(runs), "changed/page")
		})
	}
}
