// Package passage finds where the passages of a text stand in a later version of it.
//
// A text is lines of words. What enters is two texts and a place in the first; what leaves is its place in the second, or
// that there is none. A place is not given where only other words of the same spelling are left.
package passage

import (
	"slices"
	"sort"
)

// Range is a part of a text, or of a list: from one offset to another.
type Range struct{ From, To int }

// Finder finds passages of an old text in a new one.
type Finder struct {
	old, new             *wordText
	same                 []same // in the order of the old text
	back                 []same // the other way, in the order of the new one
	oldPlaces, newPlaces places
}

const (
	// sure is how many equal words in a row make it sure that two places are the same.
	sure = 4
	// around is how many words on each side of a passage are compared with those of a place, and may lead to one.
	around = 8
	// nearby is how many places of a word are looked at.
	nearby = 32
)

// NewFinder compares two texts. The cost is n·log n.
func NewFinder(old, new string) *Finder {
	v := vocabulary{}
	f := &Finder{old: newWordText(old, v), new: newWordText(new, v)}
	f.same = align(f.old, f.new, v)
	for _, s := range f.same {
		f.back = append(f.back, same{s.new, s.old, s.length})
	}
	slices.SortFunc(f.back, inOrder)
	f.oldPlaces, f.newPlaces = newPlaces(f.old, len(v)), newPlaces(f.new, len(v))
	return f
}

// Find returns where a part of a line of the old text stands in the new one, and whether it does: in its line; in one that
// was moved; where the same words are around it as before; or, if both texts have it only once, there. It has the same
// characters there, and the words that it is in are the same as a whole. White space at its ends is left out.
func (f *Finder) Find(r Range) (Range, bool) {
	first, end := f.old.in(r)
	if first == end {
		return Range{}, false
	}
	p := f.passage(first, end)
	at := placeOf(p.Range, f.same)
	if at < 0 || p.length() < 2*around && f.context(p, at) < sure && !f.inSameLine(p, at) {
		at = f.better(p, at)
	}
	return Range{at + max(r.From, p.From) - p.From, at + min(r.To, p.To) - p.From}, at >= 0
}

// passage is a range of whole words of the old text; first and end are indexes of words.
type passage struct {
	Range
	first, end int
}

func (f *Finder) passage(first, end int) passage {
	return passage{Range{f.old.words[first].From, f.old.words[end-1].To}, first, end}
}

func (p passage) length() int { return p.end - p.first }

// placeOf returns where a range of one text stands in the other, -1 if it is not in a stretch that is the same.
func placeOf(r Range, list []same) int {
	i := sort.Search(len(list), func(i int) bool { return list[i].old > r.From }) - 1
	if i < 0 || list[i].old+list[i].length < r.To {
		return -1
	}
	return list[i].new + r.From - list[i].old
}

// inSameLine reports whether a place of a passage is in the same line as the passage, which has more than one word.
func (f *Finder) inSameLine(p passage, at int) bool {
	line := f.old.lineOf(p.From)
	first, end := f.old.in(line)
	return end-first > 1 && f.new.has(f.old.text[line.From:line.To], at-(p.From-line.From))
}

// context returns how many words next to a passage are the same next to a place of its text.
func (f *Finder) context(p passage, at int) int {
	first, end := f.new.in(Range{at, at + p.To - p.From})
	before, behind := 0, 0
	for i, j := p.first-1, first-1; before < around && i >= 0 && j >= 0 && f.old.ids[i] == f.new.ids[j]; i, j = i-1, j-1 {
		before++
	}
	for i, j := p.end, end; behind < around && i < len(f.old.ids) && j < len(f.new.ids) && f.old.ids[i] == f.new.ids[j]; i, j = i+1, j+1 {
		behind++
	}
	return before + behind
}

// better returns a place of a passage that is surer than the one known; that one, which is -1 if there is none, if there
// is no better.
func (f *Finder) better(p passage, known int) int {
	best, least := known, max(0, sure-p.length())
	if known >= 0 {
		least = f.context(p, known) + sure - 1
		if f.old.lineOf(p.From) == p.Range {
			least -= sure - 2 // nothing else in the line says that it is the same
		}
	}
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

// rival returns the context of another passage that has become what stands at a place, -1 if there is none.
func (f *Finder) rival(p passage, at int) int {
	length := p.To - p.From
	from := placeOf(Range{at, at + length}, f.back)
	if from < 0 || from == p.From {
		return -1
	}
	return f.context(f.passage(f.old.in(Range{from, from + length})), at)
}

// candidates returns places of a passage in the new text, found by a rare word in it, before it and behind it.
func (f *Finder) candidates(p passage) []int {
	before, behind := max(0, p.first-around), min(p.end+around, len(f.old.ids))
	var list []int
	for _, words := range []Range{{p.first, min(p.end, p.first+nearby)}, {before, p.first}, {p.end, behind}} {
		if key := f.newPlaces.rarest(f.old.ids[words.From:words.To]); key >= 0 {
			list = append(list, f.placesBy(p, words.From+key)...)
		}
	}
	return list
}

// placesBy returns places of a passage in the new text that stand to a word as the passage does in the old text.
func (f *Finder) placesBy(p passage, word int) []int {
	var list []int
	for _, place := range f.newPlaces.near(f.old.ids[word], f.expected(p.From)) {
		at := f.new.words[place].From + p.From - f.old.words[word].From
		if f.new.has(f.old.text[p.From:p.To], at) {
			list = append(list, at)
		}
	}
	return list
}

// expected returns the word of the new text near which a place of the old text is to be expected.
func (f *Finder) expected(at int) int {
	i := sort.Search(len(f.same), func(i int) bool { return f.same[i].old > at }) - 1
	if i < 0 {
		return 0
	}
	end := f.same[i].new + f.same[i].length
	word, _ := f.new.in(Range{end, end})
	return word
}

// only returns the place of a passage that both texts have only once, else -1.
func (f *Finder) only(p passage) int {
	text, ids := f.old.text[p.From:p.To], f.old.ids[p.first:min(p.end, p.first+nearby)]
	if len(f.old.placesOf(text, ids, f.oldPlaces)) != 1 {
		return -1
	}
	if at := f.new.placesOf(text, ids, f.newPlaces); len(at) == 1 {
		return at[0]
	}
	return -1
}
