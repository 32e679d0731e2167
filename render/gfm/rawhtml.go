package gfm

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/gomarkdown/markdown/ast"
	"golang.org/x/net/html"

	"github.com/pagewright/pagewright/render/problem"
)

// Of raw HTML those elements get into the tree that a tag is registered for, with the attributes that mean something there; of
// all others only the text does. GitHub sanitizes HTML in much the same way (https://github.com/github/markup#github-markup).

func init() {
	builds(buildHTMLBlock)
	builds(buildHTMLSpan)
}

// passingAttributes are the attributes that any element may keep; columns keep their style and span too.
var passingAttributes = set(`href src alt title width height align id name start colspan rowspan lang class`)

var (
	// filtered tags are text on GitHub (https://github.github.com/gfm/#disallowed-raw-html-extension-).
	filtered = set(`title textarea style xmp iframe noembed noframes script plaintext`)

	// unseen elements are not shown where they are blocks, with all that is in them up to their end.
	unseen = set(`script style template`)

	// lost elements show something that a page cannot have.
	lost = set(`iframe object embed svg canvas math video audio applet frameset`)

	// silent elements go without a trace, but for the text in them.
	silent = set(`html head body meta link base track wbr nobr noscript
		form fieldset legend button input select option optgroup output datalist
		data map area param dialog menu search slot progress meter rb rtc`)
)

// maxOpen bounds the open elements, since HTML parsers bound nesting.
const maxOpen = 80

// rawTag is a tag of raw HTML.
type rawTag struct {
	name  string
	raw   string // as it is written
	end   bool
	empty bool // it ends in "/>"
	pos   int
	attrs []Attr
	after func(name string) bool // reports whether an end tag with this name comes after it
	block bool                   // it is in a block of HTML
}

// buildHTMLBlock lets in a block of HTML.
func buildHTMLBlock(b *builder, n *ast.HTMLBlock) {
	text := b.unmarked(n.Literal)
	switch {
	case b.closed:
		b.open(Paragraph, -1)
		b.text(string(bytes.TrimSpace(text)))
		b.close(Paragraph)
	case isComment(text):
		b.noteComment(b.src.start(b.line), string(bytes.TrimSpace(text)))
		if b.isContentsComment(text) {
			b.contents("")
			b.noteContents()
		}
	case b.markup == nil:
		b.failed = true
	default:
		b.tokens(text)
		b.raw.hiding = ""
	}
}

// isComment reports whether a text is one comment and nothing else.
func isComment(text []byte) bool {
	text = bytes.TrimSpace(text)
	return bytes.HasPrefix(text, []byte("<!--")) && bytes.Index(text, []byte("-->")) == len(text)-3
}

// buildHTMLSpan lets in a single tag in a text.
func buildHTMLSpan(b *builder, n *ast.HTMLSpan) {
	text := b.leaf.guarded.verbatim(n.Literal)
	b.leaf.passTo("<")
	pos := b.leaf.offset()
	b.leaf.passLiteral([]byte(text))
	tag, isTag := readTag(text)
	switch {
	case b.closed:
		b.text(text)
	case isTag:
		tag.pos = pos
		tag.after = b.leaf.ends
		b.tag(tag)
	default:
		b.noteComment(pos, text)
	}
}

// ends reports whether an end tag with a name comes after what has been built.
func (l *leaf) ends(name string) bool {
	if l.lastEnd == nil {
		l.lastEnd = lastEnds(l.text)
	}
	return l.lastEnd[name] >= l.cursor
}

// lastEnds gives, by their names, where the last end tags in a text are.
func lastEnds(text []byte) map[string]int {
	last := map[string]int{}
	for at := 0; ; {
		next := bytes.Index(text[at:], []byte("</"))
		if next < 0 {
			return last
		}
		at += next + 2
		last[strings.ToLower(tagName(text[at:]))] = at
	}
}

// tagName returns the name that a text begins with.
func tagName[T []byte | string](text T) string {
	end := 0
	for end < len(text) && (text[end]|0x20 >= 'a' && text[end]|0x20 <= 'z' || end > 0 && (text[end] >= '0' && text[end] <= '9' || text[end] == '-')) {
		end++
	}
	return string(text[:end])
}

