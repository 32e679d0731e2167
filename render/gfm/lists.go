package gfm

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/gomarkdown/markdown/ast"
)

// The elements of lists, and of the box of a task, whose attribute state is "complete" or "incomplete".
var (
	BulletList  = element(Tag{Name: "ul", Block: true})
	OrderedList = element(Tag{Name: "ol", Block: true})
	Item        = element(Tag{Name: "li", Block: true})
	Box         = own(Tag{Name: "input", Void: true, Visible: true})

	// The lists of terms and what they mean, which only HTML has.
	DefinitionList = element(Tag{Name: "dl", Block: true})
	Term           = element(Tag{Name: "dt", Block: true})
	Definition     = element(Tag{Name: "dd", Block: true})
)

func init() { builds(buildList) }

func buildList(b *builder, n *ast.List) {
	tag := BulletList
	var attrs []Attr
	if n.ListFlags&ast.ListTypeOrdered != 0 {
		tag = OrderedList
		if n.Start != 1 {
			attrs = []Attr{{"start", strconv.Itoa(n.Start)}}
		}
	}
	tight := n.Tight && !b.isBlankBelowCode(n) || !n.Tight && b.isTight(n)
	b.open(tag, b.src.start(b.line), attrs...)
	for _, item := range n.Children {
		if b.failed {
			break
		}
		b.open(Item, -1)
		b.task(item)
		b.blocks(item, tight)
		b.close(Item)
	}
	b.close(tag)
}

// isTight reports whether a list is tight that gomarkdown takes for loose, since it counts the blank lines in front of
// reference definitions too.
func (b *builder) isTight(n *ast.List) bool {
	if !slices.ContainsFunc(n.Children, func(item ast.Node) bool { return slices.ContainsFunc(item.GetChildren(), isDefinition) }) {
		return false
	}
	next := b.next
	for i, item := range n.Children {
		blocks := item.GetChildren()
		if len(blocks) == 0 {
			return false
		}
		for b.places[b.starts[next].place].node != item {
			next++
		}
		place := b.starts[next].place
		last := i == len(n.Children)-1
		end := len(blocks) // of the blocks but for the definitions at the end
		for last && end > 0 && isDefinition(blocks[end-1]) {
			end--
		}
		if b.places[place].endsBlank && !last {
			return false
		}
		for _, start := range b.starts[next:] {
			if start.place < place {
				break
			}
			if start.place == place && start.blank && start.index > 0 && int(start.index) < end {
				return false
			}
		}
	}
	return true
}

// isBlankBelowCode reports whether there is a blank line between indented code and another block of an item, which gomarkdown counts to
// the code.
func (b *builder) isBlankBelowCode(n *ast.List) bool {
	next := b.next
	for _, item := range n.Children {
		blocks := item.GetChildren()
		for i := 1; i < len(blocks); i++ {
			if code, is := blocks[i-1].(*ast.CodeBlock); !is || code.IsFenced {
				continue
			}
			for next < len(b.starts) && (b.places[b.starts[next].place].node != item || int(b.starts[next].index) < i) {
				next++
			}
			if next < len(b.starts) && b.starts[next].blank {
				return true
			}
		}
	}
	return false
}

func isDefinition(n ast.Node) bool {
	_, is := n.(*ast.ReferenceDefinition)
	return is
}

// A task is an item that begins with a box: https://github.github.com/gfm/#task-list-items-extension-.
var taskPattern = regexp.MustCompile(`^\[([ xX])\][ \t]+`)

// task takes the box off an item that is a task.
func (b *builder) task(item ast.Node) {
	paragraph, ok := ast.GetFirstChild(item).(*ast.Paragraph)
	if !ok {
		return
	}
	if len(paragraph.Content) == 0 || paragraph.Content[0] != '[' {
		return
	}
	match := taskPattern.FindSubmatch(paragraph.Content)
	if match == nil || len(match[0]) == len(paragraph.Content) {
		return
	}
	b.strip = len(match[0])
	b.box = "incomplete"
	if match[1][0] != ' ' {
		b.box = "complete"
	}
}
