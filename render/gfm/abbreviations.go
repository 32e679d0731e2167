package gfm

import (
	"bytes"
	"regexp"
	"slices"
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

// at returns the longest of the words that a text begins with, "" if there is none.
func (a *abbreviations) at(text []byte) string {
	if a.sorted == nil {
		a.sort()
	}
	next, found := slices.BinarySearchFunc(a.sorted, text[:min(len(text), maxAbbreviation)], func(word string, text []byte) int { return strings.Compare(word, string(text)) })
	if !found {
		next--
	}
	if next < 0 {
		return ""
	}
	// Every word that the text begins with is the one that comes before the text in the order, or one that that begins with.
	for word := a.sorted[next]; word != ""; word = a.within[word] {
		if rest, begins := bytes.CutPrefix(text, []byte(word)); begins {
			if after, _ := utf8.DecodeRune(rest); len(rest) == 0 || !isWord(after) {
				return word
			}
		}
	}
	return ""
}
