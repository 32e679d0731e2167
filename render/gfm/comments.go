package gfm

import (
	"bytes"
	"regexp"

	"github.com/gomarkdown/markdown/ast"
)

// Obsidian hides what stands between two "%%" (https://obsidian.md/help/syntax#comments), and gives blocks names with "^name" at
// their end, which links lead to.

func init() {
	of := foreign{in: Obsidian, like: "%%a comment%%", signs: []string{"%%"}}
	onBlock(blockHook{foreign: of, rank: 45, first: "%", find: findComment})
	onInline(inlineHook{foreign: of, first: '%', find: func(text []byte, at int) (raw string, node ast.Node) {
		return string(text[at : at+commentLength(text[at:])]), &comment{}
	}})
	onEnd(endHook{foreign{in: Obsidian, like: "^name at the end of a block", signs: nil}, blockName})
	builds(func(*builder, *comment) {})
}

type comment struct{ ast.Leaf }

// commentLength returns the length of the comment that a text begins with, 0 if it begins with none.
func commentLength(text []byte) int {
	if !bytes.HasPrefix(text, []byte("%%")) {
		return 0
	}
	end := bytes.Index(text[2:min(len(text), maxComment)], []byte("%%"))
	if end <= 0 {
		return 0
	}
	return end + 4
}

// maxComment is how long a comment may be.
const maxComment = 16 << 10

// findComment takes a comment that has its lines for itself.
func findComment(_ *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	start := len(rest) - len(trimLeft(rest))
	length = commentLength(rest[start:])
	if length == 0 || start > 3 {
		return nil, nil, 0
	}
	after, next := cutLine(rest[start+length:])
	if !isBlank(after) {
		return nil, nil, 0
	}
	return &comment{}, nil, start + length + next
}

var blockNamePattern = regexp.MustCompile(`(?:^|[ \t\n])\^([A-Za-z0-9-]+)[ \t]*\n?$`)

// blockName reads the name of a block. The anchor has the "^" too, as links to it have.
func blockName(_ Dialect, tag *Tag, text []byte) (length int, attrs []Attr) {
	tailStart := max(0, len(text)-100)
	match := blockNamePattern.FindSubmatchIndex(text[tailStart:])
	if match == nil || tag != Paragraph {
		return len(text), nil
	}
	return tailStart + match[0], []Attr{{"id", "^" + string(text[tailStart+match[2]:tailStart+match[3]])}}
}
