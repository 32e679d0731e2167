package render

import (
	"slices"
	"strconv"

	"github.com/pagewright/pagewright/render/editor"
	"github.com/pagewright/pagewright/render/gfm"
)

func init() { writesInline(gfm.Box, writeBox) }

// taskState gives the state of the task that an item is, "" if it is none.
func taskState(item *gfm.Node) string {
	for n := item.FirstChild; n != nil; n = n.FirstChild {
		for n != nil && n.IsSpace() {
			n = n.NextSibling
		}
		if n.Is(gfm.Box) {
			return n.Get("state")
		}
		if !n.Is(gfm.Paragraph) {
			break
		}
	}
	return ""
}

// isPlainTask reports whether a task holds no more than Confluence keeps in one: a line of text, and lists of such tasks below
// it.
func isPlainTask(n *gfm.Node) bool {
	if taskState(n) == "" {
		return false
	}
	seen := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !c.HasVisible() {
			continue
		}
		switch seen++; {
		case c.Is(gfm.Paragraph) && seen == 1, !c.IsBlock() && !holdsBlock(c):
		case c.Is(gfm.BulletList) && !slices.ContainsFunc(items(c), func(i item) bool { return !isPlainTask(i.node) }):
		default:
			return false
		}
	}
	return true
}

type itemRun struct {
	tasks bool
	items []item
}

// taskRuns divides the items of a list into runs of tasks and of others. If one of the tasks cannot be a task in Confluence, none
// is.
func taskRuns(items []item) []itemRun {
	if !slices.ContainsFunc(items, func(i item) bool { return taskState(i.node) != "" }) {
		return []itemRun{{items: items}}
	}
	if slices.ContainsFunc(items, func(i item) bool { return taskState(i.node) != "" && !isPlainTask(i.node) }) {
		return []itemRun{{items: items}}
	}
	var runs []itemRun
	for _, i := range items {
		tasks := taskState(i.node) != ""
		if len(runs) == 0 || runs[len(runs)-1].tasks != tasks {
			runs = append(runs, itemRun{tasks: tasks})
		}
		last := &runs[len(runs)-1]
		last.items = append(last.items, i)
	}
	return runs
}

func (r *renderer) taskList(items []item) {
	r.pushLater(frame{kind: editor.TaskList, ends: 1, begin: func() {
		r.startBlock("ac:task-list")
		r.w.Newline()
	}})
	for _, i := range items {
		r.task(i.node)
	}
	r.pop()
}

// task writes a task. The lists below it follow it in the new editor, and are part of its body in the legacy one.
func (r *renderer) task(item *gfm.Node) {
	r.tasks++
	r.noteAnchors(item)
	r.place(editor.Task)
	r.startBlock("ac:task")
	r.w.Element("ac:task-id", strconv.Itoa(r.tasks))
	r.w.Element("ac:task-status", taskState(item))
	r.w.Start("ac:task-body")
	var below []*gfm.Node
	r.beginContent()
	r.boxed = true
	for c := item.FirstChild; c != nil; c = c.NextSibling {
		if c.Is(gfm.BulletList) {
			below = append(below, c)
		} else {
			r.inlineNode(c)
		}
	}
	r.closeMarks(0)
	r.boxed = false
	inside := r.o.Editor == LegacyEditor
	if inside {
		r.lists(below)
	}
	r.end(2)
	if !inside {
		r.lists(below)
	}
}

func (r *renderer) lists(lists []*gfm.Node) {
	for _, list := range lists {
		r.block(list)
	}
}

// writeBox writes the box of a task that is none in Confluence.
func writeBox(r *renderer, n *gfm.Node) {
	switch {
	case r.boxed:
	case n.Get("state") == "complete":
		r.text("☑ ")
	default:
		r.text("☐ ")
	}
}
