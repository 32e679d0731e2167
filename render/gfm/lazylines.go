package gfm

import (
	"bytes"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// A line of a quoted paragraph may leave out the marker of the quote. If it is indented as a list in the quote is, gomarkdown
// reads it as if the marker were there, and finds blocks in it. So its first blank becomes a character that the source does not
// have, until the paragraph is built, or another block turns out to begin there.
const lazySpace, lazyTab = 0x1F, 0x1E

// markLazyLines finds nothing, but marks such lines in the text of a quote. A quote that gomarkdown would go on with is cut.
func markLazyLines(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	switch rest[0] {
	case lazySpace:
		rest[0] = ' '
	case lazyTab:
		rest[0] = '\t'
	}
	inList := false
	for at := 0; at < len(rest); {
		line, next := cutLine(rest[at:])
		at += next
		inner := trimLeft(line)
		switch {
		case len(inner) == 0:
			return nil, nil, 0
		case indent(line) > 3:
			if inList && mayStartBlock(line) {
				b.lazyLines = true
				if line[0] == '\t' {
					line[0] = lazyTab
				} else {
					line[0] = lazySpace
				}
			}
		case inner[0] == '>':
			inner = bytes.TrimLeft(inner, "> \t")
			inList = inList || len(inner) > 0 && bytes.IndexByte([]byte("-+*0123456789"), inner[0]) >= 0
		case at == next:
			return nil, nil, 0
		case b.beginsBelow(line):
			if _, goesOn := b.onlyBlock(rest[:at]).(*ast.BlockQuote); goesOn {
				b.part(rest, at-next)
				return nil, nil, at - next
			}
			return nil, nil, 0
		}
	}
	return nil, nil, 0
}

// beginsBelow reports whether a line begins a block that would not end a paragraph, as a list from 2 on does. Below a quote or a list
// that ends in a paragraph, it is no line of that to GitHub, but gomarkdown takes it for one.
func (b *blockParser) beginsBelow(line []byte) bool {
	return b.startsBlock(line) || b.footnotes && footnoteStart.Match(line)
}

// hasTagsBelowText reports whether a line of a text may begin with a tag right below one that is not blank.
func hasTagsBelowText(text string) bool {
	for at := 0; ; at++ {
		next := strings.IndexByte(text[at:], '<')
		if next < 0 {
			return false
		}
		at += next
		above, begins := strings.CutSuffix(strings.TrimRight(text[:at], " \t>"), "\n")
		if begins && above != "" && above[len(above)-1] != '\n' {
			return true
		}
	}
}

// cutList finds nothing, but cuts a list that gomarkdown would go on with.
func cutList(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	line, at := cutLine(rest)
	if !b.tags && !b.footnotes || !isItem(line) {
		return nil, nil, 0
	}
	width := itemWidth(tail{text: string(line)})
	below := false // there is a blank line above
	for at < len(rest) {
		line, next := cutLine(rest[at:])
		switch {
		case isBlank(line):
			below = true
		case indent(line) >= width:
			below = false
		case isItem(line):
			width, below = itemWidth(tail{text: string(line)}), false
		case below:
			return nil, nil, 0
		case indent(line) <= 3 && b.beginsBelow(line):
			if first := trimLeft(line)[0]; first != '<' && first != '[' { // all else that is no item ends a paragraph
				return nil, nil, 0
			}
			if _, goesOn := b.onlyBlock(rest[:at+next]).(*ast.List); goesOn {
				b.part(rest, at)
				return nil, nil, at
			}
			return nil, nil, 0
		}
		at += next
	}
	return nil, nil, 0
}

// isItem reports whether a line begins an item, or is a rule of such characters.
func isItem(line []byte) bool {
	inner := trimLeft(line)
	if len(inner) == 0 || indent(line) > 3 {
		return false
	}
	marker := markerLength(string(inner[:min(len(inner), 11)]))
	switch c := inner[marker-1]; {
	case c == '-', c == '+', c == '*':
		if marker > 1 {
			return false
		}
	case c != '.' && c != ')', marker == 1, marker > 10:
		return false
	}
	return marker == len(inner) || inner[marker] == ' ' || inner[marker] == '\t'
}

// unmarked returns a text without the marks of lazy lines.
func (b *blockParser) unmarked(text []byte) []byte {
	if b.lazyLines {
		text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte{lazySpace}, []byte{' '}), []byte{lazyTab}, []byte{'\t'})
	}
	return text
}
