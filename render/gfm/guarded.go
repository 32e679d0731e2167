package gfm

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// Some of what GitHub reads in a text must not be seen by gomarkdown, or would not be known again in its tree. Stand-ins take
// its place there. They are noncharacters, which the source does not have.
const (
	guardedStart, guardedEnd = "\uFDD0", "\uFDD1" // the number of a guarded piece stands between them
	escapedBracket           = "\uFDD2"
	deepBracket              = "\uFDD3"
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

	node      ast.Node // that a construct of a dialect is
	delimiter *delimiter
	run       *run
}

type pieceKind int

const (
	aLetter pieceKind = iota
	aFormula
	aMacro
	aBrokenMacro
	aForeigner // which has a node
)

// original returns what the stand-in that a text begins with stands for in the source, and the length of the stand-in.
func (g *guarded) original(text []byte) (raw string, length int) {
	length = len(guardedStart)
	switch string(text[:min(length, len(text))]) {
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

// nextRun finds the first run in a text.
func (g *guarded) nextRun(text []byte) (at, length int, r *run) {
	for {
		next := bytes.Index(text[at:], []byte(guardedStart))
		if next < 0 {
			return 0, 0, nil
		}
		at += next
		p, length := g.piece(text[at:])
		if p.run != nil {
			return at, length, p.run
		}
		at += length
	}
}

// verbatim returns a text of gomarkdown's tree, which is no Markdown but code or HTML, as the source has it.
func (g *guarded) verbatim(text []byte) string {
	return g.without(text, func(raw string) string { return raw })
}

// shown returns a text of gomarkdown's tree as it is read.
func (g *guarded) shown(text []byte) string {
	return g.without(text, func(raw string) string {
		if strings.HasPrefix(raw, "&") {
			return html.UnescapeString(raw)
		}
		return strings.TrimPrefix(raw, `\`)
	})
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
