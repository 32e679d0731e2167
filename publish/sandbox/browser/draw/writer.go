package draw

import (
	"html"
	"slices"
	"strings"
)

// blocks end an open p when an HTML parser meets them.
var blocks = []string{
	"aside", "blockquote", "details", "div", "dl", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
	"nav", "ol", "p", "pre", "table", "ul",
}

func isBlock(tag string) bool { return slices.Contains(blocks, tag) }

// writer is the only way into a drawing: it escapes what it is given.
type writer struct {
	html  []byte
	block bool // a block has been written
}

func (w *writer) raw(parts ...string) {
	for _, part := range parts {
		w.html = append(w.html, part...)
	}
}

// open writes a start tag. Attributes without a value are left out, except those for which it has a meaning.
func (w *writer) open(tag string, attributes ...attribute) {
	w.block = w.block || isBlock(tag)
	w.raw("<", tag)
	for _, a := range attributes {
		if a.value == "" && !isBare(a) {
			continue
		}
		w.raw(" ", a.name)
		if a.value != "" || a.name == "alt" {
			w.raw(`="`, html.EscapeString(a.value), `"`)
		}
	}
	w.raw(">")
}

func (w *writer) close(tag string) {
	w.raw("</", tag, ">")
}

func (w *writer) say(text string) { w.raw(html.EscapeString(text)) }

// element writes an element that holds text only.
func (w *writer) element(tag, text string, attributes ...attribute) {
	w.open(tag, attributes...)
	if tag == "pre" && strings.HasPrefix(text, "\n") {
		w.raw("\n") // parsers drop the first one
	}
	w.say(text)
	w.close(tag)
}

// apart lets draw write elsewhere, and returns what it wrote and whether there was a block in it.
func (w *writer) apart(draw func()) (written string, block bool) {
	outer := *w
	*w = writer{}
	draw()
	written, block = string(w.html), w.block
	*w = outer
	return written, block
}
