package rest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// node is a node of the Atlassian Document Format (developer.atlassian.com, "Atlassian Document Format"), as far as
// documents have one: text, paragraphs, headings, lists, tables, code, quotes, panels, expands, rules and images.
type node struct {
	Type    string         `json:"type"`
	Version int            `json:"version,omitempty"`
	Attrs   map[string]any `json:"attrs,omitempty"`
	Content []*node        `json:"content,omitempty"`
	Text    string         `json:"text,omitempty"`
	Marks   []*node        `json:"marks,omitempty"`
}

// documentToStorage returns a document in storage format.
func documentToStorage(value string) (string, error) {
	var doc node
	if err := json.Unmarshal([]byte(value), &doc); err != nil {
		return "", err
	}
	if doc.Type != "doc" {
		return "", errors.New("not a document")
	}
	var b strings.Builder
	err := writeNodes(&b, doc.Content)
	return b.String(), err
}

func writeNodes(b *strings.Builder, nodes []*node) error {
	for _, n := range nodes {
		if err := n.write(b); err != nil {
			return err
		}
	}
	return nil
}

// nodeElements are the nodes that are one element of storage format.
var nodeElements = map[string]string{
	"paragraph": "p", "bulletList": "ul", "orderedList": "ol", "listItem": "li", "blockquote": "blockquote",
	"tableRow": "tr", "tableCell": "td", "tableHeader": "th",
}

func (n *node) write(b *strings.Builder) error {
	if element := nodeElements[n.Type]; element != "" {
		return n.wrap(b, "<"+element+">", "</"+element+">")
	}
	switch n.Type {
	case "text":
		n.writeText(b)
	case "heading":
		level := fmt.Sprintf("h%v", n.Attrs["level"])
		return n.wrap(b, "<"+level+">", "</"+level+">")
	case "table":
		return n.wrap(b, "<table><tbody>", "</tbody></table>")
	case "rule":
		b.WriteString("<hr />")
	case "hardBreak":
		b.WriteString("<br />")
	case "codeBlock":
		b.WriteString(`<ac:structured-macro ac:name="code">`)
		if language, ok := n.Attrs["language"].(string); ok {
			b.WriteString(`<ac:parameter ac:name="language">` + escape(language) + `</ac:parameter>`)
		}
		b.WriteString("<ac:plain-text-body><![CDATA[")
		for _, text := range n.Content {
			b.WriteString(strings.ReplaceAll(text.Text, "]]>", "]]]]><![CDATA[>"))
		}
		b.WriteString("]]></ac:plain-text-body></ac:structured-macro>")
	case "panel":
		kind, _ := n.Attrs["panelType"].(string)
		return n.wrap(b, `<ac:structured-macro ac:name="`+escape(kind)+`"><ac:rich-text-body>`, "</ac:rich-text-body></ac:structured-macro>")
	case "expand":
		title, _ := n.Attrs["title"].(string)
		return n.wrap(b, `<ac:structured-macro ac:name="expand"><ac:parameter ac:name="title">`+escape(title)+
			`</ac:parameter><ac:rich-text-body>`, "</ac:rich-text-body></ac:structured-macro>")
	case "mediaSingle":
		return writeNodes(b, n.Content)
	case "media":
		if address, ok := n.Attrs["url"].(string); ok {
			b.WriteString(`<ac:image><ri:url ri:value="` + escape(address) + `" /></ac:image>`)
		}
	default:
		return fmt.Errorf("unknown node %q", n.Type)
	}
	return nil
}

func (n *node) wrap(b *strings.Builder, begin, end string) error {
	b.WriteString(begin)
	err := writeNodes(b, n.Content)
	b.WriteString(end)
	return err
}

// markElements are the marks that are one element of storage format.
var markElements = map[string]string{"strong": "strong", "em": "em", "code": "code", "strike": "del", "underline": "u"}

func (n *node) writeText(b *strings.Builder) {
	text := escape(n.Text)
	for _, mark := range n.Marks {
		switch element := markElements[mark.Type]; {
		case element != "":
			text = "<" + element + ">" + text + "</" + element + ">"
		case mark.Type == "link":
			address, _ := mark.Attrs["href"].(string)
			text = `<a href="` + escape(address) + `">` + text + "</a>"
		case mark.Type == "subsup":
			kind, _ := mark.Attrs["type"].(string)
			if kind == "sub" || kind == "sup" {
				text = "<" + kind + ">" + text + "</" + kind + ">"
			}
		}
	}
	b.WriteString(text)
}
