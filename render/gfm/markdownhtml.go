package gfm

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// HTML whose start tag has the attribute markdown holds Markdown in MkDocs
// (https://python-markdown.github.io/extensions/md_in_html/): blocks, or with markdown="span", and in what is a paragraph or a heading
// itself, the text of one.

// Figure is a <figure> with Markdown in it.
var Figure = own(Tag{Name: "figure", Block: true})

func init() {
	of := foreign{in: MkDocs, like: "<div markdown>", signs: []string{" markdown>", " markdown=", " markdown "}}
	onBlock(blockHook{foreign: of, rank: 4, first: "<", find: findMarkdownHTML})
	onBlock(blockHook{foreign: foreign{in: MkDocs}, rank: 5, first: "<", find: findCaption})
	builds(buildMarkdownHTML)
	builds(buildMarkdownText)
}

var (
	markdownTag = regexp.MustCompile(`^ {0,3}<([A-Za-z][A-Za-z0-9]*)(?:[ \t]+[A-Za-z_:][\w:.-]*(?:[ \t]*=[ \t]*(?:"[^"\n]*"|'[^'\n]*'|[^\s"'=<>` + "`" + `]+))?)*[ \t]*>`)

	captionLine = regexp.MustCompile(`(?i)^ {0,3}<(?:summary>.*</summary|figcaption>.*</figcaption)>[ \t]*$`)

	// the elements that may hold Markdown, and those of them that hold the text of a paragraph
	holdsMarkdown     = set(`div figure figcaption section article aside header footer main nav center details blockquote address p h1 h2 h3 h4 h5 h6`)
	holdsMarkdownText = set(`address p h1 h2 h3 h4 h5 h6`)
)

// markdownHTML is an element with Markdown in it, in gomarkdown's tree.
type markdownHTML struct {
	ast.Container
	tag    rawTag
	start  int // how long the start tag is, with what stands in front of it
	indent int // of the other lines
}

func (n *markdownHTML) strip(line tail, isFirst bool) tail {
	if isFirst {
		return line.drop(min(n.start, len(line.text)))
	}
	return line.skip(n.indent)
}

// markdownText is an element with the Markdown of a paragraph in it.
type markdownText struct {
	ast.Leaf
	tag  rawTag
	text []byte // its first line is the one of the start tag
}

func findMarkdownHTML(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	match := markdownTag.FindSubmatch(rest)
	if match == nil {
		return nil, nil, 0
	}
	start := len(match[0])
	tag, _ := readTag(string(trimLeft(match[0])))
	mode, isMarkdown := "", false
	for _, a := range tag.attrs {
		if a.Name == "markdown" {
			mode, isMarkdown = strings.ToLower(a.Value), true
		}
	}
	if !isMarkdown || !holdsMarkdown[tag.name] {
		return nil, nil, 0
	}
	after, _ := cutLine(rest[start:])
	if below, _ := cutLine(rest[min(start+len(after)+1, len(rest)):]); b.options.Dialects&MkDocs == 0 && isBlank(after) && isBlank(below) {
		return nil, nil, 0 // GitHub reads Markdown there too
	}
	text, length := b.untilEnd(rest[start:], tag.name)
	if length == 0 {
		return nil, nil, 0
	}
	length += start
	if mode == "span" || mode != "block" && holdsMarkdownText[tag.name] {
		return &markdownText{tag: tag, text: text}, nil, length
	}
	n := &markdownHTML{tag: tag, start: start}
	first, next := cutLine(text)
	below := text[next:]
	n.indent = leastIndent(below)
	inside = append(append(inside, first...), '\n')
	if len(below) > 0 {
		inside = append(inside, dedented(below, n.indent)[1:]...)
	}
	return n, inside, length
}

// untilEnd returns the text up to the end tag of an element, whose start tag stands right in front of it, and its length with that tag
// and the end of its line; 0 if there is none, or more on its line. All elements of a name in a text are found at once.
func (b *blockParser) untilEnd(text []byte, name string) (inside []byte, length int) {
	key := htmlKey{b.here().at, b.here().behind, name}
	ends, known := b.htmlEnds[key]
	if !known {
		if b.htmlEnds == nil {
			b.htmlEnds = map[htmlKey]map[int]htmlEnd{}
		}
		ends = elementEnds(text, name, b.here().behind)
		b.htmlEnds[key] = ends
	}
	left := b.left(text)
	end, found := ends[left]
	if !found {
		return nil, 0
	}
	after, next := cutLine(text[left-end.after:])
	if !isBlank(after) {
		return nil, 0
	}
	return text[:left-end.tag], left - end.after + next
}

// elementEnds returns the end tags of elements, by how many bytes are left behind their start tags: of the one in front of the text,
// and of those in it.
func elementEnds(text []byte, name string, behind int) map[int]htmlEnd {
	tags := regexp.MustCompile(`(?i)<(/?)` + name + `(?:[ \t/][^<>]*)?>`)
	found := map[int]htmlEnd{}
	open := []int{len(text) + behind}
	var code codeFence
	for at := 0; at < len(text); {
		line, next := cutLine(text[at:])
		left := len(text) - at + behind
		at += next
		if code.passes(line) {
			continue
		}
		for _, tag := range tags.FindAllSubmatchIndex(line, -1) {
			switch last := len(open) - 1; {
			case tag[2] == tag[3]:
				open = append(open, left-tag[1])
			case last >= 0:
				found[open[last]] = htmlEnd{left - tag[0], left - tag[1]}
				open = open[:last]
			}
		}
	}
	return found
}

// findCaption takes a line that is a title or a caption of an element with Markdown in it: what follows is none of its HTML.
func findCaption(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	line, length := cutLine(rest)
	if _, is := b.places[b.here().at].node.(*markdownHTML); !is || !captionLine.Match(line) {
		return nil, nil, 0
	}
	return &ast.HTMLBlock{Leaf: ast.Leaf{Literal: rest[:length:length]}}, nil, length
}

// leastIndent returns the columns of white space that all lines have in front that are not blank.
func leastIndent(lines []byte) int {
	least := -1
	for len(lines) > 0 {
		line, next := cutLine(lines)
		lines = lines[next:]
		if columns := indent(line); !isBlank(line) && (least < 0 || columns < least) {
			least = columns
		}
	}
	return max(least, 0)
}

// openMarkdown begins the element of a tag.
func (b *builder) openMarkdown(t rawTag, holdsBlocks bool) *Tag {
	tag := named[t.name]
	switch {
	case t.name == "figure":
		tag = Figure
	case holdsBlocks && holdsMarkdownText[t.name]:
		tag = Div
	}
	b.open(tag, b.src.start(b.line), passingOf(t, tag)...)
	return tag
}

func buildMarkdownHTML(b *builder, n *markdownHTML) {
	tag := b.openMarkdown(n.tag, true)
	b.blocks(n, false)
	b.close(tag)
}

func buildMarkdownText(b *builder, n *markdownText) {
	tag := b.openMarkdown(n.tag, false)
	text, line := n.text, b.line
	for {
		first, next := cutLine(text)
		if len(text) == 0 || !isBlank(first) {
			break
		}
		line = b.lineAfter(line, text[:next])
		text = text[next:]
	}
	text = bytes.TrimRight(lineStart.ReplaceAll(text, nil), whiteSpace)
	b.inlines(extent{src: b.src, still: b.still, text: text, line: line}, text)
	b.close(tag)
}
