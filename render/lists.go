package render

import (
	"strconv"

	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
	"github.com/pagewright/pagewright/render/storage"
)

func init() {
	isContainer(gfm.Item, editor.Item)
	writesBlock(gfm.BulletList, writeList)
	writesBlock(gfm.OrderedList, writeList)
	writesBlock(gfm.Item, func(r *renderer, n *gfm.Node) { r.plainList(n, []item{{node: n}}) }) // one that has no list around it
}

// writeList writes a list. Confluence cannot mix tasks and other items, so a bullet list that does is written as several; in a
// numbered one, which would lose its numbers, tasks become text.
func writeList(r *renderer, n *gfm.Node) {
	all := items(n)
	if n.Is(gfm.OrderedList) || !r.mayHold(editor.TaskList) {
		r.plainList(n, all)
		return
	}
	for _, run := range taskRuns(all) {
		if run.tasks {
			r.taskList(run.items)
		} else {
			r.plainList(n, run.items)
		}
	}
}

func (r *renderer) plainList(list *gfm.Node, items []item) {
	if len(items) == 0 {
		return
	}
	number := 1
	if start := list.Get("start"); start != "" && list.Is(gfm.OrderedList) {
		if n, err := strconv.Atoi(start); err == nil {
			number = n
		}
	}
	r.pushLater(frame{kind: editor.List, ends: 1, begin: func() {
		if !list.Is(gfm.OrderedList) {
			r.startBlock("ul")
		} else if number == 1 {
			r.startBlock("ol")
		} else {
			r.startBlock("ol", storage.Attr{Name: "start", Value: strconv.Itoa(number)})
		}
		r.w.Newline()
	}})
	for _, i := range items {
		r.pushItem(func() { r.startBlock("li") })
		if list.Is(gfm.OrderedList) {
			r.openTop() // so that its number is seen, whatever becomes of what is in it
		}
		r.item(i)
		r.pop()
		number++
	}
	r.pop()
}

// item writes what is in an item.
func (r *renderer) item(i item) {
	begun := 0
	for _, n := range i.around {
		r.noteAnchors(n)
		if r.beginElement(n) {
			begun++
		}
	}
	switch n := i.node; {
	case n.Is(gfm.Item):
		r.noteAnchors(n)
		r.flow(n, tight)
	case n.IsBlock():
		r.block(n)
	default:
		r.paragraph(n, n.NextSibling, tight)
	}
	for range begun {
		r.finish()
	}
}
