package storage

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"
)

// placedComment is a comment and the pieces of a body that its markers go round.
type placedComment struct {
	ref    string
	pieces []piece
}

// insertChecked inserts the markers of comments, those left out without which the result would not be sound, and returns
// the comments that are in it.
func insertChecked(body string, comments []placedComment, insert func(string, []placedComment) string) (string, []placedComment) {
	marked := insert(body, comments)
	if sound(marked, body) {
		return marked, comments
	}
	half := len(comments) / 2
	if half == 0 {
		return body, nil
	}
	left, kept := insertChecked(body, comments[:half], insert)
	_, right := insertChecked(body, comments[half:], insert)
	if len(kept)+len(right) == len(comments) {
		return left, kept // each half is sound, but not both together
	}
	return insertChecked(body, slices.Concat(kept, right), insert)
}

// sound reports whether a body with markers is well-formed and, without them, another body.
func sound(marked, body string) bool {
	a, ok := withoutMarkers(marked)
	b, _ := withoutMarkers(body)
	return ok && a == b
}

// withoutMarkers returns a body without its markers, and whether it is well-formed.
func withoutMarkers(body string) (string, bool) {
	s := scanner{body: body, named: htmlEntities}
	var out strings.Builder
	out.Grow(len(body))
	for {
		t, err := s.next()
		if err != nil {
			return out.String(), errors.Is(err, io.EOF)
		}
		if t.name != marker {
			out.WriteString(body[t.from:t.to])
		}
	}
}

// insert returns a body with the markers of comments in it. Where two of them cross, one is divided.
func insert(body string, comments []placedComment) string {
	w := inserter{body: body, comments: comments, divided: make([]int, len(comments))}
	var starts []*markedPiece
	for i, c := range comments {
		for _, p := range c.pieces {
			starts = append(starts, &markedPiece{piece: p, comment: i})
		}
	}
	slices.SortStableFunc(starts, func(a, b *markedPiece) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	ends := slices.SortedFunc(slices.Values(starts), func(a, b *markedPiece) int { return cmp.Compare(a.to, b.to) })
	for len(ends) > 0 {
		if len(starts) > 0 && starts[0].from < ends[0].to {
			w.copyTo(starts[0].from)
			w.start(starts[0])
			starts = starts[1:]
			continue
		}
		at, n := ends[0].to, 0
		for ; n < len(ends) && ends[n].to == at; n++ {
		}
		w.copyTo(at)
		w.end(ends[:n])
		ends = ends[n:]
	}
	w.copyTo(len(body))
	return w.out.String()
}

type markedPiece struct {
	piece
	comment int
	ended   bool
}

type inserter struct {
	body     string
	comments []placedComment
	out      strings.Builder
	copied   int
	open     []*markedPiece // the innermost last
	divided  []int          // by comment, how often a marker was divided
}

func (w *inserter) copyTo(at int) {
	w.out.WriteString(w.body[w.copied:at])
	w.copied = at
}

func (w *inserter) start(p *markedPiece) {
	w.out.WriteString("<" + marker + ` ac:ref="`)
	_, _ = valueEscaper.WriteString(&w.out, w.comments[p.comment].ref)
	w.out.WriteString(`">`)
	w.open = append(w.open, p)
}

// end ends pieces that end here, and those in them that go on; these begin again, the last to end outermost.
func (w *inserter) end(here []*markedPiece) {
	left := 0
	for _, p := range here {
		if !p.ended {
			left++
		}
		p.ended = true
	}
	var again []*markedPiece
	for ; left > 0; w.open = w.open[:len(w.open)-1] {
		w.out.WriteString("</" + marker + ">")
		if p := w.open[len(w.open)-1]; p.ended {
			left--
		} else {
			again = append(again, p)
		}
	}
	slices.SortStableFunc(again, func(a, b *markedPiece) int { return cmp.Compare(b.to, a.to) })
	for _, p := range again {
		if w.divided[p.comment]++; w.divided[p.comment] > maxPieces {
			p.ended = true // what is marked of it is enough to see it
			continue
		}
		w.start(p)
	}
}
