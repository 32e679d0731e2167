package gfm

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// Attributes are Python-Markdown's (https://python-markdown.github.io/extensions/attr_list/): "{ #id .class key=value }" behind a
// link, an image, code or emphasis, at the end of a heading, or on the last line of a paragraph. Docusaurus has "{#id}" at the end of
// a heading.

func init() {
	onInline(inlineHook{foreign: foreign{in: MkDocs, like: "{ .class } behind a link or an image", signs: []string{"){", "]{", "`{", "*{"}}, first: '{', find: findAttributes})
	onEnd(endHook{foreign{in: MkDocs | Docusaurus, like: "{#id} at a heading", signs: []string{"{#", "{ #", "{: #", "{:#"}}, headingAttributes})
	onEnd(endHook{foreign{in: MkDocs, like: "{ .class } below a paragraph", signs: []string{"{ .", "{.", "{: ", "{:."}}, paragraphAttributes})
	builds(giveAttributes)
}

// passingKeys are the attributes that mean something on a page.
var passingKeys = set(`width height align title`)

var (
	attributePattern = regexp.MustCompile(`^(?:([#.])([^\s{}"'=]+)|([A-Za-z_:][\w:.-]*)(?:[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*'|[^\s"'{}=]+))?)(?:[ \t]+|$)`)
	braced           = regexp.MustCompile(`^\{:?[ \t]*([^{}\n]*?)[ \t]*\}`)
)

// readAttributes reads a list of attributes between braces, which is all of a text. It is none if it has only words.
func readAttributes(text []byte) (attrs []Attr, found bool) {
	match := braced.FindSubmatch(text)
	if match == nil || len(match[0]) != len(text) {
		return nil, false
	}
	for rest := match[1]; len(rest) > 0; {
		m := attributePattern.FindSubmatch(rest)
		if m == nil {
			return nil, false
		}
		rest = rest[len(m[0]):]
		key, value := strings.ToLower(string(m[3])), strings.Trim(string(m[4]), `"'`)
		switch {
		case string(m[1]) == "#":
			attrs, found = append(attrs, Attr{"id", string(m[2])}), true
		case len(m[1]) > 0:
			found = true
		case m[4] != nil:
			found = true
			if passingKeys[key] || key == "id" {
				attrs = append(attrs, Attr{key, value})
			}
		}
	}
	return attrs, found
}

// mayTake are the last bytes of what can have attributes.
var mayTake = []byte(")]`*_=^+~:")

// attributes are those behind something, in gomarkdown's tree.
type attributes struct {
	ast.Leaf
	raw   string
	attrs []Attr
}

func findAttributes(text []byte, at int) (raw string, node ast.Node) {
	if at == 0 || bytes.IndexByte(mayTake, text[at-1]) < 0 {
		return "", nil
	}
	written := braced.Find(text[at:])
	attrs, found := readAttributes(written)
	if !found {
		return "", nil
	}
	return string(written), &attributes{raw: string(written), attrs: attrs}
}

// giveAttributes gives attributes to the element that has just been built, if there is one.
func giveAttributes(b *builder, n *attributes) {
	var last *Node
	if m := b.markup; m != nil {
		if bytes.HasSuffix(m.out.Bytes(), []byte{'>'}) && len(m.nodes) > 0 {
			last = m.nodes[len(m.nodes)-1]
		}
	} else {
		last = b.current.LastChild
	}
	if last == nil || last.IsText() {
		b.text(n.raw)
		return
	}
	last.Attr = append(slices.Clip(last.Attr), n.attrs...)
}

func headingAttributes(in Dialect, tag *Tag, text []byte) (length int, attrs []Attr) {
	at := bytes.LastIndexByte(text, '{')
	if tag == Paragraph || at < 1 || text[at-1] == '\\' {
		return len(text), nil
	}
	attrs, found := readAttributes(trimRight(text[at:]))
	if !found || in&MkDocs == 0 && !slices.ContainsFunc(attrs, func(a Attr) bool { return a.Name == "id" }) {
		return len(text), nil
	}
	return len(trimRight(text[:at])), attrs
}

func paragraphAttributes(_ Dialect, tag *Tag, text []byte) (length int, attrs []Attr) {
	lines := trimRight(bytes.TrimSuffix(text, []byte{'\n'}))
	at := bytes.LastIndexByte(lines, '\n') + 1
	attrs, found := readAttributes(trimLeft(lines[at:]))
	if tag != Paragraph || !found {
		return len(text), nil
	}
	return max(at-1, 0), attrs
}
