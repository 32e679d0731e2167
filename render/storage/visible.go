package storage

import (
	"bytes"
	"slices"
	"strings"
)

// VisibleText returns what a reader sees of a body as text: a line for each block, the lines of code as they are, the titles
// of macros. Pictures, other parameters of macros and the titles of pages that a link only names are not in it. Bodies that
// are equal have the same visible text. Of a body that is not well-formed, at most the text before the fault is returned.
func VisibleText(body string) string {
	v := visible{scanner: scanner{body: Canonical(body), named: htmlEntities}}
	for {
		t, err := v.scanner.next()
		if err != nil {
			return strings.TrimRight(string(v.out), " \n")
		}
		raw := v.scanner.body[t.from:t.to]
		switch t.kind {
		case textToken:
			v.text(unescape(raw))
		case cdataToken: // only in a body that is not well-formed
			v.text(unescapeCDATA(raw))
		case startToken:
			v.start(t.name)
		case endToken:
			v.end(t.name)
		}
	}
}

type visible struct {
	scanner  scanner
	out      []byte
	hiding   int // how many elements are open down to the one whose text is not seen, 0 if there is none
	verbatim int // how many elements are open whose white space is seen
}

func (v *visible) start(name string) {
	depth := len(v.scanner.open)
	v.border(name, v.scanner.open[:depth-1])
	if v.hiding == 0 && roleOf(name) == hidden && !(name == "ac:parameter" && v.scanner.value("ac:name") == "title") {
		v.hiding = depth
	}
	if spaceCounts(name) {
		v.verbatim++
	}
}

func (v *visible) end(name string) {
	if spaceCounts(name) {
		v.verbatim--
	}
	if len(v.scanner.open) < v.hiding {
		v.hiding = 0
	}
	v.border(name, v.scanner.open)
}

func (v *visible) text(s string) {
	if v.hiding > 0 {
		return
	}
	if n := len(v.out); v.verbatim == 0 && (n == 0 || v.out[n-1] == ' ' || v.out[n-1] == '\n') {
		s = strings.TrimLeft(s, " ")
	}
	v.out = append(v.out, s...)
}

// border ends the line at the tag of an element, in others, that does.
func (v *visible) border(name string, in []string) {
	if v.hiding > 0 || name != "br" && !endsLine(name, in) {
		return
	}
	v.out = bytes.TrimRight(v.out, " ")
	if n := len(v.out); n > 0 && v.out[n-1] != '\n' {
		v.out = append(v.out, '\n')
	}
}

// MacroNames returns the names of the macros in a body, sorted, each as often as it occurs. Of a body that is not
// well-formed, at most those before the fault are returned.
func MacroNames(body string) []string {
	s := scanner{body: body, named: htmlEntities}
	var names []string
	for {
		t, err := s.next()
		if err != nil {
			slices.Sort(names)
			return names
		}
		if t.kind == startToken && roleOf(t.name) == macro {
			names = append(names, s.value("ac:name"))
		}
	}
}
