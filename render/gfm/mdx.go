package gfm

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/gomarkdown/markdown/ast"

	"github.com/pagewright/pagewright/render/problem"
)

// Documents of Docusaurus are MDX (https://mdxjs.com/docs/what-is-mdx/): Markdown with imports and exports, the tags of components,
// and expressions in braces. Nothing of that can run here, so it is left out: what is between two tags stays. Of the components that
// Docusaurus has for every document, tabs become sections with headings.

func init() {
	onBlock(blockHook{foreign: foreign{in: Docusaurus, like: "import … from '…'", signs: []string{"import "}}, rank: 46, first: "ie", find: findImport})
	onBlock(blockHook{foreign: foreign{in: Docusaurus}, rank: 3, first: "<", find: findComponents})
	onBlock(blockHook{foreign: foreign{in: MDX}, rank: 47, first: "{", find: findExpression})
	onBlock(blockHook{foreign: foreign{in: Docusaurus}, rank: 94, find: findIndentedTab})
	onBlock(blockHook{foreign: foreign{in: MDX}, rank: 95, find: findIndented})
	onInline(inlineHook{foreign: foreign{in: Docusaurus}, first: '<', find: func(text []byte, at int) (raw string, node ast.Node) {
		length, tag := readComponent(text[at:])
		return string(text[at : at+length]), &lostInline{what: tag.missed(), tab: tag}
	}})
	onInline(inlineHook{foreign: foreign{in: MDX}, first: '{', find: func(text []byte, at int) (raw string, node ast.Node) {
		raw = string(text[at : at+expressionLength(text[at:min(len(text), at+maxExpression)])])
		return raw, &lostInline{what: expressionName(raw)}
	}})
	builds(buildMDX)
	builds(func(b *builder, n *lostInline) {
		b.lostMDX(b.leaf.offset(), n.what)
		b.tabInText(n.tab)
	})
	builds(func(b *builder, n *indented) { b.blocks(n, false) })
}

// mdx is what is left out, in gomarkdown's tree.
type mdx struct {
	ast.Leaf
	what  string // a name for it; "" if nobody misses it
	tags  []component
	lines []byte
}

// lostInline is what is left out of a text, in gomarkdown's tree.
type lostInline struct {
	ast.Leaf
	what string
	tab  component // if it is the tag of one
}

// lostMDX reports, once, what of MDX is left out.
func (b *builder) lostMDX(pos int, what string) {
	if what != "" {
		b.once(pos, problem.Dialect, "MDX", what+" is left out, as are all imports, components and expressions of MDX, which a page cannot run: what is between two tags stays")
	}
}

func buildMDX(b *builder, n *mdx) {
	b.lostMDX(b.src.start(b.line), n.what)
	line := b.line
	for _, tag := range n.tags {
		b.line = b.lineAfter(line, n.lines[:tag.at])
		pos := b.src.start(b.line)
		switch {
		case tag.name == "Tabs":
			b.tabs(tag)
		case tag.name == "TabItem" && !tag.ends:
			if title := b.tabTitle(tag); title != "" {
				level := b.level
				b.tabHeading([]byte(title), pos)
				b.level = level
			}
		default:
			b.lostMDX(pos, tag.missed())
		}
	}
	b.line = line
}

var (
	importStart     = regexp.MustCompile(`^import[ \t]+(?:["'{*]|[A-Za-z_$][\w$]*[ \t]*(?:,|from\b)|type[ \t])`)
	importStatement = regexp.MustCompile(`(?s)^import\s(?:[^'"]*?\bfrom\s*)?\s*["'][^"'\n]+["'][ \t]*;?[ \t]*$`)
	exportStart     = regexp.MustCompile(`^export[ \t]+(?:default\b|const\b|let\b|var\b|function\b|async\b|class\b|\{|\*)`)
)

// findImport takes the imports and exports that a text begins with, up to a blank line.
func findImport(_ *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	for length < len(rest) {
		first, next := cutLine(rest[length:])
		switch {
		case exportStart.Match(first):
			for next = length; next < len(rest); {
				line, after := cutLine(rest[next:])
				if next += after; isBlank(line) {
					break
				}
			}
			return &mdx{what: "export"}, nil, next
		case !importStart.Match(first):
			if length == 0 {
				return nil, nil, 0
			}
			return &mdx{what: "import"}, nil, length
		}
		end := length + next
		for !importStatement.Match(bytes.TrimSuffix(rest[length:end], []byte{'\n'})) {
			line, next := cutLine(rest[end:])
			if isBlank(line) || end-length > maxExpression {
				return nil, nil, 0
			}
			end += next
		}
		length = end
	}
	return &mdx{what: "import"}, nil, length
}

// findComponents takes the tags that a text begins with, if nothing else stands on their lines, or if one of them begins a tab.
func findComponents(_ *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	if indent(rest[:min(len(rest), 80)]) > 3 {
		return nil, nil, 0
	}
	n := &mdx{}
	hasTab := false
	at := len(rest) - len(trimLeft(rest))
	for {
		taken, tag := readComponent(rest[at:])
		switch {
		case taken == 0 && hasTab:
			n.lines = rest[:at]
			return n, nil, at
		case taken == 0:
			return nil, nil, 0
		}
		tag.at = at
		hasTab = hasTab || tag.name == "TabItem" && !tag.ends
		n.tags = append(n.tags, tag)
		at += taken
		at += len(rest[at:]) - len(trimLeft(rest[at:]))
		if at == len(rest) || rest[at] == '\n' {
			length = min(at+1, len(rest))
			n.lines = rest[:length]
			return n, nil, length
		}
	}
}

// findExpression takes an expression that has its lines for itself.
func findExpression(_ *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	start := len(rest) - len(trimLeft(rest))
	end := start + expressionLength(rest[start:min(len(rest), start+maxExpression)])
	after, next := cutLine(rest[end:])
	if end == start || !isBlank(after) {
		return nil, nil, 0
	}
	return &mdx{what: expressionName(string(rest[start:end]))}, nil, end + next
}

func isMDXComment(expression string) bool {
	inner := strings.TrimSpace(expression[1 : len(expression)-1])
	return inner == "" || strings.HasPrefix(inner, "/*") && strings.HasSuffix(inner, "*/")
}

// expressionName returns how an expression is called that is missed, "" for a comment.
func expressionName(expression string) string {
	if expression == "" || isMDXComment(expression) {
		return ""
	}
	return "{…}"
}

// indented is what is indented so far that it is code elsewhere: in MDX it is not.
type indented struct{ below }

func (n *indented) strip(line tail, _ bool) tail { return line.skip(n.indent) }

func findIndented(_ *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	line, first := cutLine(rest)
	columns := indent(line)
	if columns < 4 {
		return nil, nil, 0
	}
	inside, length = indentedLines(rest, columns)
	inside = append(tail{text: string(line)}.skip(columns).bytes(), inside...)
	return &indented{below{indent: columns}}, inside, max(length, first)
}

// findIndentedTab takes what is indented below the start of a tab, which is no code there.
func findIndentedTab(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	siblings := b.parent().GetChildren()
	if len(siblings) == 0 {
		return nil, nil, 0
	}
	above, is := siblings[len(siblings)-1].(*mdx)
	if !is || !slices.ContainsFunc(above.tags, func(c component) bool { return c.name == "TabItem" && !c.ends }) {
		return nil, nil, 0
	}
	return findIndented(b, rest)
}
