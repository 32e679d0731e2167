package plan

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// textOf makes a text of numbered lines.
func textOf(numbers ...int) string {
	var body strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&body, "<p>line %d</p>", n)
	}
	return body.String()
}

// What is compared by way of rare lines is what comparing each text with each other one would tell.
func TestClosestIsThatOfAll(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		shared, own := 1+random.IntN(12), 1+random.IntN(40)
		all := make([]lines, 1+random.IntN(30))
		draw := func() lines {
			numbers := make([]int, random.IntN(14))
			for i := range numbers {
				if numbers[i] = random.IntN(shared); random.IntN(2) == 0 {
					numbers[i] = 100 + random.IntN(own)
				}
			}
			return linesOf(textOf(numbers...))
		}
		for i := range all {
			all[i] = draw()
		}
		text := draw()
		if random.IntN(2) == 0 {
			text = append(lines{}, all[random.IntN(len(all))]...)
		}
		best, second := 0.0, 0.0
		where := 0
		for i := range all {
			switch value := text.likeness(all[i]); {
			case value > best:
				where, best, second = i, value, best
			default:
				second = max(second, value)
			}
		}
		wanted := best >= leastSimilar && best >= second+clearBy
		at, likeness, clear := newTexts(all).closest(text)
		if clear != wanted || clear && (at != where || likeness != best) {
			t.Fatalf("%v in %v: got %d, %v, %v, want %d, %v, %v", text, all, at, likeness, clear, where, best, wanted)
		}
	}
}

// rewritten returns pages that have most of their lines in common, and what each became by the change of one line.
func rewritten(n int) (before, after []lines) {
	const common, own = 20, 12
	for page := range n {
		var numbers []int
		for i := range common {
			numbers = append(numbers, i)
		}
		for i := range own {
			numbers = append(numbers, 1000+own*page+i)
		}
		before = append(before, linesOf(textOf(numbers...)))
		numbers[common] = -1
		after = append(after, linesOf(textOf(numbers...)))
	}
	return before, after
}

func TestManyPagesOfOneTemplateAreToldApart(t *testing.T) {
	t.Parallel()
	const pages = 2 * mostCompared
	before, after := rewritten(pages)
	of := newTexts(before)
	for i, text := range after {
		if at, _, clear := of.closest(text); at != i || !clear {
			t.Fatalf("the page %d became %d, %v", i, at, clear)
		}
	}
	_, likeness, clear := of.closest(linesOf(textOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)))
	if clear {
		t.Errorf("a text of nothing but what all have in common is one of them, to %v", likeness)
	}
}

// BenchmarkRenames tells what a page costs where that many are renamed and changed in one run.
func BenchmarkRenames(b *testing.B) {
	for _, pages := range []int{500, 2000, 8000} {
		before, after := rewritten(pages)
		b.Run(fmt.Sprint(pages), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				of, back := newTexts(before), newTexts(after)
				for i := range after {
					of.closest(after[i])
					back.closest(before[i])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*pages), "ns/page")
		})
	}
}
