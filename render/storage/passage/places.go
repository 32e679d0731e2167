package passage

import "slices"

// places tells where each word of a text occurs.
type places struct {
	first []int32 // by word, where its places begin in at; one more for the end
	at    []int32 // indexes of words in the text
}

func newPlaces(w *wordText, words int) places {
	p := places{first: make([]int32, words+1), at: make([]int32, len(w.ids))}
	for _, id := range w.ids {
		p.first[id+1]++
	}
	for id := range words {
		p.first[id+1] += p.first[id]
	}
	next := slices.Clone(p.first)
	for i, id := range w.ids {
		p.at[next[id]] = int32(i)
		next[id]++
	}
	return p
}

func (p places) of(id rune) []int32 { return p.at[p.first[id]:p.first[id+1]] }

// near returns the places of a word nearest to a word of the text: at most nearby.
func (p places) near(id rune, word int) []int32 {
	all := p.of(id)
	at, _ := slices.BinarySearch(all, int32(word))
	from := max(0, min(at-nearby/2, len(all)-nearby))
	return all[from:min(from+nearby, len(all))]
}

// rarest returns the word, as an index in ids, that occurs least but does occur; -1 if none does.
func (p places) rarest(ids []rune) int {
	best := -1
	for i, id := range ids {
		if n := len(p.of(id)); n > 0 && (best < 0 || n < len(p.of(ids[best]))) {
			best = i
		}
	}
	return best
}

// placesOf returns the places of a text of whole words that begins with the words given, none if there are too many to
// look at.
func (w *wordText) placesOf(text string, ids []rune, p places) []int {
	key := p.rarest(ids)
	if key < 0 || len(p.of(ids[key])) > nearby {
		return nil
	}
	var list []int
	for _, place := range p.of(ids[key]) {
		if first := int(place) - key; first >= 0 && w.has(text, w.words[first].From) {
			list = append(list, w.words[first].From)
		}
	}
	return list
}
