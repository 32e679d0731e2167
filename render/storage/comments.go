package storage

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Comment is an inline comment on a page.
type Comment struct {
	Ref  string // names it: ac:ref of its markers
	Text string // that it is about, at most its first 100 characters; "" if nothing with words is left of it
}

// comment is a comment and where it stands in the text of a page: in order, each run within one line.
type comment struct {
	ref  string
	runs []run
}

// run is a stretch of text.
type run struct{ from, to int }

// maxPieces is the largest number of runs that are looked at of one comment, and of markers that one run becomes. It
// bounds what a body with a great many markers in each other can cost; people comment on a few lines.
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
		list[i].runs = p.extend(list[i].runs, run{m.from, m.to})
	}
	return list
}

// extend adds a run to others, line by line. One that touches the last becomes part of it.
func (p *prose) extend(runs []run, r run) []run {
	for r.from < r.to && len(runs) < maxPieces {
		end, _ := slices.BinarySearch(p.ends, r.from)
		line := run{r.from, min(r.to, p.ends[end])}
		r.from = line.to + 1
		last := len(runs) - 1
		if last >= 0 && strings.Trim(p.text[runs[last].to:max(line.from, runs[last].to)], " ") == "" {
			runs[last].to = max(runs[last].to, line.to)
		} else if line.from < line.to {
			runs = append(runs, line)
		}
	}
	return runs
}

// textOf returns what a comment is about, or the beginning of it.
func (p *prose) textOf(c comment, o *objects) string {
	var text strings.Builder
	for _, r := range c.runs {
		text.WriteString(p.text[r.from:min(r.to, r.from+utf8.UTFMax*maxText)] + " ")
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
