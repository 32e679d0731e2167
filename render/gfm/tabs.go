package gfm

import (
	"regexp"

	"github.com/gomarkdown/markdown/ast"
)

// Tabs are https://facelessuser.github.io/pymdown-extensions/extensions/tabbed/: a line === "Title", and what is indented below it.
// They become sections with headings, which have the attribute tab and no fragment.

func init() {
	onBlock(blockHook{foreign: foreign{in: MkDocs, like: `=== "Tab"`, signs: []string{`=== "`, `===+ "`, `===! "`}}, rank: 41, first: "=", find: findTab})
	cutsParagraph(cut{
		foreign: foreign{in: MkDocs},
		may:     func(line []byte) bool { line = trimLeft(line); return len(line) > 4 && line[0] == '=' },
		at:      func(_ *blockParser, _, line []byte) (bool, bool) { return false, tabStart.Match(line) },
	})
	builds(buildTab)
}

var tabStart = regexp.MustCompile(`^ {0,3}===[!+]{0,2}[ \t]+"([^"\n]+)"[ \t]*$`)

type tab struct {
	below
	title []byte
}

func findTab(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	line, _ := cutLine(rest)
	match := tabStart.FindSubmatch(line)
	if match == nil {
		return nil, nil, 0
	}
	n := &tab{below{indent: b.bodyIndent(line)}, match[1]}
	inside, length = indentedLines(rest, n.indent)
	return n, inside, length
}

func buildTab(b *builder, n *tab) {
	level := b.level
	b.tabHeading(n.title, b.quotedTitle(b.line, n.title))
	b.blocks(n, false)
	b.level = level
}

// tabHeading builds the heading of a tab, one level below that of the section it is in.
func (b *builder) tabHeading(title []byte, at int) {
	b.level = min(max(b.level, 1)+1, 6)
	b.open(headings[b.level], at, Attr{"tab", "true"})
	b.inlines(extent{src: b.src, still: b.still, text: title, line: b.line, measured: true, delta: at}, title)
	b.close(headings[b.level])
}
