// Package storage knows Confluence's storage format: it writes it escaped and
// balanced, checks that a body is well-formed, tells whether two bodies say
// the same and what a reader sees of one, and carries the markers of inline
// comments from one body to another.
//
// The format is described at
// https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html.
// It is XML with the prefixes ac: and ri:, which a body does not declare.
package storage

import (
	"strings"
	"unicode/utf8"
)

// Attr is an attribute of an element; Name includes its prefix.
type Attr struct{ Name, Value string }

// Writer builds a body. Elements nest as they are started and ended, so what
// it returns is well-formed whatever text it was given: characters that XML
// does not allow are left out.
//
// The zero Writer is ready for use.
type Writer struct {
	out    strings.Builder
	open   []string
	inside bool // the last thing written was a start tag
	lineUp bool // the last thing written was a line break
}

// Grow makes room for a body of a length.
func (w *Writer) Grow(length int) { w.out.Grow(length) }

// Start opens an element; End closes the innermost open one.
func (w *Writer) Start(name string, attrs ...Attr) {
	w.tag(name, attrs, ">")
	w.open = append(w.open, name)
	w.inside = true
}

// End closes the innermost open element.
func (w *Writer) End() {
	last := len(w.open) - 1
	w.out.WriteString("</")
	w.out.WriteString(w.open[last])
	w.out.WriteByte('>')
	w.open = w.open[:last]
	w.wrote()
}

// Empty writes an element without content.
func (w *Writer) Empty(name string, attrs ...Attr) {
	w.tag(name, attrs, " />")
}

// Element writes an element that holds only text.
func (w *Writer) Element(name, text string, attrs ...Attr) {
	w.Start(name, attrs...)
	w.Text(text)
	w.End()
}

func (w *Writer) tag(name string, attrs []Attr, end string) {
	w.out.WriteByte('<')
	w.out.WriteString(name)
	for _, a := range attrs {
		w.out.WriteByte(' ')
		w.out.WriteString(a.Name)
		w.out.WriteString(`="`)
		w.escape(a.Value, true)
		w.out.WriteByte('"')
	}
	w.out.WriteString(end)
	w.wrote()
}

// Raw writes markup that is well-formed.
func (w *Writer) Raw(markup string) {
	w.out.WriteString(markup)
	w.wrote()
}

// Text writes character data.
func (w *Writer) Text(s string) {
	if s != "" {
		w.escape(s, false)
		w.wrote()
	}
}

// CDATA writes character data unescaped; a "]]>" in it is split over two
// sections.
func (w *Writer) CDATA(s string) {
	w.out.WriteString("<![CDATA[")
	w.out.WriteString(strings.ReplaceAll(allowed(s), "]]>", "]]]]><![CDATA[>"))
	w.out.WriteString("]]>")
	w.wrote()
}

// Line ends the current line, so that the next element stands on its own
// one. At the start of an element or of the body it does nothing.
func (w *Writer) Line() {
	if !w.inside {
		w.Newline()
	}
}

// Newline ends the current line even at the start of an element.
func (w *Writer) Newline() {
	if !w.lineUp && w.out.Len() > 0 {
		w.out.WriteByte('\n')
		w.lineUp = true
	}
}

// String returns the body, with every open element closed.
func (w *Writer) String() string {
	for len(w.open) > 0 {
		w.End()
	}
	return w.out.String()
}

func (w *Writer) wrote() { w.inside, w.lineUp = false, false }

func (w *Writer) escape(s string, attribute bool) {
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] {
			i++
			continue
		}
		size, with := 1, ""
		switch {
		case c == '&':
			with = "&amp;"
		case c == '<':
			with = "&lt;"
		case c == '>':
			with = "&gt;"
		case c == '"' && attribute:
			with = "&quot;"
		case attribute && (c == '\n' || c == '\t' || c == '\r'):
			with = " "
		case c == '"', c == '\n', c == '\t', c == '\r':
			i++
			continue
		case c >= utf8.RuneSelf:
			var r rune
			if r, size = utf8.DecodeRuneInString(s[i:]); Allowed(r) && (r != utf8.RuneError || size > 1) {
				i += size
				continue
			}
		}
		w.out.WriteString(s[done:i])
		w.out.WriteString(with)
		i += size
		done = i
	}
	w.out.WriteString(s[done:])
}

// plain are the bytes that are written as they are, whatever comes before and after them.
var plain = func() (is [256]bool) {
	for c := byte(' '); c < utf8.RuneSelf; c++ {
		is[c] = strings.IndexByte(`&<>"`, c) < 0
	}
	return is
}()

func allowed(s string) string {
	return strings.Map(func(r rune) rune {
		if Allowed(r) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(s, ""))
}

// Allowed reports whether XML allows the character in a document
// (https://www.w3.org/TR/xml/#charsets).
func Allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

func validError(s string) bool { return strings.HasPrefix(s, "\uFFFD") }
