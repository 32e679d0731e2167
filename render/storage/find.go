package storage

import (
	"cmp"
	"slices"
	"strings"
)

// finder tells where text of an old body stands in a new one.
type finder struct {
	old, new             *wordText
	same                 []same // in the order of the old text
	byNew                []same // in the order of the new one
	oldPlaces, newPlaces places
}

const (
	// sure is how many equal words in a row make it sure that two places are the same.
	sure = 4
	// around is how many words on each side of a text are compared with those of a place, and may lead to one.
	around = 8
	// nearby is how many places of a word are looked at.
	nearby = 32
)

// passage is a run of whole words in the old text.
type passage struct {
	run
	firstWord, lastWord int
}

// length returns the number of words.
func (p passage) length() int { return p.lastWord + 1 - p.firstWord }

func newFinder(old, new string) *finder {
	v := vocabulary{}
	f := &finder{old: newWordText(old, v), new: newWordText(new, v)}
	f.same = align(f.old, f.new, v)
	f.byNew = slices.SortedFunc(slices.Values(f.same), func(x, y same) int { return cmp.Compare(x.new, y.new) })
	f.oldPlaces, f.newPlaces = newPlaces(f.old, len(v)), newPlaces(f.new, len(v))
	return f
}

// passage returns the whole words that a text of the old body is in.
func (f *finder) passage(r run) passage {
	first, end := f.old.in(r)
	return passage{run{f.old.words[first].from, f.old.words[end-1].to}, first, end - 1}
}

// find returns where a text stands now, with the whole words that it is part of: in its line, or in one that was moved,
// or where the same words surround it as before, or, if both texts have it only once, there. It is not found where only
// another occurrence of the same words is left.
func (f *finder) find(r run) (run, bool) {
	p := f.passage(r)
	at := stretchAt(f.same, p.run, func(s same) int { return s.old }, func(s same) int { return s.new })
	if at < 0 || p.length() < 2*around && f.context(p, at) < sure && !f.sameSentence(p, at) {
		at = f.better(p, at)
	}
	return run{at + r.from - p.from, at + r.to - p.from}, at >= 0
}

// sameSentence reports whether the whole line that a passage stands in is at a place, and is more than a word.
func (f *finder) sameSentence(p passage, at int) bool {
	line := f.old.lineOf(p.from)
	text := f.old.text[line.from:line.to]
	return strings.Contains(text, " ") && f.new.has(text, at-(p.from-line.from))
}

// stretchAt returns where a run of one text stands in the other, -1 if it is not in a stretch of the same words.
func stretchAt(list []same, r run, from, to func(same) int) int {
	i, _ := slices.BinarySearchFunc(list, r.from, func(s same, at int) int {
		if from(s) <= at {
			return -1
		}
		return 1
	})
	if i == 0 || from(list[i-1])+list[i-1].length < r.to {
		return -1
	}
	return to(list[i-1]) + r.from - from(list[i-1])
}

// context returns how many words next to a passage are the same next to a place of its text.
func (f *finder) context(p passage, at int) int {
	first, end := f.new.in(run{at, at + p.to - p.from})
	before, behind := 0, 0
	for i, j := p.firstWord-1, first-1; before < around && i >= 0 && j >= 0 && f.old.ids[i] == f.new.ids[j]; i, j = i-1, j-1 {
		before++
	}
	for i, j := p.lastWord+1, end; behind < around && i < len(f.old.ids) && j < len(f.new.ids) && f.old.ids[i] == f.new.ids[j]; i, j = i+1, j+1 {
		behind++
	}
	return before + behind
}

// better looks for a place of a passage that is surer than the one known, which is -1 if there is none.
func (f *finder) better(p passage, known int) int {
	least := max(0, sure-p.length()) // words around it that make a place sure
	if known >= 0 {
		least = f.context(p, known) + sure - 1
		if f.old.lineOf(p.from) == p.run {
			least -= sure - 2 // nothing else in the line says that it is the same
		}
	}
	best := known
	for _, at := range f.candidates(p) {
		if c := f.context(p, at); c >= least && c > f.rival(p, at) {
			best, least = at, c+1
		}
	}
	if best < 0 {
		best = f.only(p)
	}
	return best
}

// rival returns the context of another passage of the old body that has become what stands at a place, -1 if there is none.
func (f *finder) rival(p passage, at int) int {
	length := p.to - p.from
	from := stretchAt(f.byNew, run{at, at + length}, func(s same) int { return s.new }, func(s same) int { return s.old })
	if from < 0 || from == p.from {
		return -1
	}
	return f.context(f.passage(run{from, from + length}), at)
}

// candidates returns places of a passage in the new text, found by a rare word in it, before it and behind it.
func (f *finder) candidates(p passage) []int {
	inside := f.old.ids[p.firstWord:min(p.lastWord+1, p.firstWord+nearby)]
	before := max(0, p.firstWord-around)
	behind := p.lastWord + 1
	var list []int
	for _, part := range []struct {
		first int
		ids   []rune
	}{
		{p.firstWord, inside},
		{before, f.old.ids[before:p.firstWord]},
		{behind, f.old.ids[behind:min(behind+around, len(f.old.ids))]},
	} {
		if key := f.newPlaces.rarest(part.ids); key >= 0 {
			list = append(list, f.placesBy(p, part.first+key)...)
		}
	}
	return list
}

// placesBy returns places of a passage in the new text that stand to one of a word as the passage does in the old text.
func (f *finder) placesBy(p passage, word int) []int {
	var list []int
	for _, place := range f.newPlaces.near(f.old.ids[word], f.expected(p.from)) {
		at := f.new.words[place].from + p.from - f.old.words[word].from
		if f.new.has(f.old.text[p.from:p.to], at) {
			list = append(list, at)
		}
	}
	return list
}

// expected returns the word of the new text near which a place of the old text is to be expected.
func (f *finder) expected(at int) int {
	i, _ := slices.BinarySearchFunc(f.same, at+1, func(s same, at int) int { return cmp.Compare(s.old, at) })
	if i == 0 {
		return 0
	}
	s := f.same[i-1]
	word, _ := f.new.in(run{s.new + s.length, s.new + s.length})
	return word
}

// only returns the place of a passage that both texts have only once, else -1.
func (f *finder) only(p passage) int {
	text, ids := f.old.text[p.from:p.to], f.old.ids[p.firstWord:min(p.lastWord+1, p.firstWord+nearby)]
	if len(f.old.allOf(text, ids, f.oldPlaces)) != 1 {
		return -1
	}
	if at := f.new.allOf(text, ids, f.newPlaces); len(at) == 1 {
		return at[0]
	}
	return -1
}

// allOf returns the places of a text of whole words that begins with the words given; none if there are too many to look at.
func (w *wordText) allOf(text string, ids []rune, p places) []int {
	key := p.rarest(ids)
	if key < 0 || len(p.of(ids[key])) > nearby {
		return nil
	}
	var list []int
	for _, place := range p.of(ids[key]) {
		if first := int(place) - key; first >= 0 && w.has(text, w.words[first].from) {
			list = append(list, w.words[first].from)
		}
	}
	return list
}

// has reports whether a text of whole words stands at a place.
func (w *wordText) has(text string, at int) bool {
	if at < 0 || at+len(text) > len(w.text) || w.text[at:at+len(text)] != text {
		return false
	}
	first, end := w.in(run{at, at + len(text)})
	return w.words[first].from == at && w.words[end-1].to == at+len(text)
}