// readTag reads a tag that is all of a text, as gomarkdown has found it. Comments and the like are none.
func readTag(text string) (t rawTag, found bool) {
	t.raw = text
	rest := text[1:]
	rest, t.end = strings.CutPrefix(rest, "/")
	name := tagName(rest)
	if name == "" {
		return t, false
	}
	t.name = strings.ToLower(name)
	rest = strings.TrimSuffix(rest[len(name):], ">")
	rest, t.empty = strings.CutSuffix(rest, "/")
	for rest = strings.TrimLeft(rest, whiteSpace); rest != ""; rest = strings.TrimLeft(rest, whiteSpace) {
		var a Attr
		end := strings.IndexAny(rest, whiteSpace+"=")
		if end < 0 {
			end = len(rest)
		}
		a.Name, rest = strings.ToLower(rest[:end]), strings.TrimLeft(rest[end:], whiteSpace)
		if value, ok := strings.CutPrefix(rest, "="); ok {
			a.Value, rest = cutValue(strings.TrimLeft(value, whiteSpace))
		}
		t.attrs = append(t.attrs, a)
	}
	return t, true
}

// cutValue takes the value of an attribute off a text.
func cutValue(text string) (value, rest string) {
	if text != "" && (text[0] == '"' || text[0] == '\'') {
		if value, rest, closed := strings.Cut(text[1:], text[:1]); closed {
			return attributeValue(value), rest
		}
	}
	end := strings.IndexAny(text, whiteSpace)
	if end < 0 {
		end = len(text)
	}
	return attributeValue(text[:end]), text[end:]
}

// attributeValue decodes the character references in a value. In attributes, one without its semicolon is none if "=", a letter or a
// digit follows (https://html.spec.whatwg.org/multipage/parsing.html#named-character-reference-state).
func attributeValue(written string) string {
	if !strings.Contains(written, "&") {
		return written
	}
	z := html.NewTokenizer(strings.NewReader(`<a x="` + strings.ReplaceAll(written, `"`, "&quot;") + `">`))
	z.Next()
	z.TagName()
	_, value, _ := z.TagAttr()
	return string(value)
}

// tokens lets in the tags and texts of a block of HTML.
func (b *builder) tokens(source []byte) {
	places := extent{src: b.src, still: b.still, text: source, line: b.line}
	last := lastEnds(source)
	z := html.NewTokenizer(bytes.NewReader(source))
	for at := 0; ; {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.ErrorToken {
			b.visible(string(source[at:])) // a tag without an end is text to the reader
			return
		}
		next := at + len(raw)
		switch kind {
		case html.TextToken:
			b.visible(html.UnescapeString(string(raw)))
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			tag := rawTag{raw: string(raw), end: kind == html.EndTagToken, empty: kind == html.SelfClosingTagToken, block: true,
				pos: places.offset(at), after: func(name string) bool { return last[name] >= next }}
			token := z.Token()
			tag.name = token.Data
			for _, a := range token.Attr {
				tag.attrs = append(tag.attrs, Attr{a.Key, a.Val})
			}
			if kind == html.StartTagToken && !(unseen[tag.name] && tag.after(tag.name)) {
				z.NextIsNotRawText()
			}
			b.tag(tag)
		case html.CommentToken:
			length := b.comment(source[at:], places.offset(at))
			b.noteComment(places.offset(at), string(source[at:at+length]))
			if length != len(raw) {
				next = at + length
				z = html.NewTokenizer(bytes.NewReader(source[next:]))
			}
		}
		at = next
	}
}

// visible adds text, if it is not in an element that hides it.
func (b *builder) visible(text string) {
	if b.raw.hiding == "" {
		b.text(text)
	}
}

// comment gives the length of the comment that a text begins with. Processing instructions and CDATA sections are comments
// too, which HTML ends too early.
func (b *builder) comment(text []byte, pos int) int {
	start, end := "<!", ">"
	for _, kind := range [][2]string{{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}} {
		if bytes.HasPrefix(text, []byte(kind[0])) {
			start, end = kind[0], kind[1]
		}
	}
	if bytes.HasPrefix(text, []byte("<!-->")) || bytes.HasPrefix(text, []byte("<!--->")) {
		start, end = "", ">"
	}
	at := bytes.Index(text[len(start):], []byte(end))
	if at < 0 {
		b.offence(pos, start, fmt.Sprintf("nothing after this %s is shown, since no %s ends it: add one", start, end))
		return len(text)
	}
	return len(start) + at + len(end)
}

