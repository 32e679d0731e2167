package gfm

import (
	"bytes"

	"github.com/gomarkdown/markdown/ast"
)

// Fenced quotes are GitLab's (https://docs.gitlab.com/user/markdown/#multiline-blockquote): what stands between two lines ">>>".

func init() {
	onBlock(blockHook{foreign: foreign{in: GitLab, like: "a quote between two lines >>>", signs: []string{">>>\n", ">>> [!"}}, rank: -1, first: ">", find: findFencedQuote})
	builds(func(b *builder, n *fencedQuote) { b.quote(n) })
}

var angles = fence{char: '>', read: func(line []byte) (run int, begins, ends bool) {
	run = pastRun(line, 0)
	ends = run >= 3 && isBlank(line[run:])
	return run, ends || run >= 3 && bytes.HasPrefix(trimLeft(line[run:]), []byte("[!")), ends
}}

type fencedQuote struct {
	below
	titled bool // its first line has more than the fence
}

func (n *fencedQuote) strip(line tail, isFirst bool) tail {
	if !isFirst || !n.titled {
		return n.below.strip(line, isFirst)
	}
	line = line.skip(3)
	line = line.drop(pastRun([]byte(line.text), 0))
	return line.skip(line.indent())
}

func findFencedQuote(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	line, first := cutLine(rest)
	if indent(line) > 3 || !bytes.HasPrefix(trimLeft(line), []byte(">>>")) {
		return nil, nil, 0
	}
	within, last, closed := b.partLength(angles, rest)
	if !closed {
		return nil, nil, 0
	}
	n := &fencedQuote{below: below{indent: indent(line)}}
	inside = dedented(rest[first:first+within], n.indent)
	inner := trimLeft(line)
	if title := trimLeft(inner[pastRun(inner, 0):]); len(title) > 0 {
		n.titled = true
		inside = append(bytes.Clone(title), inside...)
	}
	return n, inside, first + within + last
}
