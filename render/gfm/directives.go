package gfm

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/gomarkdown/markdown/ast"

	"github.com/pagewright/pagewright/render/problem"
)

// Directives are what Docusaurus has for alerts (https://docusaurus.io/docs/markdown-features/admonitions): what stands between
// ":::note[Title]" and ":::". Those around others have more colons, or not.

func init() {
	onBlock(blockHook{foreign: foreign{in: Docusaurus, like: ":::note", signs: []string{":::"}}, rank: 42, first: ":", find: findDirective, named: directiveName})
	cutsParagraph(cut{
		foreign: foreign{in: Docusaurus},
		may:     func(line []byte) bool { return bytes.HasPrefix(trimLeft(line), []byte(":::")) },
		at:      func(_ *blockParser, _, line []byte) (bool, bool) { return false, directiveStart.Match(line) },
	})
	builds(buildDirective)
}

var (
	directiveStart = regexp.MustCompile(`^ {0,3}(:{3,})[ \t]*([A-Za-z][\w-]*)(?:\[((?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\])?[ \t]*(\{[^}\n]*\})?[ \t]*([^\n{]*?)[ \t]*$`)
	colons         = fence{char: ':', read: readColons}
)

func readColons(line []byte) (run int, begins, ends bool) {
	run = pastRun(line, 0)
	if run < 3 {
		return run, false, false
	}
	ends = isBlank(line[run:])
	return run, !ends && directiveStart.Match(line), ends
}

func directiveName(rest []byte) string {
	line, _ := cutLine(rest)
	return ":::" + string(directiveStart.FindSubmatch(line)[2])
}

type directive struct {
	below
	panel
}

func findDirective(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	line, first := cutLine(rest)
	match := directiveStart.FindSubmatch(line)
	if match == nil || isAzure(line) {
		return nil, nil, 0
	}
	within, last, closed := b.partLength(colons, rest)
	if !closed {
		if b.options.Dialects&Docusaurus != 0 {
			b.faults = append(b.faults, fault{b.src.start(b.here().line), problem.Dialect, fmt.Sprintf("no line %s ends this :::%s, so it is shown as text: add one", match[1], match[2])})
		}
		return nil, nil, 0
	}
	n := &directive{below: below{indent: indent(line)}}
	n.kind = strings.ToLower(string(match[2]))
	n.title = match[5]
	if match[3] != nil {
		n.title = match[3]
	}
	n.attrs, _ = readAttributes(match[4])
	switch n.kind {
	case "caution":
		n.kind = "warning"
	case "details":
		n.folded = true
	}
	body := rest[first : first+within]
	n.empty = isBlank(bytes.ReplaceAll(body, []byte{'\n'}, nil))
	return n, dedented(body, n.indent), first + within + last
}

// dedented returns lines, below a blank one, each without up to some columns of white space.
func dedented(body []byte, columns int) []byte {
	inside := []byte{'\n'}
	if columns == 0 {
		return append(inside, body...)
	}
	for len(body) > 0 {
		line, next := cutLine(body)
		body = body[next:]
		inside = append(append(inside, tail{text: string(line)}.skip(columns).bytes()...), '\n')
	}
	return inside
}

func buildDirective(b *builder, n *directive) {
	p := n.panel
	p.at = b.src.start(b.line) + max(strings.LastIndex(b.src.line(b.line), string(p.title)), 0)
	b.panel(p, n)
}
