// Package markup walks bodies in Confluence's storage format: it is XML with the entities of HTML, whose prefixes ac, ri
// and at need no declaration. Everything in the sandbox that looks into a body walks it here, so that all agree on what
// is well-formed and where a body goes wrong.
package markup

import (
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
)

// Kind tells what a token is.
type Kind int

// The kinds of tokens. Other is a comment or a processing instruction.
const (
	Start Kind = iota
	End
	Text
	Other
)

// Token is a piece of a body.
type Token struct {
	Kind       Kind
	Name       string // of an element, with its prefix: "ac:link"
	Attributes []Attribute
	Text       string // of a text, with its entities resolved
	Raw        string // as it is spelled; "" for the end of an element that closes itself
	At         int    // where Raw begins, in bytes
	Depth      int    // how many elements are open, a token's own element included
}

// Attribute of an element; its name has its prefix.
type Attribute struct{ Name, Value string }

// Attribute returns the value of an attribute, "" where there is none.
func (t Token) Attribute(name string) string {
	for _, a := range t.Attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// Has reports whether there is an attribute with this name.
func (t Token) Has(name string) bool {
	return slices.ContainsFunc(t.Attributes, func(a Attribute) bool { return a.Name == name })
}

// Rest is what follows the token in its body.
func (t Token) Rest(body string) string { return body[t.At+len(t.Raw):] }

// Walk returns the tokens of a body in order. Where the body is not well-formed, a fault comes last.
func Walk(body string) iter.Seq2[Token, *Fault] {
	return func(yield func(Token, *Fault) bool) {
		w := &walker{body: body, decoder: xml.NewDecoder(strings.NewReader(body))}
		w.decoder.Entity = xml.HTMLEntity
		for {
			token, err := w.next()
			if errors.Is(err, io.EOF) {
				return
			}
			fault, _ := errors.AsType[*Fault](err)
			if !yield(token, fault) || fault != nil {
				return
			}
		}
	}
}

// Tokens returns the tokens of a body in order, as far as it is well-formed.
func Tokens(body string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for token, fault := range Walk(body) {
			if fault != nil || !yield(token) {
				return
			}
		}
	}
}

type walker struct {
	body    string
	decoder *xml.Decoder
	open    []element
	at      int // of the token just read
}

type element struct {
	name     string
	prefixes []string // declared on it
}

func (w *walker) next() (Token, error) {
	w.at = int(w.decoder.InputOffset())
	read, err := w.decoder.RawToken()
	if errors.Is(err, io.EOF) {
		if n := len(w.open); n > 0 {
			return Token{At: w.at}, w.fault("Unexpected end of input block in end tag; expected </%s>.", w.open[n-1].name)
		}
		return Token{}, io.EOF
	}
	token := Token{Kind: Other, At: w.at, Raw: w.body[w.at:w.decoder.InputOffset()], Depth: len(w.open)}
	if err != nil {
		return token, w.syntax(err)
	}
	switch t := read.(type) {
	case xml.StartElement:
		err = w.start(t, &token)
	case xml.EndElement:
		token.Kind, token.Name = End, qualified(t.Name)
		err = w.end(token.Name)
	case xml.CharData:
		token.Kind, token.Text = Text, string(t)
	case xml.ProcInst:
		if strings.EqualFold(t.Target, "xml") {
			err = w.fault(`Illegal processing instruction target ("xml"); xml (case insensitive) is reserved by the specs.`)
		}
	case xml.Directive:
		err = w.fault("Unexpected '<!' in content; only comments and CDATA sections may stand there")
	}
	return token, err
}

func (w *walker) start(t xml.StartElement, token *Token) error {
	e := element{name: qualified(t.Name)}
	token.Kind, token.Name, token.Depth = Start, e.name, len(w.open)+1
	for _, a := range t.Attr {
		name := qualified(a.Name)
		if token.Has(name) {
			return w.fault("Duplicate attribute '%s'.", name)
		}
		token.Attributes = append(token.Attributes, Attribute{name, a.Value})
		if a.Name.Space == "xmlns" {
			e.prefixes = append(e.prefixes, a.Name.Local)
		}
	}
	w.open = append(w.open, e)
	if !w.declared(t.Name.Space) {
		return w.fault(`Undeclared namespace prefix "%s"`, t.Name.Space)
	}
	for _, a := range t.Attr {
		if !w.declared(a.Name.Space) {
			return w.fault(`Undeclared namespace prefix "%s" (for attribute "%s")`, a.Name.Space, a.Name.Local)
		}
	}
	return nil
}

func (w *walker) end(name string) error {
	n := len(w.open)
	if n == 0 {
		return w.fault("Unexpected close tag </%s>; no element is open.", name)
	}
	if w.open[n-1].name != name {
		return w.fault("Unexpected close tag </%s>; expected </%s>.", name, w.open[n-1].name)
	}
	w.open = w.open[:n-1]
	return nil
}

func (w *walker) declared(prefix string) bool {
	return slices.Contains([]string{"", "ac", "ri", "at", "xml", "xmlns"}, prefix) ||
		slices.ContainsFunc(w.open, func(e element) bool { return slices.Contains(e.prefixes, prefix) })
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
