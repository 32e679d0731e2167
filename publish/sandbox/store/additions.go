package store

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/markup"
)

// additions writes a body as the server keeps it: ids and schema versions on macros, local ids for the new editor, a
// paragraph around what stands bare in a table cell, and a space before "/>".
type additions struct {
	editor Editor
	body   string
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

func (a *additions) token(t markup.Token) {
	switch t.Kind {
	case markup.Start:
		a.start(t)
	case markup.End:
		a.end(t)
	default:
		a.write(t.Raw)
	}
	a.taskIDs(t)
}

func (a *additions) start(t markup.Token) {
	if n := len(a.cells); n > 0 && a.cells[n-1].depth == t.Depth-1 && slices.Contains(blocks, t.Name) {
		a.cells[n-1].block = true
	}
	bare, selfClosed := strings.CutSuffix(t.Raw, "/>")
	if !selfClosed {
		bare = strings.TrimSuffix(t.Raw, ">")
	}
	if t.Name == "ac:link" {
		bare = a.dropLostAnchor(t, bare)
	}
	a.write(strings.TrimRight(bare, " \t\r\n"))
	a.attributes(t)
	isCell := t.Name == "td" || t.Name == "th"
	switch {
	case selfClosed && isCell:
		a.write(">" + a.paragraph() + " /></" + t.Name + ">")
	case selfClosed:
		a.write(" />")
	default:
		a.write(">")
		if isCell {
			a.cells = append(a.cells, cell{begin: len(a.out), depth: t.Depth})
		}
	}
}

var anchorAttribute = regexp.MustCompile(`\s+ac:anchor=("[^"]*"|'[^']*')`)

// dropLostAnchor takes the anchor from a link to a page that is not there: Cloud loses it when it stores the body
// (jira.atlassian.com CONFCLOUD-78192).
func (a *additions) dropLostAnchor(t markup.Token, tag string) string {
	if a.editor != NewEditor || !t.Has("ac:anchor") {
		return tag
	}
	for inner := range markup.Tokens(t.Rest(a.body)) {
		if inner.Kind == markup.Text && strings.TrimSpace(inner.Text) == "" {
			continue
		}
		if inner.Name != "ri:page" || a.exists(inner.Attribute("ri:space-key"), inner.Attribute("ri:content-title")) {
			break
		}
		return anchorAttribute.ReplaceAllString(tag, "")
	}
	return tag
}

func (a *additions) attributes(t markup.Token) {
	add := func(attribute, value string) {
		if !t.Has(attribute) {
			a.write(" " + attribute + `="` + value + `"`)
		}
	}
	switch name := t.Name; {
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

func (a *additions) end(t markup.Token) {
	if n := len(a.cells); n > 0 && a.cells[n-1].depth == t.Depth && (t.Name == "td" || t.Name == "th") && t.Raw != "" {
		a.closeCell(a.cells[n-1])
		a.cells = a.cells[:n-1]
	}
	a.write(t.Raw)
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

// taskIDs gives a task of the new editor the number and the id it lacks.
func (a *additions) taskIDs(t markup.Token) {
	if a.editor != NewEditor {
		return
	}
	rest := t.Rest(a.body)
	rest = strings.TrimSpace(rest[:min(len(rest), 100)])
	switch {
	case strings.HasSuffix(t.Raw, "/>"):
	case t.Kind == markup.Start && t.Name == "ac:task" && !strings.HasPrefix(rest, "<ac:task-id"):
		a.tasks++
		a.write("<ac:task-id>" + strconv.Itoa(a.tasks) + "</ac:task-id><ac:task-uuid>" + a.uuid() + "</ac:task-uuid>")
	case t.Kind == markup.End && t.Name == "ac:task-id" && !strings.HasPrefix(rest, "<ac:task-uuid"):
		a.write("<ac:task-uuid>" + a.uuid() + "</ac:task-uuid>")
	}
}

func (a *additions) write(text string) { a.out = append(a.out, text...) }
