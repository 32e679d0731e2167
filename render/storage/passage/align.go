package passage

import (
	"cmp"
	"slices"
	"strings"
)

// same is a stretch of words that two texts have in common. It stands within one line of each.
type same struct{ old, new, length int }

// align finds the words of one text that another one still has: whole lines that are in order, lines that were moved, and
// words of the lines between. It returns them in the order of the old text.
func align(old, new *wordText, v vocabulary) []same {
	a := aligner{old: old, new: new, matcher: newMatcher(len(v)), place: make([]int, len(old.lines)), taken: make([]bool, len(new.lines))}
	gaps := a.lines()
	a.equalNeighbours()
	a.moves()
	for _, g := range gaps {
		a.words(g)
	}
	for i, j := range a.place {
		if j >= 0 {
			line := old.lines[i]
			a.found = append(a.found, same{line.From, new.lines[j].From, line.To - line.From})
		}
	}
	slices.SortFunc(a.found, inOrder)
	return a.found
}

func inOrder(x, y same) int { return cmp.Compare(x.old, y.old) }

type aligner struct {
	old, new *wordText
	matcher  *matcher
	place    []int  // by old line, the new one that it has become; -1 if none
	taken    []bool // by new line, whether it is one of these
	found    []same
}

// gap is what stands between lines that are the same: ranges of lines.
type gap struct{ old, new Range }

// lines finds the lines that are the same and in order, and returns the gaps between them.
func (a *aligner) lines() []gap {
	ids := vocabulary{}
	of := func(w *wordText) []rune {
		list := make([]rune, len(w.lines))
		for i := range w.lines {
			list[i] = ids.id(w.line(i))
		}
		return list
	}
	oldIDs, newIDs := of(a.old), of(a.new)
	for i := range a.place {
		a.place[i] = -1
	}
	var gaps []gap
	i, j := 0, 0
	until := func(oldLine, newLine int) {
		if i < oldLine && j < newLine {
			gaps = append(gaps, gap{Range{i, oldLine}, Range{j, newLine}})
		}
		i, j = oldLine+1, newLine+1
	}
	newMatcher(len(ids)).match(oldIDs, newIDs, func(oldLine, newLine int) {
		until(oldLine, newLine)
		a.place[oldLine], a.taken[newLine] = newLine, true
	})
	until(len(oldIDs), len(newIDs))
	return gaps
}

// equalNeighbours gives a line that is gone the place of an equal one beside it: nobody can tell which of them is gone.
func (a *aligner) equalNeighbours() {
	for i := 1; i < len(a.place); i++ {
		if a.place[i] < 0 && a.place[i-1] >= 0 && a.old.line(i) == a.old.line(i-1) {
			a.place[i] = a.place[i-1]
		}
	}
	for i := len(a.place) - 2; i >= 0; i-- {
		if a.place[i] < 0 && a.place[i+1] >= 0 && a.old.line(i) == a.old.line(i+1) {
			a.place[i] = a.place[i+1]
		}
	}
}

// moves finds lines that stand elsewhere now: of equal ones, the first is the first. A single word is too little to tell.
func (a *aligner) moves() {
	free := map[string][]int{}
	for j, taken := range a.taken {
		if first, end := a.new.in(a.new.lines[j]); !taken && end-first > 1 {
			free[a.new.line(j)] = append(free[a.new.line(j)], j)
		}
	}
	for i, j := range a.place {
		if j >= 0 {
			continue
		}
		if places := free[a.old.line(i)]; len(places) > 0 {
			a.place[i], a.taken[places[0]] = places[0], true
			free[a.old.line(i)] = places[1:]
		}
	}
}

// words finds the words that are the same in the lines of a gap.
func (a *aligner) words(g gap) {
	oldWords := a.wordsOf(a.old, g.old, func(line int) bool { return a.place[line] < 0 })
	newWords := a.wordsOf(a.new, g.new, func(line int) bool { return !a.taken[line] })
	last := -1 // the stretch of the pair before
	a.matcher.match(idsOf(a.old, oldWords), idsOf(a.new, newWords), func(i, j int) {
		x, y := a.old.words[oldWords[i]], a.new.words[newWords[j]]
		if last >= 0 {
			s := &a.found[last]
			between := a.old.text[s.old+s.length : x.From]
			if between == a.new.text[s.new+s.length:y.From] && !strings.Contains(between, "\n") {
				s.length = x.To - s.old
				return
			}
		}
		last = len(a.found)
		a.found = append(a.found, same{x.From, y.From, x.To - x.From})
	})
}

// wordsOf returns the words of some of the lines, as indexes.
func (a *aligner) wordsOf(w *wordText, lines Range, want func(line int) bool) []int {
	var list []int
	for line := lines.From; line < lines.To; line++ {
		if !want(line) {
			continue
		}
		for from, to := w.in(w.lines[line]); from < to; from++ {
			list = append(list, from)
		}
	}
	return list
}

func idsOf(w *wordText, words []int) []rune {
	ids := make([]rune, len(words))
	for i, word := range words {
		ids[i] = w.ids[word]
	}
	return ids
}
