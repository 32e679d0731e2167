package storage

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pagewright/pagewright/render/storage/passage"
)

// Comment is an inline comment on a page.
type Comment struct {
	Ref  string // names it: ac:ref of its markers
	Text string // that it is about, at most its first 100 characters; "" if nothing with words is left of it
}

// comment is a comment and the passages of a page's text that it is about: in order, each within one line.
type comment struct {
	ref      string
	passages []passage.Range
}

// maxPieces is the largest number of passages that are looked at of one comment, and of markers that one of them becomes.
// It bounds what a body with a great many markers in each other can cost; people comment on a few lines.
const maxPieces = 100

// maxText is the number of characters by which a comment's text can be recognised.
const maxText = 100

// comments returns the comments in a text in the order in which they begin.
func (p *prose) comments() []comment {
	var list []comment
	index := map[string]int{}
	slices.SortStableFunc(p.marks, func(a, b mark) int { return cmp.Compare(a.from, b.from) })
	for _, m := range p.marks {
		if m.ref == "" {
			continue // no comment belongs to it
		}
		i, ok := index[m.ref]
		if !ok {
			i = len(list)
			index[m.ref] = i
			list = append(list, comment{ref: m.ref})
		}
		list[i].passages = p.extend(list[i].passages, passage.Range{From: m.from, To: m.to})
	}
	return list
}

// extend adds a passage to others, line by line. One that touches the last becomes part of it.
func (p *prose) extend(list []passage.Range, r passage.Range) []passage.Range {
	for r.From < r.To && len(list) < maxPieces {
		end, _ := slices.BinarySearch(p.ends, r.From)
		line := passage.Range{From: r.From, To: min(r.To, p.ends[end])}
		r.From = line.To + 1
		if n := len(list); n > 0 && strings.Trim(p.text[list[n-1].To:max(line.From, list[n-1].To)], " ") == "" {
			list[n-1].To = max(list[n-1].To, line.To)
		} else if line.From < line.To {
			list = append(list, line)
		}
	}
	return list
}

// textOf returns what a comment is about, or the beginning of it.
func (p *prose) textOf(c comment, o *objects) string {
	var text strings.Builder
	for _, r := range c.passages {
		text.WriteString(p.text[r.From:min(r.To, r.From+utf8.UTFMax*maxText)] + " ")
		if text.Len() > utf8.UTFMax*maxText {
			break
		}
	}
	words := []rune(strings.ToValidUTF8(o.describe(text.String()), ""))
	if len(words) > maxText {
		words = append(words[:maxText-1], '…')
	}
	return string(words)
}
