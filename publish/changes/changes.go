// Package changes tells how a page will differ from the one that stands, as its readers see it. Two bodies in storage
// format and the document enter; lines with what is removed and added in them leave.
package changes

import (
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/pagewright/pagewright/render/storage"
)

// Hunk is lines that follow each other, some of which change, with one that stays on each side.
type Hunk struct {
	Lines    []Line
	From, To int // lines of the document that say so, from 1; 0 where they are not found
}

// Of compares what a reader sees of two bodies. It is empty where only markup differs, such as the target of a link.
func Of(stands, becomes, document string) []Hunk {
	before, after := asText(storage.Reading(stands)), asText(storage.Reading(becomes))
	unified, err := udiff.ToUnifiedDiff("", "", before, udiff.Lines(before, after), 1)
	if err != nil {
		return nil // the edits are of this text
	}
	var hunks []Hunk
	source := newSource(document)
	for _, u := range unified.Hunks {
		hunk := Hunk{Lines: linesOf(u.Lines)}
		hunk.From, hunk.To = source.place(hunk.Lines)
		hunks = append(hunks, hunk)
	}
	return hunks
}

// Links returns the links that are there in one of two bodies alone.
func Links(stands, becomes string) (dropped, added []storage.Link) {
	before, after := storage.Links(stands), storage.Links(becomes)
	return without(before, after), without(after, before)
}

// without returns the links of the first list that the second one lacks, as often as it does.
func without(all, others []storage.Link) []storage.Link {
	left := map[storage.Link]int{}
	for _, link := range others {
		left[link]++
	}
	var rest []storage.Link
	for _, link := range all {
		if left[link]--; left[link] < 0 {
			rest = append(rest, link)
		}
	}
	return rest
}

func asText(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// linesOf pairs lines that are removed with those that come in their place.
func linesOf(raw []udiff.Line) []Line {
	var lines []Line
	var removed, added []string
	flush := func() {
		lines = append(lines, paired(removed, added)...)
		removed, added = nil, nil
	}
	for _, line := range raw {
		text := strings.TrimSuffix(line.Content, "\n")
		switch line.Kind {
		case udiff.Delete:
			if len(added) > 0 {
				flush()
			}
			removed = append(removed, text)
		case udiff.Insert:
			added = append(added, text)
		default:
			flush()
			lines = append(lines, whole(Same, text))
		}
	}
	flush()
	return lines
}

// paired goes down both lists at once: a line that is like one of the next in the other list is the same line, changed.
func paired(removed, added []string) []Line {
	var lines []Line
	for _, text := range removed {
		at, changed := -1, Line{}
		for i := range min(len(added), furthestPair) {
			if line, alike := compareWords(text, added[i]); alike {
				at, changed = i, line
				break
			}
		}
		if at < 0 {
			lines = append(lines, whole(Removed, text))
			continue
		}
		for _, before := range added[:at] {
			lines = append(lines, whole(Added, before))
		}
		lines = append(lines, changed)
		added = added[at+1:]
	}
	for _, text := range added {
		lines = append(lines, whole(Added, text))
	}
	return lines
}

// furthestPair is how many added lines are compared with a removed one.
const furthestPair = 8

// Beginning returns the first lines of what a reader will see, and whether there is more.
func Beginning(body string) (lines []string, more bool) {
	size := 0
	for _, line := range storage.Reading(body) {
		if len(lines) == mostBeginning || size > longBeginning {
			return lines, true
		}
		size += len(line)
		lines = append(lines, line)
	}
	return lines, false
}

// How much of a new page is its beginning: lines, and bytes after which no line begins.
const mostBeginning, longBeginning = 8, 600
