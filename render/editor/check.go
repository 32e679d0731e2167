package editor

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Check reports the first thing in a body, in storage format and well-formed, that the editor has no place for: a block where
// its kind may not stand, text outside a paragraph, an aligned paragraph where none may be.
func Check(body string) error {
	d := xml.NewDecoder(strings.NewReader("<body>" + body + "</body>"))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	c := checker{}
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := c.start(token); err != nil {
				return err
			}
		case xml.EndElement:
			c.open = c.open[:len(c.open)-1]
		case xml.CharData:
			if err := c.text(string(token)); err != nil {
				return err
			}
		}
	}
}

type checker struct{ open []element }

// element is an open element: the block that it is or is part of, or text in one.
type element struct {
	name   string
	kind   Kind
	inText bool // it holds text, in which there are no blocks
	hidden bool // it holds nothing that is content of the page
}

func (c *checker) start(t xml.StartElement) error {
	e := element{name: t.Name.Local, kind: Page}
	if t.Name.Space != "" {
		e.name = t.Name.Space + ":" + t.Name.Local
	}
	if len(c.open) == 0 {
		c.open = append(c.open, e)
		return nil
	}
	outer := c.open[len(c.open)-1]
	e.inText, e.hidden, e.kind = outer.inText, outer.hidden, outer.kind
	kind, isBlock := kindOf(e.name, attribute(t, "ac:name"), outer)
	isThing := kind == Image || kind == Extension // which may stand in a text too
	inText := outer.inText || outer.kind == Task
	switch {
	case e.hidden || outer.name == "ac:structured-macro" && e.name == "ac:parameter" || e.name == "ac:plain-text-body":
		e.hidden = true
	case isBlock && inText && !isThing:
		return fmt.Errorf("a %v stands in the text of a %v", kind, outer.kind)
	case isBlock && !inText:
		if !Holds(outer.kind, kind) {
			return fmt.Errorf("a %v stands in a %v", kind, outer.kind)
		}
		if strings.Contains(attribute(t, "style"), "text-align") && !Aligns(outer.kind) {
			return fmt.Errorf("an aligned %v stands in a %v", kind, outer.kind)
		}
		e.kind = kind
		e.inText = kind == Paragraph || kind == Heading
		e.hidden = isThing || kind == Rule
	case isBlock:
		e.hidden = true
	case transparent[e.name]:
	default:
		if err := c.mayHoldText(e.name); err != nil {
			return err
		}
		e.inText = true
	}
	c.open = append(c.open, e)
	return nil
}

func (c *checker) text(text string) error {
	outer := c.open[len(c.open)-1]
	if strings.TrimSpace(text) == "" || outer.inText || outer.hidden {
		return nil
	}
	return c.mayHoldText(fmt.Sprintf("the text %.40q", strings.TrimSpace(text)))
}

// mayHoldText checks that text may stand where it is. In items, cells and tasks it needs no paragraph of its own.
func (c *checker) mayHoldText(what string) error {
	outer := c.open[len(c.open)-1]
	switch outer.kind {
	case Item, Cell, Task, Paragraph, Heading:
		return nil
	}
	return fmt.Errorf("%s stands in a %v outside a paragraph", what, outer.kind)
}

// transparent elements are part of the block around them.
var transparent = map[string]bool{
	"thead": true, "tbody": true, "tr": true, "colgroup": true, "col": true,
	"ac:rich-text-body": true, "ac:task-body": true, "ac:task-id": true, "ac:task-status": true, "ac:task-uuid": true,
	"ac:layout": true, "ac:layout-section": true, "ac:layout-cell": true,
}

// kindOf returns the kind of block that an element is, if it is one.
func kindOf(name, macro string, outer element) (kind Kind, isBlock bool) {
	switch name {
	case "p":
		return Paragraph, true
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return Heading, true
	case "ul", "ol":
		return List, true
	case "li":
		return Item, true
	case "blockquote":
		return Quote, true
	case "hr":
		return Rule, true
	case "table":
		return Table, true
	case "td", "th":
		return Cell, true
	case "ac:task-list":
		return TaskList, true
	case "ac:task":
		return Task, true
	case "ac:image":
		return Image, true
	case "ac:structured-macro":
		return MacroKind(macro, outer.kind), true
	}
	return Page, false
}

// MacroKind returns the kind of block that a macro is in another block.
func MacroKind(name string, outer Kind) Kind {
	switch name {
	case "code", "noformat":
		return Code
	case "info", "tip", "note", "warning", "panel":
		return Panel
	case "expand":
		if outer == Expand || outer == NestedExpand || outer == Cell {
			return NestedExpand
		}
		return Expand
	}
	return Extension
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Space+":"+a.Name.Local == name || a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
