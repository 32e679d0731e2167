package draw

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// deepest is how many elements may stand in each other. HTML parsers stop at 512 open elements, and one macro can
// become four of them; what is deeper is drawn as if its elements were not there.
const deepest = 90

// fault is where a body stops being well-formed XML.
type fault struct {
	row, column int
	cause       string
	rest        string
}

func (f *fault) Error() string {
	return fmt.Sprintf("This body is not well-formed at row %d, column %d: %s. The rest is shown as text.", f.row, f.column, f.cause)
}

// parse reads a storage body. Its root has no name. The prefixes ac: and ri: need no declaration and are taken as
// written.
func parse(storage string) (*node, *fault) {
	reader := xml.NewDecoder(strings.NewReader(storage))
	reader.Entity = xml.HTMLEntity
	p := &parser{}
	p.stack = []*node{{}}
	for {
		at := reader.InputOffset()
		row, column := reader.InputPos()
		token, err := reader.RawToken()
		if errors.Is(err, io.EOF) {
			if p.depth() > 0 {
				return p.root(), &fault{row, column, fmt.Sprintf("<%s> is never closed", p.names[len(p.names)-1]), ""}
			}
			return p.root(), nil
		}
		if err == nil {
			err = p.take(token)
		}
		if err != nil {
			return p.root(), &fault{row, column, reason(err), storage[at:]}
		}
	}
}

func reason(err error) string {
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return syntax.Msg
	}
	return err.Error()
}

type parser struct {
	stack []*node  // open elements that are kept, the root first
	names []string // all open elements
}

func (p *parser) root() *node { return p.stack[0] }
func (p *parser) depth() int  { return len(p.names) }
func (p *parser) top() *node  { return p.stack[len(p.stack)-1] }

func (p *parser) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		p.start(t)
	case xml.EndElement:
		return p.end(fullName(t.Name))
	case xml.CharData:
		p.top().nodes = append(p.top().nodes, &node{text: string(t)})
	case xml.ProcInst:
		return fmt.Errorf("a processing instruction <?%s?> has no place in a body", t.Target)
	}
	return nil
}

func (p *parser) start(t xml.StartElement) {
	name := fullName(t.Name)
	p.names = append(p.names, name)
	if len(p.names) > deepest {
		return
	}
	n := &node{name: name}
	for _, a := range t.Attr {
		n.attributes = append(n.attributes, attribute{fullName(a.Name), a.Value})
	}
	p.top().nodes = append(p.top().nodes, n)
	p.stack = append(p.stack, n)
}

func (p *parser) end(name string) error {
	if len(p.names) == 0 {
		return fmt.Errorf("</%s> closes nothing", name)
	}
	if open := p.names[len(p.names)-1]; open != name {
		return fmt.Errorf("</%s> where </%s> is expected", name, open)
	}
	if len(p.names) <= deepest {
		p.stack = p.stack[:len(p.stack)-1]
	}
	p.names = p.names[:len(p.names)-1]
	return nil
}

func fullName(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
