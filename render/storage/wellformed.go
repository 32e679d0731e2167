package storage

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// SyntaxError says where a body stops being well-formed: at the tag that does not fit, else just behind what is wrong. Row
// and Column count from 1, the column in characters.
type SyntaxError struct {
	Row, Column int
	Message     string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("the storage body is not well-formed at row %d, column %d: %s", e.Row, e.Column, e.Message)
}

// WellFormed checks a body the way Confluence's parser does before it looks at
// the meaning: every element closed, every attribute quoted and given once,
// every character allowed, every prefix known or declared. Of named entities
// only XML's own five are: Confluence knows HTML's too, but other readers of
// the body do not. The error is a *SyntaxError.
func WellFormed(body string) error {
	s := scanner{body: body}
	known := newPrefixes()
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t.kind {
		case instructionToken:
			return s.fault(t.from, "a processing instruction has no place in a body")
		case declarationToken:
			return s.fault(t.from, "a declaration has no place in a body")
		case startToken:
			if prefix := known.missing(t.name, s.attrs, len(s.open)); prefix != "" {
				return s.fault(t.from, "<%s> has the prefix %s, which is not declared", t.name, prefix)
			}
		}
	}
}

// prefixes are those that a body may use where it stands.
type prefixes struct {
	known  map[string]int // how many open elements declare it
	scopes []scope
}

// scope is the declaration of a prefix on an element; depth is the number of elements open in it.
type scope struct {
	prefix string
	depth  int
}

func newPrefixes() prefixes {
	return prefixes{known: map[string]int{"ac": 1, "ri": 1, "at": 1, "xml": 1, "xmlns": 1}}
}

// missing takes an element in and returns a prefix on it that is not known there, "" if there is none.
func (p *prefixes) missing(element string, attrs []rawAttr, depth int) string {
	for n := len(p.scopes); n > 0 && p.scopes[n-1].depth >= depth; n-- {
		p.known[p.scopes[n-1].prefix]--
		p.scopes = p.scopes[:n-1]
	}
	for _, a := range attrs {
		if prefix, ok := strings.CutPrefix(a.name, "xmlns:"); ok {
			p.known[prefix]++
			p.scopes = append(p.scopes, scope{prefix, depth})
		}
	}
	if prefix := p.unknown(element); prefix != "" {
		return prefix
	}
	for _, a := range attrs {
		if prefix := p.unknown(a.name); prefix != "" {
			return prefix
		}
	}
	return ""
}

func (p *prefixes) unknown(name string) string {
	if prefix, _, ok := strings.Cut(name, ":"); ok && p.known[prefix] == 0 {
		return prefix
	}
	return ""
}
