package gfm

import (
	"fmt"
	"strings"

	"github.com/pagewright/pagewright/render/problem"
)

// Authors hold a part of a document back from Confluence by two comments around it: those of md2conf
// (https://github.com/hunyadi/md2conf#ignoring-parts-of-a-document) and of mark (https://github.com/kovetskiy/mark/issues/317). Where
// one of the two is missing, both tools publish nothing of the document.

// holdMark is a pair of comments.
type holdMark struct {
	start, end string
	ownLines   bool // lines are left out whole, so that those above and below are one text
}

var holdMarks = []holdMark{
	{"confluence-skip-start", "confluence-skip-end", false},
	{"ac:ignore", "ac:ignore end", true},
}

// IsHoldMark reports whether a comment begins or ends a part that is held back.
func IsHoldMark(comment string) bool {
	mark, _ := holdMarkOf(comment)
	return mark != nil
}

func holdMarkOf(comment string) (mark *holdMark, ends bool) {
	words := strings.ToLower(strings.Join(strings.Fields(comment), " "))
	for i := range holdMarks {
		if m := &holdMarks[i]; words == m.start || words == m.end {
			return m, words == m.end
		}
	}
	return nil, false
}

// part is a part of a text.
type part struct {
	from, to int
	mark     *holdMark
}

// heldBack finds the parts that are held back, from the first comment to the end of the second. Where none ends a part, it is all
// that is left.
func heldBack(comments []Comment) (parts []part, faults []fault) {
	var open *Comment
	var mark *holdMark
	fail := func(at int, format string, words ...any) {
		faults = append(faults, fault{at, problem.OtherTools, fmt.Sprintf(format, words...)})
	}
	for i := range comments {
		c := &comments[i]
		switch m, ends := holdMarkOf(c.Text); {
		case m == nil || open != nil && m != mark:
		case open == nil && ends:
			fail(c.at, "no <!-- %s --> stands above this <!-- %s -->, so it is not known what is to be held back: add one, or remove this", m.start, m.end)
		case open == nil:
			open, mark = c, m
		case ends:
			parts = append(parts, part{open.at, c.end, m})
			open = nil
		default:
			fail(c.at, "what the <!-- %s --> above holds back has no end before this one: add <!-- %s -->", m.start, m.end)
		}
	}
	if open != nil {
		fail(open.at, "no <!-- %s --> ends what this <!-- %s --> holds back: add it below", mark.end, mark.start)
		parts = append(parts, part{open.at, -1, mark})
	}
	return parts, faults
}

// placed gives the parts the lines that they leave empty, and returns the comments with their places, and whether they are held back.
func (s *source) placed(comments []Comment, parts []part) (all []Comment) {
	for i := range parts {
		s.stretch(&parts[i])
	}
	start, next := 0, 0
	positions := &Positions{src: s}
	for _, c := range comments {
		c.Line, c.Column = positions.at(c.at)
		for next < len(parts) && parts[next].to <= c.at {
			next++
		}
		if c.HeldBack = next < len(parts) && parts[next].from <= c.at; c.HeldBack {
			c.at, c.end = max(start, parts[next].from), parts[next].to
		}
		if c.Leading = start >= 0 && strings.TrimSpace(s.text[start:c.at]) == ""; c.Leading {
			start = max(start, c.end)
		} else {
			start = -1
		}
		all = append(all, c)
	}
	return all
}

// stretch lets a part that has lines for itself end with them. One blank line is left of them where paragraphs would become one
// otherwise.
func (s *source) stretch(p *part) {
	if p.to < 0 {
		p.to = len(s.text)
	}
	start := strings.LastIndexByte(s.text[:p.from], '\n') + 1
	end := strings.IndexByte(s.text[p.to:], '\n')
	if end < 0 || !isBlank([]byte(s.text[start:p.from])) || !isBlank([]byte(s.text[p.to:p.to+end])) {
		return
	}
	p.from, p.to = start, p.to+end
	if next, _ := cutLine([]byte(s.text[p.to+1:])); p.mark.ownLines || strings.HasPrefix(strings.TrimLeft(string(next), " \t"), "|") {
		p.to++
	}
}

// without returns the source without parts of it, which are in their order.
func (s *source) without(parts []part) *source {
	var text strings.Builder
	var cuts []cutOut
	done, left := 0, 0
	for _, p := range parts {
		text.WriteString(s.text[done:p.from])
		left += p.to - p.from
		cuts = append(cuts, cutOut{text.Len(), left})
		done = p.to
	}
	text.WriteString(s.text[done:])
	kept := newSource(text.String())
	kept.of, kept.cuts = s, cuts
	return kept
}
