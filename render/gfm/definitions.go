package gfm

import (
	"bytes"
	"regexp"

	"github.com/gomarkdown/markdown/ast"
)

// Lists of definitions are Python-Markdown's (https://python-markdown.github.io/extensions/definition_lists/): a line with a term, and
// below it ":   what it means".

func init() {
	of := foreign{in: MkDocs, like: "a list of definitions (:   below a term)", signs: []string{"\n: ", "\n:\t", "\n   : "}}
	onBlock(blockHook{foreign: of, rank: 80, find: findTerms})
	of.signs = nil
	onBlock(blockHook{foreign: of, rank: 81, first: ":", find: findDefinition})
	builds(buildTerms)
	builds(func(b *builder, n *definition) {
		b.open(Definition, b.src.start(b.line))
		b.blocks(n, false)
		b.close(Definition)
	})
}

var definitionStart = regexp.MustCompile(`^ {0,3}:[ \t]+(\S)`)

// terms are the lines above a definition.
type terms struct {
	ast.Leaf
	lines []byte
}

type definition struct{ below }

// strip takes off the colon, and the indentation below it.
func (n *definition) strip(line tail, isFirst bool) tail {
	if !isFirst {
		return line.skip(n.indent)
	}
	line = line.skip(line.indent())
	line = line.drop(min(1, len(line.text)))
	return line.skip(line.indent())
}

func findTerms(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	place, left := b.here().at, b.left(rest)
	if t := b.termless[place]; left <= t.from && left > t.to || !bytes.Contains(rest[:min(len(rest), maxTerms)], []byte(":")) {
		return nil, nil, 0
	}
	length, looked := termsLength(b, rest)
	if length == 0 {
		if b.termless == nil {
			b.termless = map[int]termless{}
		}
		b.termless[place] = termless{left, left - looked}
		return nil, nil, 0
	}
	return &terms{lines: rest[:length]}, nil, length
}

// termsLength returns the length of the terms that a text begins with, 0 if there are none, and how far it has looked for a definition.
func termsLength(b *blockParser, rest []byte) (length, looked int) {
	at := 0
	for at < len(rest) {
		line, next := cutLine(rest[at:])
		switch {
		case at > 0 && definitionStart.Match(line):
			return at, at
		case isBlank(line):
			below := bytes.TrimLeft(rest[at:], " \t\n")
			start := len(rest) - len(below)
			for start > at && rest[start-1] != '\n' {
				start--
			}
			if line, _ := cutLine(rest[start:]); at > 0 && bytes.Count(rest[at:start], []byte{'\n'}) == 1 && definitionStart.Match(line) {
				return at, at
			}
			return 0, at
		case definitionStart.Match(line), b.startsBlock(line):
			return 0, at
		}
		at += next
	}
	return 0, at
}

// maxTerms bounds how far a definition is looked for.
const maxTerms = 4096

// findDefinition takes a definition that comes after terms or another one.
func findDefinition(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	line, first := cutLine(rest)
	match := definitionStart.FindSubmatchIndex(line)
	if match == nil {
		return nil, nil, 0
	}
	siblings := b.places[b.here().at].node.GetChildren()
	if len(siblings) == 0 {
		return nil, nil, 0
	}
	switch siblings[len(siblings)-1].(type) {
	case *terms, *definition:
	default:
		return nil, nil, 0
	}
	n := &definition{below{indent: 4}}
	inside = bytes.Clone(line[match[2]:])
	open, blanks := true, 0 // a line of a paragraph need not be indented
	length = first
	for at := first; at < len(rest); {
		line, next := cutLine(rest[at:])
		at += next
		if isBlank(line) {
			open = false
			blanks++
			continue
		}
		if indent(line) >= 4 {
			line = tail{text: string(line)}.skip(4).bytes()
			open = b.leavesParagraphOpen(line, open)
		} else if !open || definitionStart.Match(line) || b.interrupts(line) || b.cutsAt(line) {
			break
		}
		inside = append(inside, bytes.Repeat([]byte{'\n'}, blanks+1)...)
		inside = append(inside, line...)
		blanks, length = 0, at
	}
	return n, inside, length
}

func buildTerms(b *builder, n *terms) {
	line := b.line
	for rest := n.lines; len(rest) > 0; {
		text, next := cutLine(rest)
		b.open(Term, b.src.start(b.line))
		b.content(trimLeft(text))
		b.close(Term)
		b.line = b.lineAfter(b.line, rest[:next])
		rest = rest[next:]
	}
	b.line = line
}
