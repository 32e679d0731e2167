package gfm

import (
	"regexp"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// Admonitions are Python-Markdown's (https://python-markdown.github.io/extensions/admonition/), and those that can be folded
// (https://facelessuser.github.io/pymdown-extensions/extensions/details/): a line such as !!! note "Title" or ??? note, and what is
// indented below it.

func init() {
	for _, is := range []struct{ like, sign string }{{`!!! note`, "!!! "}, {`??? note`, "??? "}, {`???+ note`, "???+ "}} {
		of := foreign{in: MkDocs, like: is.like, signs: []string{is.sign}}
		onBlock(blockHook{foreign: of, rank: 40, first: is.like[:1], find: findAdmonition})
	}
	cutsParagraph(cut{
		foreign: foreign{in: MkDocs},
		may: func(line []byte) bool {
			line = trimLeft(line)
			return len(line) > 3 && (line[0] == '!' || line[0] == '?')
		},
		at: func(_ *blockParser, _, line []byte) (bool, bool) { return false, admonitionStart.Match(line) },
	})
	builds(buildAdmonition)
}

var admonitionStart = regexp.MustCompile(`^ {0,3}(!!!|\?\?\?[+-]?)[ \t]*([A-Za-z][\w-]*(?:[ \t]+[\w-]+)*)?(?:[ \t]*"([^"\n]*)")?[ \t]*$`)

type admonition struct {
	below
	panel
	titled bool
}

func findAdmonition(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	line, _ := cutLine(rest)
	match := admonitionStart.FindSubmatchIndex(line)
	if match == nil || match[4] < 0 && match[6] < 0 {
		return nil, nil, 0
	}
	n := &admonition{below: below{indent: b.bodyIndent(line)}, titled: match[6] >= 0}
	n.folded = line[match[2]] == '?'
	if match[4] >= 0 {
		n.kind, _, _ = strings.Cut(strings.ToLower(string(line[match[4]:match[5]])), " ")
	}
	if n.kind == "caution" {
		n.kind = "warning"
	}
	if n.titled {
		n.title = line[match[6]:match[7]]
		n.bare = len(n.title) == 0
	}
	inside, length = indentedLines(rest, n.indent)
	n.empty = len(inside) == 1
	return n, inside, length
}

func buildAdmonition(b *builder, n *admonition) {
	p := n.panel
	if n.titled {
		p.at = b.quotedTitle(b.line, p.title)
	}
	b.panel(p, n)
}
