package gfm

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gomarkdown/markdown/ast"
)

// Abbreviations are Python-Markdown's (https://python-markdown.github.io/extensions/abbreviations/): a line "*[HTML]: Hyper Text …"
// explains a word wherever it stands.

func init() {
	onBlock(blockHook{foreign: foreign{in: MkDocs, like: "*[WORD]: what it is short for", signs: []string{"*["}}, rank: 43, first: "*", find: findAbbreviations})
	cutsParagraph(cut{
		foreign: foreign{in: MkDocs},
		may:     func(line []byte) bool { return bytes.HasPrefix(trimLeft(line), []byte("*[")) },
		at:      func(_ *blockParser, _, line []byte) (bool, bool) { return false, abbreviationLine.Match(line) },
	})
	builds(func(*builder, *abbreviationLines) {})
}

var abbreviationLine = regexp.MustCompile(`^ {0,3}\*\[([^\]\\\n]+)\][ ]?:[ \t]*(\S.*?)[ \t]*$`)

type abbreviationLines struct{ ast.Leaf }

func findAbbreviations(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	for length < len(rest) {
		line, next := cutLine(rest[length:])
		match := abbreviationLine.FindSubmatch(line)
		if match == nil {
			break
		}
		if b.options.Dialects&MkDocs != 0 {
			b.abbreviations.add(strings.TrimSpace(string(match[1])), string(match[2]))
		}
		length += next
	}
	return &abbreviationLines{}, nil, length
}

// findAbbreviation finds the first word of a text that is explained.
func (b *builder) findAbbreviation(text []byte) (at, length int, full string) {
	if b.inHeading || b.leaf.inLink > 0 {
		return 0, 0, ""
	}
	before := ' '
	for at = 0; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		if !isWord(before) {
			if word := b.abbreviations.at(text[at:]); word != "" {
				return at, len(word), b.abbreviations.full[word]
			}
		}
		before = r
		at += size
	}
	return 0, 0, ""
}
