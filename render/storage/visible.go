package storage

import (
	"slices"
	"strings"
)

// VisibleText returns what a reader sees of a body as text: a line for each block, the lines of code as they are. Pictures,
// the parameters of macros and the titles of pages that a link only names are not in it. Bodies that are equal have the
// same visible text. Of a body that is not well-formed, the text before the fault is returned.
func VisibleText(body string) string {
	v := visible{scanner: scanner{body: Canonical(body), named: htmlEntities}}
	for {
		t, err := v.scanner.next()
		if err != nil {
			return strings.TrimRight(string(v.out), " \n")
		}
		switch t.kind {
		case textToken:
			v.text(unescape(v.scanner.body[t.from:t.to]))
		case cdataToken: // only in a body that is not well-formed
			v.text(unescapeCDATA(v.scanner.body[t.from:t.to]))
		case startToken:
			v.border(t.name, v.scanner.open[:len(v.scanner.open)-1])
			v.count(t.name, 1)
		case endToken:
			v.count(t.name, -1)
			v.border(t.name, v.scanner.open)
		}
	}
}

type visible struct {
	scanner  scanner
	out      []byte
	hidden   int // how many elements are open whose text is not seen
	verbatim int // how many are open whose white space is
}

func (v *visible) count(name string, by int) {
	if roleOf(name) == hidden {
		v.hidden += by
	}
	if spaceCounts(name) {
		v.verbatim += by
	}
}

func (v *visible) text(s string) {
	if v.hidden > 0 {
		return
	}
	if n := len(v.out); v.verbatim == 0 && (n == 0 || v.out[n-1] == ' ' || v.out[n-1] == '\n') {
		s = strings.TrimLeft(s, " ")
	}
	v.out = append(v.out, s...)
}

// border ends the line at the tag of an element in others that does.
func (v *visible) border(name string, in []string) {
	parent := ""
	if len(in) > 0 {
		parent = in[len(in)-1]
	}
	if v.hidden > 0 || name != "br" && !endsLine(name, parent) {
		return
	}
	for len(v.out) > 0 && v.out[len(v.out)-1] == ' ' {
		v.out = v.out[:len(v.out)-1]
	}
	if n := len(v.out); n > 0 && v.out[n-1] != '\n' {
		v.out = append(v.out, '\n')
	}
}

// MacroNames returns the names of the macros in a body, sorted, each as often as it occurs. Of a body that is not
// well-formed, those before the fault are returned.
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
