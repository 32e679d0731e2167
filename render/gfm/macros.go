package gfm

import (
	"bytes"

	"github.com/gomarkdown/markdown/ast"
)

// The elements of raw storage format, such as <ac:structured-macro …>…</ac:structured-macro>, in a text and as a block. Their
// text is what is written; GitHub shows it as text. The attribute broken says that the element has no end.
var (
	Macro      = own(Tag{Name: "x-macro", Visible: true})
	MacroBlock = own(Tag{Name: "pre", Block: true, Visible: true})
)

func init() {
	onBlock(blockHook{rank: 30, first: "<", find: findMacro})
	builds(buildMacro)
}

// macro is raw storage format in gomarkdown's tree.
type macro struct {
	ast.Leaf
	raw    []byte
	broken bool
}

var macroStart = []byte("<ac:")

// findMacro takes the raw storage format that a text begins with, if nothing else stands on its lines.
func findMacro(_ *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	start := len(rest) - len(trimLeft(rest))
	if !bytes.HasPrefix(rest[start:], macroStart) || indent(rest) > 3 {
		return nil, nil, 0
	}
	end, closed := elementLength(rest[start:])
	if !closed {
		for length < len(rest) {
			line, next := cutLine(rest[length:])
			if isBlank(line) {
				break
			}
			length += next
		}
		return &macro{raw: bytes.TrimSpace(rest[:length]), broken: true}, nil, length
	}
	after, next := cutLine(rest[start+end:])
	if !isBlank(after) {
		return nil, nil, 0
	}
	return &macro{raw: rest[start : start+end]}, nil, start + end + next
}

func buildMacro(b *builder, n *macro) {
	b.macro(MacroBlock, b.src.start(b.line), string(b.unmarked(n.raw)), n.broken)
}

func (b *builder) macro(tag *Tag, pos int, raw string, broken bool) {
	var attrs []Attr
	if broken {
		attrs = []Attr{{"broken", "true"}}
	}
	b.open(tag, pos, attrs...)
	b.text(raw)
	b.close(tag)
}

// withMacros adds to the pieces of a text the raw storage format in it.
func withMacros(text []byte, pieces []piece) []piece {
	open := false
	for from := 0; ; {
		next := bytes.Index(text[from:], macroStart)
		if next < 0 {
			return pieces
		}
		at := from + next
		length, closed := 0, false
		if !open {
			length, closed = elementLength(text[at:])
		}
		p := piece{at: at, is: aMacro}
		if !closed {
			open = true // then those after it have no end either
			p.is = aBrokenMacro
			if length = tagLength(text[at:]); length < 0 {
				return pieces
			}
		}
		p.raw = string(text[at : at+length])
		pieces = append(pieces, p)
		from = at + length
	}
}

// elementLength gives the length of the XML element that a text begins with; closed is false if it has no end.
func elementLength(text []byte) (length int, closed bool) {
	depth := 0
	for at := 0; at < len(text); {
		rest := text[at:]
		skip := 0
		switch {
		case rest[0] != '<':
			skip = until(rest, "<")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			skip = past(rest, "]]>")
		case bytes.HasPrefix(rest, []byte("<!--")):
			skip = past(rest, "-->")
		case bytes.HasPrefix(rest, []byte("</")):
			skip = past(rest, ">")
			depth--
		default:
			skip = tagLength(rest)
			if skip > 1 && rest[skip-2] != '/' {
				depth++
			}
		}
		if skip < 0 {
			return 0, false
		}
		if at += skip; depth == 0 {
			return at, true
		}
	}
	return 0, false
}

// until gives the offset of a mark in a text, or the length of the text.
func until(text []byte, mark string) int {
	if at := bytes.Index(text, []byte(mark)); at >= 0 {
		return at
	}
	return len(text)
}

// past gives the offset behind a mark in a text, -1 if it is not there.
func past(text []byte, mark string) int {
	if at := bytes.Index(text, []byte(mark)); at >= 0 {
		return at + len(mark)
	}
	return -1
}

// tagLength gives the length of the tag that a text begins with, -1 if it has no end.
func tagLength(text []byte) int {
	var quote byte
	for i, c := range text {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return -1
}
