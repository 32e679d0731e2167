package gfm

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// Footnotes are GitHub's: https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#footnotes.
// A definition is a block that may end a paragraph. A reference is "[^label]" where that is no link: gomarkdown leaves it in
// the text, since it is told that there is no such label.

// The elements of references to footnotes and of the links back from them. Both have the attributes note, the number of the
// footnote, and use, which of its references it is, from 1.
var (
	Reference = own(Tag{Name: "sup", Visible: true})
	Backlink  = own(Tag{Name: "sup", Visible: true})
)

func init() {
	onBlock(blockHook{rank: 0, first: "[", find: findFootnote})
	cutsParagraph(cut{
		may: func(line []byte) bool { return bytes.HasPrefix(trimLeft(line), []byte("[^")) },
		at: func(_ *blockParser, _, line []byte) (atAbove, found bool) {
			return false, indent(line) < 4 && footnoteStart.Match(line)
		},
	})
	builds(buildFootnote)
}

var footnoteReference = regexp.MustCompile(footnoteLabel)

// mayHaveFootnotes reports whether there may be footnotes in a text.
func mayHaveFootnotes(text string) bool {
	return strings.Contains(text, "[^") && strings.Contains(text, "]:")
}

var blockMarkers = regexp.MustCompile(`^(?:[ \t]*(?:>|[-+*](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)))*[ \t]*`)

// findFootnote takes the definition that a text begins with.
func findFootnote(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	line, length := cutLine(rest)
	if !b.footnotes || indent(line) > 3 {
		return nil, nil, 0
	}
	match := footnoteStart.FindSubmatchIndex(line)
	if match == nil {
		return nil, nil, 0
	}
	found := &footnote{label: string(line[match[2]:match[3]])}
	b.definitions = append(b.definitions, found)
	inside = bytes.Clone(line[match[1]:])
	open := b.leavesParagraphOpen(inside, false)
	blanks := 0
	for at := length; at < len(rest); {
		line, next := cutLine(rest[at:])
		at += next
		if isBlank(line) {
			open = false
			blanks++
			continue
		}
		switch {
		case indent(line) >= 4:
			line = tail{text: string(line)}.skip(4).bytes()
			open = b.leavesParagraphOpen(line, open)
		case !open || b.startsBlock(line) || footnoteStart.Match(line):
			return found, inside, length
		}
		inside = append(inside, bytes.Repeat([]byte{'\n'}, blanks+1)...)
		inside = append(inside, line...)
		blanks = 0
		length = at
	}
	return found, inside, length
}

// leavesParagraphOpen reports whether the next line can belong to a line's paragraph without being indented as that is.
func (b *blockParser) leavesParagraphOpen(line []byte, open bool) bool {
	if !open && indent(line) > 3 {
		return false
	}
	line = line[len(blockMarkers.Find(line)):]
	return len(line) > 0 && !mayStartBlock(line) || b.isParagraph(line) || open && !b.interrupts(line)
}

// findReference finds the first reference to a footnote in a text.
func (b *builder) findReference(text []byte) (at, length int, found *note) {
	for from := 0; ; {
		next := bytes.Index(text[from:], []byte("[^"))
		if next < 0 {
			return 0, 0, nil
		}
		at = from + next
		match := footnoteReference.FindSubmatchIndex(text[at:])
		if match == nil {
			return 0, 0, nil
		}
		if found = b.notes.defined[footnoteKey(string(text[at+match[2]:at+match[3]]))]; found != nil && match[0] == 0 {
			return at, match[1], found
		}
		from = at + 2
	}
}

// withoutReferences returns a text, as it is read, without references to footnotes.
func (b *builder) withoutReferences(text []byte) string {
	var shown strings.Builder
	for b.footnotes {
		at, length, note := b.findReference(text)
		if note == nil {
			break
		}
		shown.WriteString(b.leaf.guarded.shown(text[:at]))
		text = text[at+length:]
	}
	shown.WriteString(b.leaf.guarded.shown(text))
	return shown.String()
}

func (b *builder) reference(n *note) {
	b.notes.use(n)
	number := strconv.Itoa(n.number)
	b.open(Reference, b.leaf.offset(), Attr{"note", number}, Attr{"use", strconv.Itoa(n.uses)})
	b.text(number)
	b.close(Reference)
}

// buildFootnote builds what a footnote says, apart from the document: what that leaves open does not reach into it.
func buildFootnote(b *builder, n *footnote) {
	note := b.notes.defined[footnoteKey(n.label)]
	if note.definition != n {
		return
	}
	note.item = b.node(Item, b.src.start(b.line))
	current, markup, box, next := b.current, b.markup, b.box, b.next
	b.current = note.item
	if markup != nil {
		b.markup = newMarkup()
	}
	b.blocks(n, false)
	if markup != nil && b.take(note.item) != nil {
		b.current, b.next, b.closed = note.item, next, true
		b.blocks(n, false)
		b.closed = false
	}
	b.current, b.markup, b.box = current, markup, box
}

// footnoteList makes the list of the footnotes that have references, nil if there are none.
func (b *builder) footnoteList() *Node {
	if len(b.notes.used) == 0 {
		return nil
	}
	list := b.node(OrderedList, -1)
	for _, note := range b.notes.used {
		if note.item == nil { // its definition is in a part of the document that was given up
			note.item = b.node(Item, -1)
		}
		list.Append(note.item)
		b.backlinks(note)
	}
	return list
}

// backlinks adds to a footnote the links to its references, at the end of its last paragraph.
func (b *builder) backlinks(n *note) {
	var last *Node
	for c := n.item.FirstChild; c != nil; c = c.NextSibling {
		if !c.IsSpace() {
			last = c
		}
	}
	if last == nil || !last.Is(Paragraph) {
		last = b.node(Paragraph, -1)
		n.item.Append(last)
	}
	b.current = last
	for use := 1; use <= n.uses; use++ {
		b.text(" ")
		b.open(Backlink, -1, Attr{"note", strconv.Itoa(n.number)}, Attr{"use", strconv.Itoa(use)})
		b.text("↩")
		if use > 1 {
			b.open(Sup, -1)
			b.text(strconv.Itoa(use))
			b.close(Sup)
		}
		b.close(Backlink)
	}
}
