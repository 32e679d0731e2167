package gfm

import (
	"errors"
	"slices"
	"strings"
)

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
	t.src.placed(b.comments, parts)
	return t.src.without(parts).text, nil
}

// mayHoldBack reports whether a text has something that looks like such a comment.
func mayHoldBack(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(holdMarks, func(m holdMark) bool { return strings.Contains(text, m.start) })
}
