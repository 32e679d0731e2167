package render

import (
	"strconv"

	"github.com/gomarkdown/markdown/ast"
	"golang.org/x/net/html"

	"github.com/pagewright/pagewright/render/storage"
)

func (b *treeBuilder) list(n *ast.List) {
	tag, start := "ul", ""
	if n.ListFlags&ast.ListTypeOrdered != 0 {
		tag = "ol"
		if n.Start != 1 {
			start = strconv.Itoa(n.Start)
		}
	}
	b.open(tag, "start", start)
	for _, item := range n.Children {
		b.open("li")
		if state, marker := b.task(item); state != "" {
			b.box, b.strip = state, marker
		}
		b.blocks(item, n.Tight)
		b.close("li")
	}
	b.close(tag)
}

// list writes a list. Confluence cannot mix tasks and other items, so a
// bullet list that does is written as several; in a numbered one, which would
// lose its numbers, tasks become text.
func (r *renderer) list(n *html.Node) {
	if n.Data == "ol" {
		r.plainList(n, items(n))
		return
	}
	for _, run := range taskRuns(items(n)) {
		if run.tasks {
			r.taskList(run.items)
		} else {
			r.plainList(n, run.items)
		}
	}
}

// items gives the children of a list; in HTML they need not be items.
func items(list *html.Node) []*html.Node {
	var all []*html.Node
	for c := range list.ChildNodes() {
		if is(c, "li") || hasInk(c) {
			all = append(all, c)
		}
	}
	return all
}

func (r *renderer) plainList(list *html.Node, items []*html.Node) {
	if len(items) == 0 {
		return
	}
	tag := list.Data
	if tag != "ol" {
		tag = "ul"
	}
	var attrs []storage.Attr
	if start, err := strconv.Atoi(attr(list, "start")); err == nil && tag == "ol" && start != 1 {
		attrs = append(attrs, storage.Attr{Name: "start", Value: strconv.Itoa(start)})
	}
	r.startBlock(tag, attrs...)
	r.w.Newline()
	for _, item := range items {
		r.startBlock("li")
		switch {
		case is(item, "li"):
			r.noteAnchors(item)
			r.flow(item, tight)
		case isBlock(item):
			r.block(item)
		default:
			r.paragraph(item, item.NextSibling, tight)
		}
		r.w.End()
	}
	r.w.Newline()
	r.w.End()
}
