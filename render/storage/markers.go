package storage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/storage/passage"
)

// CarryMarkers puts the markers of the inline comments on one body, the one that stands, round the same text in another,
// the one that is to be written. Text is found as a reader sees it, whatever its markup; where it stands more than once,
// what stands around it decides. Markers are made only where Confluence makes them: in text, round formatting, links and
// pictures, never in code or in the parameters of macros. A comment has several where blocks, macros or borders of
// formatting divide its text.
//
// Without its markers, the result is the other body byte for byte; markers that the other body has itself stay. Lost are
// the comments, each once, whose text is gone or stands where no marker can: they are no longer shown beside the page.
func CarryMarkers(from, to string) (body string, lost []Comment) {
	if !strings.Contains(from, "<"+marker) {
		return to, nil
	}
	var o objects
	old, _ := readProse(from, &o) // of a body that is not well-formed, what can be read
	comments := old.comments()
	if len(comments) == 0 {
		return to, nil
	}
	kept := map[string]bool{}
	body = to
	if new, err := readProse(to, &o); err == nil {
		for _, m := range new.marks {
			kept[m.ref] = true
		}
		var placed []placedComment
		body, placed = insertChecked(to, place(comments, &old, &new, kept), insert)
		for _, c := range placed {
			kept[c.ref] = true
		}
	}
	for _, c := range comments {
		if !kept[c.ref] {
			lost = append(lost, Comment{c.ref, old.textOf(c, &o)})
		}
	}
	return body, lost
}

// place finds the places of comments, except of those that are there already.
func place(comments []comment, old, new *prose, there map[string]bool) []placedComment {
	f := passage.NewFinder(old.text, new.text)
	var list []placedComment
	for _, c := range comments {
		if there[c.ref] {
			continue
		}
		placed := placedComment{ref: c.ref}
		for _, r := range c.passages {
			if found, ok := f.Find(r); ok {
				placed.pieces = append(placed.pieces, new.pieces(found)...)
			}
		}
		placed.pieces = apart(placed.pieces)
		if len(placed.pieces) > 0 {
			list = append(list, placed)
		}
	}
	return list
}

// apart returns pieces in order, without those that overlap an earlier one.
func apart(pieces []piece) []piece {
	slices.SortFunc(pieces, func(a, b piece) int { return cmp.Compare(a.from, b.from) })
	var list []piece
	for _, p := range pieces {
		if len(list) == 0 || p.from >= list[len(list)-1].to {
			list = append(list, p)
		}
	}
	return list
}
