package gfm

import (
	"bytes"
	"slices"
	"strconv"
)

// markup is a part of a document as HTML, to be parsed as a browser does it. An element is written with the number of its node
// as its only attribute, which raw HTML cannot set.
type markup struct {
	out   bytes.Buffer
	nodes []*Node
	raw   []string // the elements of raw HTML that may be open, innermost last
}

func newMarkup() *markup { return &markup{} }

const numberAttribute = "x"

func (m *markup) open(name string, n *Node) {
	if n.Tag.Block {
		m.endParagraph()
	}
	m.start(name, n)
	if name == "pre" {
		m.out.WriteByte('\n') // HTML drops the first line break
	}
}

func (m *markup) start(name string, n *Node) {
	m.out.WriteString("<" + name + " " + numberAttribute + "=")
	m.out.Write(strconv.AppendInt(m.out.AvailableBuffer(), int64(len(m.nodes)), 10))
	m.out.WriteByte('>')
	m.nodes = append(m.nodes, n)
}

// endLine separates blocks, so that words of two are not one.
func (m *markup) endLine() {
	if out := m.out.Bytes(); len(out) > 0 && out[len(out)-1] != '\n' {
		m.out.WriteByte('\n')
	}
}

func (m *markup) close(name string) { m.out.WriteString("</" + name + ">") }

func (m *markup) text(s string) {
	done := 0
	for i := 0; i < len(s); i++ {
		var with string
		switch s[i] {
		case '&':
			with = "&amp;"
		case '<':
			with = "&lt;"
		case '>':
			with = "&gt;"
		default:
			continue
		}
		m.out.WriteString(s[done:i])
		m.out.WriteString(with)
		done = i + 1
	}
	m.out.WriteString(s[done:])
}

// Which elements of raw HTML are open is followed as far as is needed to know that none is: rather too many are taken to be
// open than too few.

// formatting elements stay in force until their own end tag, even when the element around them ends
// (https://html.spec.whatwg.org/multipage/parsing.html#formatting).
var formatting = set(`a b big code em font i nobr s small strike strong tt u`)

// impliedEnds are the open elements that a start tag ends.
var impliedEnds = map[string]map[string]bool{
	"p": set(`p`), "li": set(`li p`), "dt": set(`dt dd p`), "dd": set(`dt dd p`),
	"tr": set(`tr td th p`), "td": set(`td th p`), "th": set(`td th p`),
	"thead": set(`thead tbody tfoot tr td th p`), "tbody": set(`thead tbody tfoot tr td th p`), "tfoot": set(`thead tbody tfoot tr td th p`),
}

// bordered elements end the formatting in them too.
var bordered = set(`table td th caption`)

// openRaw begins an element of raw HTML.
func (m *markup) openRaw(name string, n *Node) {
	for len(m.raw) > 0 && impliedEnds[name][m.raw[len(m.raw)-1]] {
		m.raw = m.raw[:len(m.raw)-1]
	}
	if n.Tag.Block {
		m.endParagraph()
	}
	m.start(name, n)
	if !n.Tag.Void {
		m.raw = append(m.raw, name)
	}
}

// closeRaw ends an element of raw HTML.
func (m *markup) closeRaw(name string) {
	m.close(name)
	at := len(m.raw) - 1
	for at >= 0 && m.raw[at] != name {
		at--
	}
	if at < 0 {
		return
	}
	above := m.raw[at+1:]
	m.raw = m.raw[:at]
	for _, inside := range above {
		if formatting[name] || formatting[inside] && !bordered[name] {
			m.raw = append(m.raw, inside)
		}
	}
}

// endParagraph ends a <p> that is the innermost open element, as the start of a block does.
func (m *markup) endParagraph() {
	if last := len(m.raw) - 1; last >= 0 && m.raw[last] == "p" {
		m.raw = m.raw[:last]
	}
}

// deep tells how many elements are open that need an end tag.
func (m *markup) deep() (count int) {
	for _, name := range m.raw {
		if impliedEnds[name] == nil {
			count++
		}
	}
	return count
}

func (m *markup) isOpen(name string) bool { return slices.Contains(m.raw, name) }
