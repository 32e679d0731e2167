package gfm

import (
	"errors"
	"fmt"
	"slices"
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

// mayHoldBack reports whether a text has something that looks like such a comment.
func mayHoldBack(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(holdMarks, func(m holdMark) bool { return strings.Contains(text, m.start) })
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

// takeComments gives the tree its comments, and the parts of its text the lines that they leave empty.
func (t *Tree) takeComments(comments []Comment, parts []part) {
	for i := range parts {
		t.src.stretch(&parts[i])
	}
	start, next := 0, 0
	positions := t.Positions()
	for _, c := range comments {
		c.Line, c.Column = positions.at(c.at)
		for next < len(parts) && parts[next].to <= c.at {
			next++
		}
		if c.HeldBack = next < len(parts) && parts[next].from <= c.at; c.HeldBack {
			c.at, c.end = max(start, parts[next].from), parts[next].to
		}
		if c.Leading = start >= 0 && strings.TrimSpace(t.src.text[start:c.at]) == ""; c.Leading {
			start = max(start, c.end)
		} else {
			start = -1
		}
		t.Comments = append(t.Comments, c)
	}
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

// WithoutHeldBack returns a text without the parts that its author holds back. It fails where it is not known which they are.
func WithoutHeldBack(text string, o Options) (string, error) {
	if !mayHoldBack(text) {
		return text, nil
	}
	o.Include, o.Hint = nil, false
	t, b := parse(newSource(text), o)
	parts, faults := heldBack(b.comments)
	if len(faults) > 0 {
		return "", errors.New(faults[0].message)
	}
	t.takeComments(b.comments, parts)
	return t.src.without(parts).text, nil
}
