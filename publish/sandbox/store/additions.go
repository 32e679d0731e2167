package store

import (
	"bytes"
	"encoding/xml"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// additions writes a body as the server keeps it: ids and schema versions on macros, local ids for the new editor, a
// paragraph around what stands bare in a table cell, and a space before "/>".
type additions struct {
	editor Editor
	uuid   func() string
	exists func(spaceKey, title string) bool // whether a page is there that a link names

	out   []byte
	cells []cell // open table cells, the innermost last
	tasks int
}

// cell remembers where a table cell's content begins in the output and whether it holds a block already.
type cell struct {
	begin int
	depth int
	block bool
}

var blocks = []string{
	"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "div", "pre", "blockquote", "hr",
	"ac:structured-macro", "ac:task-list", "ac:image", "ac:layout",
}

func (a *additions) token(token xml.Token, raw string, in *scanner) {
	switch t := token.(type) {
	case xml.StartElement:
		a.start(t, raw, len(in.open), in.rest())
	case xml.EndElement:
		a.end(qualified(t.Name), raw, len(in.open))
	default:
		a.write(raw)
	}
	a.taskIDs(raw, in.rest())
}

func (a *additions) start(t xml.StartElement, raw string, depth int, rest string) {
	name := qualified(t.Name)
	if n := len(a.cells); n > 0 && a.cells[n-1].depth == depth-1 && slices.Contains(blocks, name) {
		a.cells[n-1].block = true
	}
	bare, selfClosed := strings.CutSuffix(raw, "/>")
	if !selfClosed {
		bare = strings.TrimSuffix(raw, ">")
	}
	if name == "ac:link" {
		bare = a.dropLostAnchor(t, bare, rest)
	}
	a.write(strings.TrimRight(bare, " \t\r\n"))
	a.attributes(t, name)
	isCell := name == "td" || name == "th"
	switch {
	case !selfClosed:
		a.write(">")
	case isCell:
		a.write(">" + a.paragraph() + " /></" + name + ">")
		return
	default:
		a.write(" />")
		return
	}
	if isCell {
		a.cells = append(a.cells, cell{begin: len(a.out), depth: depth})
	}
}

var (
	anchorAttribute = regexp.MustCompile(`\s+ac:anchor=("[^"]*"|'[^']*')`)
	pageReference   = regexp.MustCompile(`^\s*<ri:page\b[^>]*>`)
	referenceKey    = regexp.MustCompile(`ri:space-key="([^"]*)"`)
	referenceTitle  = regexp.MustCompile(`ri:content-title="([^"]*)"`)
)

// dropLostAnchor takes the anchor from a link to a page that is not there: Cloud loses it when it stores the body
// (jira.atlassian.com CONFCLOUD-78192).
func (a *additions) dropLostAnchor(t xml.StartElement, tag, rest string) string {
	page := pageReference.FindString(rest)
	if a.editor != NewEditor || page == "" || !slices.ContainsFunc(t.Attr, func(x xml.Attr) bool { return qualified(x.Name) == "ac:anchor" }) {
		return tag
	}
	value := func(r *regexp.Regexp) string {
		if m := r.FindStringSubmatch(page); m != nil {
			return html.UnescapeString(m[1])
		}
		return ""
	}
	if a.exists(value(referenceKey), value(referenceTitle)) {
		return tag
	}
	return anchorAttribute.ReplaceAllString(tag, "")
}

func (a *additions) attributes(t xml.StartElement, name string) {
	add := func(attribute, value string) {
		if !slices.ContainsFunc(t.Attr, func(x xml.Attr) bool { return qualified(x.Name) == attribute }) {
			a.write(" " + attribute + `="` + value + `"`)
		}
	}
	switch {
	case name == "ac:structured-macro":
		add("ac:schema-version", "1")
		add("ac:macro-id", a.uuid())
	case name == "ri:page", name == "ri:attachment":
		if a.editor == NewEditor {
			add("ri:version-at-save", "1")
		}
	case a.editor != NewEditor:
	case name == "table", name == "ac:task-list":
		add("ac:local-id", a.uuid())
	case name == "p", len(name) == 2 && name[0] == 'h' && name != "hr":
		add("local-id", a.uuid())
	}
}

func (a *additions) end(name, raw string, depth int) {
	if n := len(a.cells); n > 0 && a.cells[n-1].depth == depth+1 && (name == "td" || name == "th") && raw != "" {
		a.closeCell(a.cells[n-1])
		a.cells = a.cells[:n-1]
	}
	a.write(raw)
}

func (a *additions) closeCell(c cell) {
	if c.block {
		return
	}
	content := bytes.TrimSpace(a.out[c.begin:])
	if len(content) == 0 {
		a.out = a.out[:c.begin]
		a.write(a.paragraph() + " />")
		return
	}
	content = bytes.Clone(content)
	a.out = a.out[:c.begin]
	a.write(a.paragraph() + ">")
	a.out = append(a.out, content...)
	a.write("</p>")
}

// paragraph begins a paragraph of the server's own.
func (a *additions) paragraph() string {
	if a.editor == NewEditor {
		return `<p local-id="` + a.uuid() + `"`
	}
	return "<p"
}

// taskIDs gives a task of the new editor the number and the id it lacks; rest is what follows in the body.
func (a *additions) taskIDs(token, rest string) {
	if a.editor != NewEditor {
		return
	}
	rest = strings.TrimSpace(rest[:min(len(rest), 100)])
	switch {
	case token == "<ac:task>" && !strings.HasPrefix(rest, "<ac:task-id"):
		a.tasks++
		a.write("<ac:task-id>" + strconv.Itoa(a.tasks) + "</ac:task-id><ac:task-uuid>" + a.uuid() + "</ac:task-uuid>")
	case token == "</ac:task-id>" && !strings.HasPrefix(rest, "<ac:task-uuid"):
		a.write("<ac:task-uuid>" + a.uuid() + "</ac:task-uuid>")
	}
}

func (a *additions) write(text string) { a.out = append(a.out, text...) }
