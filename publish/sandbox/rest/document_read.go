package rest

import (
	"encoding/json"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/markup"
)

// storageToDocument returns a storage body as an Atlassian document. Macros it has no node for become extension nodes, as
// they do in Confluence.
func storageToDocument(body string) string {
	r := documentReader{open: []*node{{Type: "doc", Version: 1}}}
	for token, fault := range markup.Walk(body) {
		switch {
		case fault != nil:
		case token.Kind == markup.Start:
			r.start(token)
		case token.Kind == markup.End:
			r.end()
		case token.Kind == markup.Text:
			r.text(token.Text)
		}
	}
	text, err := json.Marshal(r.open[0])
	if err != nil {
		return ""
	}
	return string(text)
}

type documentReader struct {
	open      []*node // nodes being read, the document first
	steps     []step  // what each open element did
	marks     []*node
	parameter string // name of the macro parameter being read
}

// step is what an element's end has to take back.
type step struct {
	nodes, marks int
	parameter    bool
}

var elementNodes = map[string]string{
	"p": "paragraph", "ul": "bulletList", "ol": "orderedList", "li": "listItem", "blockquote": "blockquote",
	"table": "table", "tr": "tableRow", "td": "tableCell", "th": "tableHeader", "hr": "rule", "br": "hardBreak",
}

var elementMarks = map[string]string{
	"strong": "strong", "b": "strong", "em": "em", "i": "em", "code": "code", "del": "strike", "s": "strike", "u": "underline",
}

func (r *documentReader) start(t markup.Token) {
	name := t.Name
	var s step
	switch {
	case name == "ac:structured-macro":
		r.push(macroNode(t.Attribute("ac:name")))
		s.nodes = 1
	case name == "ac:parameter":
		r.parameter = t.Attribute("ac:name")
		s.parameter = true
	case len(name) == 2 && name[0] == 'h' && name != "hr":
		r.push(&node{Type: "heading", Attrs: map[string]any{"level": int(name[1] - '0')}})
		s.nodes = 1
	case elementNodes[name] != "":
		r.push(&node{Type: elementNodes[name]})
		s.nodes = 1
	case elementMarks[name] != "":
		r.marks = append(r.marks, &node{Type: elementMarks[name]})
		s.marks = 1
	case name == "sub" || name == "sup":
		r.marks = append(r.marks, &node{Type: "subsup", Attrs: map[string]any{"type": name}})
		s.marks = 1
	case name == "a":
		r.marks = append(r.marks, &node{Type: "link", Attrs: map[string]any{"href": t.Attribute("href")}})
		s.marks = 1
	}
	r.steps = append(r.steps, s)
}

func macroNode(name string) *node {
	switch name {
	case "code":
		return &node{Type: "codeBlock", Attrs: map[string]any{}}
	case "info", "note", "warning", "tip", "panel":
		return &node{Type: "panel", Attrs: map[string]any{"panelType": name}}
	case "expand":
		return &node{Type: "expand", Attrs: map[string]any{}}
	}
	return &node{Type: "extension", Attrs: map[string]any{
		"extensionType": "com.atlassian.confluence.macro.core", "extensionKey": name, "parameters": map[string]any{},
	}}
}

func (r *documentReader) push(n *node) {
	top := r.open[len(r.open)-1]
	top.Content = append(top.Content, n)
	r.open = append(r.open, n)
}

func (r *documentReader) end() {
	s := r.steps[len(r.steps)-1]
	r.steps = r.steps[:len(r.steps)-1]
	r.open = r.open[:len(r.open)-s.nodes]
	r.marks = r.marks[:len(r.marks)-s.marks]
	if s.parameter {
		r.parameter = ""
	}
}

func (r *documentReader) text(text string) {
	top := r.open[len(r.open)-1]
	switch {
	case r.parameter != "":
		if top.Type == "codeBlock" && r.parameter == "language" || top.Type == "expand" && r.parameter == "title" {
			top.Attrs[r.parameter] = text
		}
	case top.Type == "codeBlock":
		top.Content = append(top.Content, &node{Type: "text", Text: text})
	case strings.TrimSpace(text) != "":
		top.Content = append(top.Content, &node{Type: "text", Text: text, Marks: append([]*node(nil), r.marks...)})
	}
}
