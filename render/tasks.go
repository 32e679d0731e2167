package render

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"

	"github.com/gomarkdown/markdown/ast"
	"golang.org/x/net/html"
)

// taskAttr marks the input element at the start of a task with its state.
const taskAttr = "data-task"

const (
	incomplete = "incomplete"
	complete   = "complete"
)

var taskPattern = regexp.MustCompile(`^[ \t]*(\[[ xX]\])[ \t]`)

// task tells whether a list item is a task: its state, and the marker its text
// begins with. The tree does not tell "[ ]" from "\[ ]", the source does.
func (b *treeBuilder) task(item ast.Node) (state, marker string) {
	paragraph, ok := ast.GetFirstChild(item).(*ast.Paragraph)
	if !ok {
		return "", ""
	}
	match := taskPattern.FindSubmatch(b.positions.linesOf(item)[0].text)
	first, ok := ast.GetFirstChild(paragraph).(*ast.Text)
	if match == nil || !ok || !bytes.HasPrefix(first.Literal, match[1]) {
		return "", ""
	}
	marker = string(match[1])
	if marker == "[ ]" {
		return incomplete, marker
	}
	return complete, marker
}

// taskState gives the state of the task that an item of the tree is.
func taskState(item *html.Node) string {
	for n := item.FirstChild; n != nil; n = n.FirstChild {
		if is(n, "input") {
			return attr(n, taskAttr)
		}
		if !is(n, "p") {
			break
		}
	}
	return ""
}

// isPlainTask reports whether a task holds no more than Confluence keeps in
// one: a line of text, and lists of such tasks below it.
func isPlainTask(item *html.Node) bool {
	if taskState(item) == "" {
		return false
	}
	for i, c := range slices.Collect(inked(item)) {
		switch {
		case is(c, "p") && i == 0, !isBlock(c) && !holdsBlock(c):
		case is(c, "ul") && !slices.ContainsFunc(items(c), func(n *html.Node) bool { return !isPlainTask(n) }):
		default:
			return false
		}
	}
	return true
}

type itemRun struct {
	tasks bool
	items []*html.Node
}

// taskRuns divides the items of a list into runs of tasks and of others. If
// one of the tasks cannot be a task in Confluence, none is.
func taskRuns(items []*html.Node) []itemRun {
	if slices.ContainsFunc(items, func(n *html.Node) bool { return taskState(n) != "" && !isPlainTask(n) }) {
		return []itemRun{{items: items}}
	}
	var runs []itemRun
	for _, item := range items {
		tasks := taskState(item) != ""
		if len(runs) == 0 || runs[len(runs)-1].tasks != tasks {
			runs = append(runs, itemRun{tasks: tasks})
		}
		last := &runs[len(runs)-1]
		last.items = append(last.items, item)
	}
	return runs
}

func (r *renderer) taskList(items []*html.Node) {
	r.startBlock("ac:task-list")
	r.w.Newline()
	for _, item := range items {
		r.task(item)
	}
	r.w.Newline()
	r.w.End()
}

// task writes a task. The lists below it follow it in the new editor, and are
// part of its body in the legacy one.
func (r *renderer) task(item *html.Node) {
	r.tasks++
	r.noteAnchors(item)
	r.startBlock("ac:task")
	r.w.Element("ac:task-id", strconv.Itoa(r.tasks))
	r.w.Element("ac:task-status", taskState(item))
	r.w.Start("ac:task-body")
	var below []*html.Node
	r.begin()
	r.boxed = true
	for c := range item.ChildNodes() {
		if is(c, "ul") {
			below = append(below, c)
		} else {
			r.inline(c)
		}
	}
	r.boxed = false
	inside := r.o.Editor == LegacyEditor
	if inside {
		r.lists(below)
	}
	r.w.End()
	r.w.End()
	if !inside {
		r.lists(below)
	}
}

func (r *renderer) lists(lists []*html.Node) {
	for _, list := range lists {
		r.list(list)
	}
}

// box writes the box of a task that is none in Confluence.
func (r *renderer) box(n *html.Node) {
	switch {
	case r.boxed:
	case attr(n, taskAttr) == complete:
		r.text("☑ ")
	default:
		r.text("☐ ")
	}
}
