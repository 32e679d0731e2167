package gfm

import (
	"bytes"
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
	if seen.delimiters && seen.foreign {
		g.pieces = withSymbols(text, g.pieces)
	}
	deep := seen.brackets > maxBrackets
	escapes := seen.backslash && (seen.tilde || b.footnotes && seen.brackets > 0)
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
			switch text[i] {
			case '~':
				out = append(out, escapedTilde...)
			case '[':
				out = append(out, escapedBracket...)
			default:
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
