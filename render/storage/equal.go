package storage

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"slices"
	"strings"
)

// Equal reports whether two bodies say the same, such as one as it was sent and the other as Confluence gives it back:
// whether their canonical forms are the same.
func Equal(a, b string) bool {
	return a == b || Canonical(a) == Canonical(b)
}

// Hash returns the first 128 bits of the SHA-256 of the canonical form, in URL-safe Base64: 22 characters.
func Hash(body string) string {
	sum := sha256.Sum256([]byte(Canonical(body)))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

// Canonical returns the one form of all bodies that say the same. What Confluence adds or respells when it stores a body
// is not in it: ids of macros, tasks and nodes, schema versions, markers of inline comments, the paragraph that it puts
// into a table cell, comments, CDATA, the order and quotes of attributes, <br/>, entities, white space that nobody sees.
// White space in code counts.
//
// The canonical form of a canonical form is itself. That of a body that cannot be read is equal to that of no other body.
func Canonical(body string) string {
	c := canonicalizer{scanner: scanner{body: body, named: htmlEntities}}
	c.out.Grow(len(body))
	if !c.run() {
		return "<!unreadable>" + body
	}
	return c.out.String()
}

// addedAttributes and addedElements are what Confluence puts into a stored body on its own.
var (
	addedAttributes = map[string]bool{
		"ac:schema-version": true, "ac:macro-id": true, "ac:local-id": true, "local-id": true,
		"ri:version-at-save": true,
	}
	addedElements = map[string]bool{"ac:task-uuid": true, "ac:task-id": true}
)

type canonicalizer struct {
	scanner scanner
	out     strings.Builder
	cut     func() // if set, called before the tag that begins a line and after the one that ends it

	tags     []tag    // those open in the body
	open     []string // elements open in the canonical form
	added    int      // how many added elements are open
	verbatim int      // how many elements are open in which white space counts
	space    bool     // white space waits for text behind it
	edge     bool     // white space would stand at the border of a line
	apart    bool     // a paragraph that was left out has begun or ended since the last text
}

// tag tells what became of a start tag.
type tag uint8

const (
	written tag = iota
	addedTag
	markerTag
	cellParagraph
)

// run reports whether the whole body could be read.
func (c *canonicalizer) run() bool {
	c.edge = true
	for {
		t, err := c.scanner.next()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			return false
		}
		raw := c.scanner.body[t.from:t.to]
		switch t.kind {
		case textToken:
			c.text(unescape(raw))
		case cdataToken:
			c.text(unescapeCDATA(raw))
		case startToken:
			c.tags = append(c.tags, c.start(t.name))
		case endToken:
			last := len(c.tags) - 1
			c.end(t.name, c.tags[last])
			c.tags = c.tags[:last]
		case instructionToken, declarationToken:
			return false
		}
	}
}

const whiteSpace = " \t\r\n"

func (c *canonicalizer) text(s string) {
	if c.added > 0 {
		return
	}
	if c.verbatim > 0 {
		c.word(s)
		return
	}
	for s != "" {
		words := strings.TrimLeft(s, whiteSpace)
		c.space = c.space || len(words) < len(s)
		end := strings.IndexAny(words, whiteSpace)
		if end < 0 {
			end = len(words)
		}
		c.word(words[:end])
		s = words[end:]
	}
}

func (c *canonicalizer) word(s string) {
	if s != "" {
		c.content()
		_, _ = textEscaper.WriteString(&c.out, s)
	}
}

// content prepares for something that stands in a line.
func (c *canonicalizer) content() {
	switch {
	case c.edge:
	case c.apart && c.inCell():
		c.out.WriteString("<p></p>")
	case c.space:
		c.out.WriteByte(' ')
	}
	c.space, c.apart, c.edge = false, false, false
}

func (c *canonicalizer) start(name string) tag {
	if c.added > 0 || addedElements[name] {
		c.added++
		return addedTag
	}
	if name == marker {
		return markerTag
	}
	attrs := c.attributes()
	if name == "p" && attrs == "" && c.inCell() {
		c.apart, c.space = true, false
		return cellParagraph
	}
	c.before(name)
	if c.cut != nil && cuts(name, c.open) {
		c.cut()
	}
	c.out.WriteString("<" + name + attrs + ">")
	c.open = append(c.open, name)
	if spaceCounts(name) {
		c.verbatim++
	}
	return written
}

func (c *canonicalizer) end(name string, of tag) {
	switch of {
	case addedTag:
		c.added--
	case cellParagraph:
		c.apart, c.space = true, false
	case written:
		c.open = c.open[:len(c.open)-1]
		if name != "br" {
			c.before(name)
		}
		if spaceCounts(name) {
			c.verbatim--
		}
		c.out.WriteString("</" + name + ">")
		c.edge = c.edge || name == "br"
		if c.cut != nil && cuts(name, c.open) {
			c.cut()
		}
	}
}

// before prepares for a tag of an element in the open one.
func (c *canonicalizer) before(name string) {
	switch {
	case endsLine(name, c.open), roleOf(name) == hidden:
		c.space, c.apart, c.edge = false, false, true
	case name == "br":
		c.space = false
		c.content()
	default:
		c.content()
	}
}

// cuts reports whether an element has lines of its own.
func cuts(name string, in []string) bool {
	return endsLine(name, in) || name == "ac:parameter" || name == "ac:task-status"
}

func (c *canonicalizer) inCell() bool { return innermost(c.open) == "td" || innermost(c.open) == "th" }

func (c *canonicalizer) attributes() string {
	attrs := slices.DeleteFunc(c.scanner.attrs, func(a rawAttr) bool { return addedAttributes[a.name] })
	slices.SortFunc(attrs, func(a, b rawAttr) int { return cmp.Compare(a.name, b.name) })
	var s strings.Builder
	for _, a := range attrs {
		s.WriteString(" " + a.name + `="`)
		_, _ = valueEscaper.WriteString(&s, a.says())
		s.WriteByte('"')
	}
	return s.String()
}

var (
	textEscaper  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	valueEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;", "\n", "&#10;", "\t", "&#9;")
)