// tag lets in a tag, if it may.
func (b *builder) tag(t rawTag) {
	if hiding := b.raw.hiding; hiding != "" {
		if t.end && t.name == hiding {
			b.raw.hiding = ""
		}
		return
	}
	switch tag, passes := named[t.name]; {
	case filtered[t.name] && !(t.block && (unseen[t.name] && !t.end && t.after(t.name) || lost[t.name] && (t.end || t.after(t.name)))):
		b.text(t.raw)
	case unseen[t.name], lost[t.name]:
		b.hide(t)
	case t.name == "source":
		if light := lightSource(t.attrs); light != "" {
			b.raw.light = light
		}
	case passes && t.end:
		if t.name == "picture" {
			b.raw.light = ""
		}
		b.endTag(t, tag)
	case passes:
		b.startTag(t, tag)
	case t.name == "br": // as HTML reads </br>
		b.open(Break, t.pos)
	case !silent[t.name] && !t.end:
		name := t.raw[1 : 1+len(t.name)]
		b.offence(t.pos, t.name, fmt.Sprintf("<%[1]s> is no HTML element, so neither GitHub nor Confluence shows it: put it in backticks (`<%[1]s>`) if it is meant to be read", name))
	}
}

// hide leaves out an element that cannot be shown, up to its end. In a text, one without an end is most likely meant to be
// read.
func (b *builder) hide(t rawTag) {
	isOpen := !t.empty && t.name != "embed" && !t.end
	ends := isOpen && t.after(t.name)
	if !t.block && (t.end || isOpen && !ends) {
		b.text(t.raw)
		return
	}
	if lost[t.name] && !t.end {
		b.offence(t.pos, t.name, fmt.Sprintf("<%s> cannot be shown on a page: link to what it shows instead", t.name))
	}
	if ends {
		b.raw.hiding = t.name
	}
}

func (b *builder) startTag(t rawTag, tag *Tag) {
	if b.markup != nil && impliedEnds[t.name] == nil && !tag.Void && b.markup.deep() >= maxOpen {
		b.offence(t.pos, "depth", fmt.Sprintf("<%s> and what follows is nested too deeply and loses its form: close what is open", t.name))
		return
	}
	attrs := passingOf(t, tag)
	if tag == Image {
		attrs = b.inLight(attrs)
	}
	n := b.node(tag, t.pos, attrs...)
	if tag == Image && isDark(n.Get("src")) {
		return
	}
	switch {
	case b.markup != nil:
		b.markup.openRaw(t.name, n)
		if t.empty && !tag.Void {
			b.markup.closeRaw(t.name)
		}
	case tag.Block || !simple[t.name] || len(b.leaf.spans) >= maxOpen || t.name == "a" && (b.leaf.inLink > 0 || b.inRawLink()):
		b.failed = true
	default:
		b.current.Append(n)
		if !tag.Void && !t.empty {
			b.leaf.spans = append(b.leaf.spans, span{t.name, b.current})
			b.current = n
		}
	}
}

// simple elements can be in a text without a browser making anything else of it, if they are closed in their order.
var simple = set(`a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark picture q s samp small
	span strike strong sub sup time tt u var`)

func (b *builder) endTag(t rawTag, tag *Tag) {
	switch {
	case tag.Void:
		if t.name == "br" { // as HTML reads </br>
			b.open(Break, t.pos)
		}
	case b.markup != nil:
		b.markup.closeRaw(t.name)
	default:
		last := len(b.leaf.spans) - 1
		if last < 0 || b.leaf.spans[last].name != t.name {
			b.failed = true
			return
		}
		b.current = b.leaf.spans[last].node
		b.leaf.spans = b.leaf.spans[:last]
	}
}

func passingOf(t rawTag, tag *Tag) []Attr {
	var kept []Attr
	if t.name == "center" {
		kept = append(kept, Attr{"align", "center"})
	}
	for _, a := range t.attrs {
		if passingAttributes[a.Name] || tag == Column && (a.Name == "style" || a.Name == "span") {
			kept = append(kept, a)
		}
	}
	return kept
}

// offence reports raw HTML once for each kind of it in a document.
func (b *builder) offence(pos int, kind, message string) { b.once(pos, problem.HTML, kind, message) }

// once reports a problem once for each kind of it in a document.
func (b *builder) once(pos int, rule, kind, message string) {
	if b.reported.add(kind) {
		b.report(pos, rule, message)
	}
}
