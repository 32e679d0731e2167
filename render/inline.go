package render

import (
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
)

// marksOf gives, by the indices of tags, the mark that an element is. A construct's file registers it.
var marksOf = make([]func(r *renderer, n *gfm.Node) (m mark, found bool), gfm.Tags())

func isMark(tag *gfm.Tag, of func(r *renderer, n *gfm.Node) (m mark, found bool)) {
	marksOf[tag.Index] = of
}

// beginElement puts the mark in force that an element is. It reports whether it is one.
func (r *renderer) beginElement(n *gfm.Node) bool {
	of := marksOf[n.Tag.Index]
	if of == nil {
		return false
	}
	m, found := of(r, n)
	if found {
		r.begin(m)
	}
	return found
}

// begin puts a mark in force.
func (r *renderer) begin(m mark) {
	r.marks = append(r.marks, m)
	r.inCode = r.inCode || m.name == "code"
}

// finish ends the mark that was begun last.
func (r *renderer) finish() {
	last := len(r.marks) - 1
	r.closeMarks(last)
	r.marks = r.marks[:last]
	r.inCode = r.isInForce("code")
}

// isInForce reports whether a mark is in force.
func (r *renderer) isInForce(name string) bool {
	return slices.ContainsFunc(r.marks, func(m mark) bool { return m.name == name })
}

// closeMarks ends what is written of the marks, but for the given number.
func (r *renderer) closeMarks(keep int) {
	for r.written > keep {
		r.written--
		if l := r.marks[r.written].link; l != nil {
			l.end(&r.w)
		} else {
			r.w.End()
		}
	}
}

// openMarks writes the marks in force, up to a number.
func (r *renderer) openMarks(count int) {
	for ; r.written < count; r.written++ {
		switch m := r.marks[r.written]; {
		case m.link != nil:
			m.link.start(&r.w)
		case m.attr != nil:
			r.w.Start(m.name, *m.attr)
		default:
			r.w.Start(m.name)
		}
	}
}

// content writes inline content from a node up to another.
func (r *renderer) content(from, end *gfm.Node) {
	r.beginContent()
	for n := from; n != end; n = n.NextSibling {
		r.inlineNode(n)
	}
	r.closeMarks(0)
}

// beginContent prepares for inline content.
func (r *renderer) beginContent() { r.space, r.blank, r.started, r.breaks = false, true, false, 0 }

// inlineNode writes inline content.
func (r *renderer) inlineNode(n *gfm.Node) {
	if n.IsText() {
		if r.inCode {
			r.text(n.Text)
		} else {
			r.text(withEmojis(n.Text))
		}
		return
	}
	r.noteAnchors(n)
	switch write := inlineWriters[n.Tag.Index]; {
	case write != nil:
		write(r, n)
	case r.beginElement(n):
		r.inlines(n)
		r.finish()
	case n.Tag.Block: // where only inline content can be
		r.text(" ")
		r.inlines(n)
		r.text(" ")
	default:
		r.inlines(n)
	}
}

// inlines writes what is in an element.
func (r *renderer) inlines(n *gfm.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.inlineNode(c)
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// text writes text. Every run of white space becomes one space, at the start and end of a paragraph none: the new editor would
// show line breaks as such.
func (r *renderer) text(s string) {
	if r.verbatim {
		r.verbatimText(s)
		return
	}
	if r.inCode {
		if s != "" {
			r.visible()
			r.w.Text(strings.ReplaceAll(s, "\n", " "))
		}
		return
	}
	for s != "" {
		if isSpace(s[0]) {
			r.space = !r.blank
			s = s[1:]
			continue
		}
		end := endOfWords(s)
		r.visible()
		r.w.Text(s[:end])
		s = s[end:]
	}
}

// endOfWords returns where the words end that a text begins with, which have single spaces between them.
func endOfWords(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' && isSpace(s[i]) && (s[i] != ' ' || i+1 == len(s) || isSpace(s[i+1])) {
			return i
		}
	}
	return len(s)
}

// lineBreak writes a hard line break, unless nothing comes before or after.
func (r *renderer) lineBreak() {
	if r.started {
		r.space, r.blank = false, true
		r.breaks++
	}
}

// visible writes what is due before something visible.
func (r *renderer) visible() { r.visibleIn(len(r.marks)) }

// visibleIn is visible for what can be in the outermost marks only.
func (r *renderer) visibleIn(marks int) {
	r.writeSpace()
	if len(r.anchors) > 0 {
		r.writeAnchors()
	}
	r.closeMarks(marks)
	r.openMarks(marks)
	r.blank, r.started = false, true
}

// writeSpace writes the white space that is due.
func (r *renderer) writeSpace() {
	for range r.breaks {
		if r.verbatim && r.o.Editor == LegacyEditor {
			r.w.Text("\n")
		} else {
			r.w.Empty("br")
		}
	}
	if r.space && r.breaks == 0 {
		r.w.Text(" ")
		r.blank = true
	}
	r.space, r.breaks = false, 0
}

// verbatimText writes text of which every line break and blank is seen. What has no other mark is marked as code.
func (r *renderer) verbatimText(s string) {
	isMarked := slices.ContainsFunc(r.marks, func(m mark) bool { return m.link == nil })
	first := true
	for line := range strings.SplitSeq(s, "\n") {
		if !first {
			r.lineBreak()
		}
		first = false
		if line == "" || !r.started && strings.TrimSpace(line) == "" {
			continue
		}
		if r.o.Editor == LegacyEditor {
			r.visible()
			r.w.Text(line)
			continue
		}
		if !isMarked {
			r.begin(mark{name: "code"})
		}
		r.visible()
		r.w.Text(blanks.Replace(line))
		if !isMarked {
			r.finish()
		}
	}
}

// blanks keeps runs of blanks, and those at the start of a line.
var blanks = strings.NewReplacer("  ", " \u00A0", "\t", "\u00A0\u00A0\u00A0\u00A0")
