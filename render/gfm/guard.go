package gfm

import (
	"bytes"
	"strconv"
	"strings"
)

// Some of what GitHub reads in a text must not be seen by gomarkdown, or would not be known again in its tree. Stand-ins take
// its place there. They are noncharacters, which the source does not have.
const (
	guardedStart, guardedEnd = "\uFDD0", "\uFDD1" // the number of a guarded piece stands between them
	escapedTilde             = "\uFDD2"
	escapedBracket           = "\uFDD3"
	deepBracket              = "\uFDD4"
)

// findStandIn returns the offset of the first stand-in in a text, -1 if there is none.
func findStandIn(text []byte) int {
	for at := 0; ; at++ {
		next := bytes.IndexByte(text[at:], guardedStart[0])
		if next < 0 {
			return -1
		}
		if at += next; isStandIn(text[at:]) {
			return at
		}
	}
}

// isStandIn reports whether a text begins with a stand-in.
func isStandIn(text []byte) bool {
	return len(text) > 2 && text[0] == guardedStart[0] && text[1] == guardedStart[1] && text[2] >= guardedStart[2] && text[2] <= deepBracket[2]
}

// guarded is a text as gomarkdown is to read it.
type guarded struct {
	text   []byte
	any    bool    // whether it has stand-ins
	pieces []piece // by their numbers
}

// piece is a part of a text that gomarkdown is to take for a letter.
type piece struct {
	at   int    // in the text
	raw  string // as it stands there
	is   pieceKind
	text string // of a formula, without its dollars

	build     func(b *builder, p piece) // of a construct of a dialect
	delimiter *delimiter
}

type pieceKind int

const (
	aLetter pieceKind = iota
	aFormula
	aMacro
	aBrokenMacro
	aForeigner // which its build builds
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

// original returns what the stand-in that a text begins with stands for in the source, and the length of the stand-in.
func (g *guarded) original(text []byte) (raw string, length int) {
	length = len(guardedStart)
	switch string(text[:min(length, len(text))]) {
	case escapedTilde:
		return `\~`, length
	case escapedBracket:
		return `\[`, length
	case deepBracket:
		return "[", length
	case guardedStart:
		p, length := g.piece(text)
		return p.raw, length
	}
	return "", length
}

// piece returns the piece whose number a text begins with, and the length of the stand-in.
func (g *guarded) piece(text []byte) (p piece, length int) {
	start, end := len(guardedStart), bytes.Index(text, []byte(guardedEnd))
	if number, err := strconv.Atoi(string(text[start:max(end, start)])); err == nil && number < len(g.pieces) {
		return g.pieces[number], end + len(guardedEnd)
	}
	return piece{}, start
}

// verbatim returns a text of gomarkdown's tree, which is no Markdown but code or HTML, as the source has it.
func (g *guarded) verbatim(text []byte) string {
	return g.without(text, func(raw string) string { return raw })
}

// shown returns a text of gomarkdown's tree as it is read.
func (g *guarded) shown(text []byte) string {
	return g.without(text, func(raw string) string { return strings.TrimPrefix(raw, `\`) })
}

func (g *guarded) without(text []byte, shown func(raw string) string) string {
	if !g.any {
		return string(text)
	}
	var out strings.Builder
	for at := findStandIn(text); at >= 0; at = findStandIn(text) {
		out.Write(text[:at])
		raw, length := g.original(text[at:])
		out.WriteString(shown(raw))
		text = text[at+length:]
	}
	out.Write(text)
	return out.String()
}

// percentStandIn is what stand-ins begin with in the destinations of gomarkdown's tree, which are percent-encoded.
const percentStandIn = "%EF%B7%9"

// address returns the destination of a link or image.
func (g *guarded) address(destination []byte) string {
	if !g.any || !bytes.Contains(destination, []byte(percentStandIn)) {
		return string(destination)
	}
	var decoded []byte
	for len(destination) > 0 {
		if bytes.HasPrefix(destination, []byte(percentStandIn)) && len(destination) >= 9 {
			last, err := strconv.ParseUint(string(destination[7:9]), 16, 8)
			if err == nil {
				decoded = append(decoded, 0xEF, 0xB7, byte(last))
				destination = destination[9:]
				continue
			}
		}
		decoded = append(decoded, destination[0])
		destination = destination[1:]
	}
	return strings.ReplaceAll(g.shown(decoded), "[", "%5B")
}
