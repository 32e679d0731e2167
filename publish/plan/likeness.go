package plan

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/storage"
)

// Similar texts have so many of their lines in common, and so many more than the second best.
const (
	leastSimilar = 0.7
	clearBy      = 0.1
)

// mostCompared bounds how many texts one is compared with, those first with which it shares the rarest lines: what stands in
// hundreds of pages tells none of them from the others.
const mostCompared = 250

// lines are the hashes of a text's lines, sorted.
type lines []uint64

func linesOf(body string) lines {
	var hashed lines
	for line := range strings.Lines(storage.VisibleText(body)) {
		if line = strings.TrimSpace(line); line != "" {
			hash := fnv.New64a()
			_, _ = hash.Write([]byte(line))
			hashed = append(hashed, hash.Sum64())
		}
	}
	slices.Sort(hashed)
	return hashed
}

// likeness is the share of the lines that two texts have in common, from 0 to 1.
func (a lines) likeness(b lines) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch cmp.Compare(a[i], b[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			common++
			i++
			j++
		}
	}
	return float64(2*common) / float64(len(a)+len(b))
}

// texts are several that another one is compared with, found by their lines.
type texts struct {
	all []lines
	by  map[uint64][]int32 // which of them have a line
}

func newTexts(all []lines) *texts {
	t := &texts{all: all, by: map[uint64][]int32{}}
	for i, text := range all {
		for _, line := range slices.Compact(slices.Clone(text)) {
			t.by[line] = append(t.by[line], int32(i))
		}
	}
	return t
}

// closest returns the text that is most similar to another one, and how similar it is. Clear is whether that is enough, and no
// other one nearly as similar.
func (t *texts) closest(to lines) (at int, likeness float64, clear bool) {
	ranked := slices.Clone(to)
	slices.SortFunc(ranked, func(a, b uint64) int {
		return cmp.Or(cmp.Compare(len(t.by[a]), len(t.by[b])), cmp.Compare(a, b))
	})
	second := 0.0
	isClear := func() bool { return likeness >= leastSimilar && likeness >= second+clearBy }
	compared := map[int32]bool{}
	for n, line := range ranked {
		// A text that was not met yet has none of the lines that came before.
		left := float64(len(ranked) - n)
		most := 2 * left / (float64(len(ranked)) + left)
		if most+clearBy < leastSimilar || most <= likeness && !isClear() || most+clearBy <= likeness {
			break
		}
		for _, i := range t.by[line] {
			if compared[i] {
				continue
			}
			if len(compared) == mostCompared {
				return at, likeness, isClear()
			}
			compared[i] = true
			if value := to.likeness(t.all[i]); value > likeness {
				at, likeness, second = int(i), value, likeness
			} else {
				second = max(second, value)
			}
		}
	}
	return at, likeness, isClear()
}
