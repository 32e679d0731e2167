package storage

import (
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Equal reports whether two bodies say the same: one as it was sent and the
// other as Confluence gives it back. It looks past what Confluence adds or
// respells when it stores a body: ids of macros, tasks and nodes, markers of
// inline comments, the paragraph in a table cell, <br/>, entities, white space between blocks.
// Bodies that cannot be read are equal only if they are identical.
func Equal(a, b string) bool {
	if a == b {
		return true
	}
	ta, errA := normal(a)
	tb, errB := normal(b)
	return errA == nil && errB == nil && slices.Equal(ta, tb)
}

// addedAttributes and addedElements are what Confluence puts into a stored
// body on its own.
var (
	addedAttributes = map[string]bool{
		"ac:schema-version": true, "ac:macro-id": true, "ac:local-id": true, "local-id": true,
		"ri:version-at-save": true,
	}
	addedElements = map[string]bool{"ac:task-uuid": true, "ac:task-id": true}
	blockElements = map[string]bool{
		"p": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "hr": true,
		"ul": true, "ol": true, "li": true, "blockquote": true, "pre": true, "div": true,
		"table": true, "colgroup": true, "col": true, "thead": true, "tbody": true, "tfoot": true, "tr": true, "th": true, "td": true,
		"ac:structured-macro": true, "ac:parameter": true, "ac:rich-text-body": true, "ac:plain-text-body": true,
		"ac:task-list": true, "ac:task": true, "ac:task-status": true, "ac:task-body": true,
		"ac:layout": true, "ac:layout-section": true, "ac:layout-cell": true,
	}
)

// normal turns a body into a list of tags and texts from which everything is
// gone that Equal looks past.
func normal(body string) ([]string, error) {
	n := normalizer{decoder: xml.NewDecoder(strings.NewReader(body))}
	n.decoder.Entity = xml.HTMLEntity
	for {
		token, err := n.decoder.RawToken()
		if errors.Is(err, io.EOF) {
			n.flush(true)
			return n.parts, nil
		}
		if err != nil {
			return nil, err
		}
		n.take(token)
	}
}

type normalizer struct {
	decoder *xml.Decoder
	parts   []string
	text    strings.Builder
	open    []string // names; "" for a tag that was left out
	skip    int      // how many added elements are open
	atBlock bool     // the last tag belongs to a block
}

func (n *normalizer) take(token xml.Token) {
	switch t := token.(type) {
	case xml.CharData:
		if n.skip == 0 {
			n.text.Write(t)
		}
	case xml.StartElement:
		n.start(t)
	case xml.EndElement:
		n.end(qualified(t.Name))
	}
}

func (n *normalizer) start(t xml.StartElement) {
	name := qualified(t.Name)
	attrs := kept(t.Attr)
	switch {
	case n.skip == 0 && name == marker:
		n.open = append(n.open, "")
	case n.skip > 0 || addedElements[name]:
		n.skip++
		n.open = append(n.open, "")
	case name == "p" && attrs == "" && n.inCell():
		n.flush(true)
		n.open = append(n.open, "")
		n.atBlock = true
	default:
		n.flush(blockElements[name])
		n.parts = append(n.parts, "<"+name+attrs+">")
		n.open = append(n.open, name)
		n.atBlock = blockElements[name]
	}
}

func (n *normalizer) end(name string) {
	if n.skip == 0 && name != marker {
		n.flush(blockElements[name])
		n.atBlock = blockElements[name]
	}
	last := len(n.open) - 1
	if last < 0 || n.open[last] != "" {
		n.parts = append(n.parts, "</"+name+">")
	}
	n.open = n.open[:max(last, 0)]
	n.skip = max(n.skip-1, 0)
}

func (n *normalizer) inCell() bool {
	if len(n.open) == 0 {
		return false
	}
	parent := n.open[len(n.open)-1]
	return parent == "td" || parent == "th"
}

// flush ends a text. White space next to a block's tag is only layout.
func (n *normalizer) flush(beforeBlock bool) {
	text := n.text.String()
	n.text.Reset()
	if !slices.Contains(n.open, "ac:plain-text-body") && !slices.Contains(n.open, "pre") {
		if n.atBlock || len(n.parts) == 0 {
			text = strings.TrimLeft(text, " \t\r\n")
		}
		if beforeBlock {
			text = strings.TrimRight(text, " \t\r\n")
		}
	}
	if text != "" {
		n.parts = append(n.parts, text)
	}
}

func kept(attrs []xml.Attr) string {
	attrs = slices.DeleteFunc(slices.Clone(attrs), func(a xml.Attr) bool { return addedAttributes[qualified(a.Name)] })
	slices.SortFunc(attrs, func(a, b xml.Attr) int { return cmp.Compare(qualified(a.Name), qualified(b.Name)) })
	var s strings.Builder
	for _, a := range attrs {
		s.WriteString(" " + qualified(a.Name) + "=" + strconv.Quote(a.Value))
	}
	return s.String()
}
