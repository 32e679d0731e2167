package gfm

import (
	"bytes"
	"slices"
	"strconv"
)

// maxBrackets bounds how many "[" may be open at once: gomarkdown's time for matching them grows with the square of it.
const maxBrackets = 200

// guard puts stand-ins into a text.
func (b *builder) guard(text []byte, seen sight) guarded {
	g := guarded{text: text}
	if seen.dollars > 1 {
		g.pieces = findFormulas(text)
	}
	if len(g.pieces) == 0 && bytes.Contains(text, macroStart) {
		g.pieces = withMacros(text, g.pieces)
	}
	if len(b.in.inlines) > 0 {
		g.pieces = b.withForeign(text, g.pieces)
	}
	g.pieces = withRunsAndAddresses(text, seen, g.pieces)
	deep := seen.brackets > maxBrackets
	escapes := seen.backslash && b.footnotes && seen.brackets > 0
	if len(g.pieces) == 0 && !deep && !escapes {
		return g
	}
	g.any = true
	out := make([]byte, 0, len(text)+8*len(g.pieces)+16)
	open, next := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case next < len(g.pieces) && i == g.pieces[next].at:
			out = append(strconv.AppendInt(append(out, guardedStart...), int64(next), 10), guardedEnd...)
			i += len(g.pieces[next].raw) - 1
			next++
		case c == '\\' && i+1 < len(text):
			i++
			if text[i] == '[' {
				out = append(out, escapedBracket...)
			} else {
				out = append(out, c, text[i])
			}
		case c == '[':
			if open++; open > maxBrackets {
				out = append(out, deepBracket...)
			} else {
				out = append(out, c)
			}
		case c == ']':
			open = max(open-1, 0)
			out = append(out, c)
		default:
			out = append(out, c)
		}
	}
	for ; next < len(g.pieces); next++ { // a delimiter at the end
		out = append(strconv.AppendInt(append(out, guardedStart...), int64(next), 10), guardedEnd...)
	}
	g.text = out
	return g
}

// withRunsAndAddresses adds to the pieces of a text its runs of delimiters, if gomarkdown might read them otherwise, and what it would
// read otherwise in its bare addresses.
func withRunsAndAddresses(text []byte, seen sight, pieces []piece) []piece {
	needed := needsRuns(text, seen)
	var addresses []stretch
	if seen.address && (needed || seen.odd) {
		addresses = findAddresses(text)
	}
	var found []piece
	if needed {
		found = findRuns(text, addresses, pieces)
	}
	found = append(found, inAddresses(text, addresses, seen)...)
	if len(found) == 0 {
		return pieces
	}
	found = append(pieces[:len(pieces):len(pieces)], found...)
	slices.SortStableFunc(found, func(a, b piece) int { return a.at - b.at })
	kept, end := found[:0], 0
	for _, p := range found {
		if p.at >= end {
			kept = append(kept, p)
			end = p.at + len(p.raw)
		}
	}
	return kept
}
