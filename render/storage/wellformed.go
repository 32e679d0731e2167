package storage

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// SyntaxError says where a body stops being well-formed. Row and Column count
// from 1; the column counts bytes.
type SyntaxError struct {
	Row, Column int
	Message     string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("the storage body is not well-formed at row %d, column %d: %s", e.Row, e.Column, e.Message)
}

// WellFormed checks a body the way Confluence's parser does before it looks at
// the meaning: every element closed, every attribute quoted and given once,
// every character allowed. Undeclared prefixes are fine. Of named entities
// only XML's own five are: Confluence knows HTML's too, but other readers of
// the body do not. The error is a *SyntaxError.
func WellFormed(body string) error {
	d := xml.NewDecoder(strings.NewReader(body))
	var open []xml.Name
	for {
		row, column := d.InputPos()
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return syntaxError(d, err)
		}
		var message string
		if open, message = next(open, token); message != "" {
			return &SyntaxError{row, column, message}
		}
	}
	if len(open) > 0 {
		row, column := d.InputPos()
		return &SyntaxError{row, column, fmt.Sprintf("<%s> is never closed", qualified(open[len(open)-1]))}
	}
	return nil
}

// next takes a token to the open elements. It matches the tags because the
// decoder's own check would look the prefixes up, and these are undeclared.
func next(open []xml.Name, token xml.Token) (_ []xml.Name, message string) {
	switch t := token.(type) {
	case xml.StartElement:
		for i, a := range t.Attr {
			if slices.ContainsFunc(t.Attr[:i], func(b xml.Attr) bool { return a.Name == b.Name }) {
				return nil, fmt.Sprintf("<%s> has the attribute %s twice", qualified(t.Name), qualified(a.Name))
			}
		}
		return append(open, t.Name), ""
	case xml.EndElement:
		if len(open) == 0 {
			return nil, fmt.Sprintf("</%s> closes nothing", qualified(t.Name))
		}
		last := len(open) - 1
		if open[last] != t.Name {
			return nil, fmt.Sprintf("</%s> where </%s> is expected", qualified(t.Name), qualified(open[last]))
		}
		return open[:last], ""
	case xml.ProcInst:
		return nil, "a processing instruction has no place in a body"
	case xml.Directive:
		return nil, "a declaration has no place in a body"
	}
	return open, ""
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

func syntaxError(d *xml.Decoder, err error) error {
	row, column := d.InputPos()
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return &SyntaxError{row, column, syntax.Msg}
	}
	return &SyntaxError{row, column, err.Error()}
}
