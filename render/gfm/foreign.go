package gfm

import (
	"bytes"
	"slices"

	"github.com/gomarkdown/markdown/ast"
)

// What dialects have in texts is found in the source, before gomarkdown reads it, and is a letter to it (guard.go). In code, raw
// HTML and addresses, which gomarkdown alone tells, it is put back as it was.

// inlineHook finds constructs in a text.
type inlineHook struct {
	foreign
	first byte // what they begin with
	// find reads the construct that may be at an offset. It needs a build.
	find func(b *builder, text []byte, at int) (p piece, found bool)
	// mark finds delimiters instead, around what is an element with the tag.
	mark func(text []byte, at int) (run int, opens, closes bool)
	tag  *Tag
}

var inlineHooks []inlineHook

func onInline(h inlineHook) { inlineHooks = append(inlineHooks, h) }

// endHook takes something off the end of the text of a heading or paragraph.
type endHook struct {
	foreign
	find func(b *builder, tag *Tag, text []byte) (length int, attrs []Attr)
}

var endHooks []endHook

func onEnd(h endHook) { endHooks = append(endHooks, h) }

// ends returns how much of a text is left, and the attributes that its end gives the element.
func (b *builder) ends(tag *Tag, text []byte) (left []byte, attrs []Attr) {
	for i := range b.in.ends {
		h := &b.in.ends[i]
		length, found := h.find(b, tag, text)
		switch {
		case length == len(text):
		case h.watch:
			b.hints.add(h.foreign, b.src.start(b.line+bytes.Count(text[:length], []byte{'\n'})))
		default:
			text, attrs = text[:length], append(attrs, found...)
		}
	}
	return text, attrs
}

// withForeign adds to the pieces of a text the constructs of dialects.
func (b *builder) withForeign(text []byte, pieces []piece) []piece {
	var found []piece
	ticks := lastRuns(text)
	next := 0
	for i := 0; i < len(text); {
		for next < len(pieces) && i >= pieces[next].at+len(pieces[next].raw) {
			next++
		}
		switch {
		case next < len(pieces) && i >= pieces[next].at:
			i = pieces[next].at + len(pieces[next].raw)
		case text[i] == '\\':
			i += 2
		case text[i] == '`':
			i = pastCode(text, i, ticks)
		default:
			length := b.foreignAt(text, i, &found)
			i += max(length, 1)
		}
	}
	if len(found) == 0 {
		return pieces
	}
	found = append(found, pieces...)
	slices.SortStableFunc(found, func(a, b piece) int { return a.at - b.at })
	return found
}

// foreignAt adds what is at an offset, and returns its length.
func (b *builder) foreignAt(text []byte, at int, found *[]piece) (length int) {
	for i := range b.in.inlines {
		h := &b.in.inlines[i]
		switch {
		case h.first != text[at]:
		case h.mark != nil:
			if run, opens, closes := h.mark(text, at); opens || closes {
				*found = append(*found, piece{at: insideMark(at, run, opens), delimiter: &delimiter{h.tag, text[at], run, opens, closes}})
				return run
			}
		default:
			if p, is := h.find(b, text, at); is {
				p.at, p.is = at, aForeigner
				*found = append(*found, p)
				return len(p.raw)
			}
		}
	}
	if bytes.IndexByte([]byte("=^~+"), text[at]) >= 0 {
		return pastRun(text, at) - at
	}
	return 1
}

// watch reports what a text that gomarkdown has read, and the source has as it is, holds of dialects that are not read.
func (b *builder) watch(text []byte) {
	l := &b.leaf
	if b.leaf.inLink > 0 || !bytes.HasPrefix(l.text[l.cursor:], text) {
		return
	}
	for i := range b.in.watched {
		h := &b.in.watched[i]
		for from := 0; from < len(text); {
			next := bytes.IndexByte(text[from:], h.first)
			if next < 0 {
				break
			}
			at := l.cursor + from + next
			is := false
			if h.mark != nil {
				is = isMarked(h, l.text[:l.cursor+len(text)], at)
			} else {
				_, is = h.find(b, l.text, at)
			}
			if is {
				b.hints.add(h.foreign, l.extent.offset(at))
				break
			}
			from += next + 1
		}
	}
}

// isMarked reports whether delimiters at an offset open something that ends in the text.
func isMarked(h *inlineHook, text []byte, at int) bool {
	run, opens, _ := h.mark(text, at)
	if !opens || at > 0 && text[at-1] == h.first {
		return false
	}
	for at += run; at < len(text); {
		next := bytes.IndexByte(text[at:], h.first)
		if next < 0 {
			return false
		}
		at += next
		if _, _, closes := h.mark(text, at); closes {
			return true
		}
		at = pastRun(text, at)
	}
	return false
}

// A delimiter is where marked text begins or ends. Its piece has no text: it stands between the bytes of a delimiter, or, of a
// single one, on the side of what is marked, so that to gomarkdown there is punctuation beside what is marked, too.
type delimiter struct {
	tag           *Tag
	char          byte
	run           int
	opens, closes bool
}

func insideMark(at, run int, opens bool) int {
	if run > 1 {
		return at + 1
	}
	if opens {
		return at
	}
	return at + 1
}

// around tells how many bytes of a delimiter are in front of its piece, and how many behind it.
func (d *delimiter) around() (before, behind int) {
	before = insideMark(0, d.run, d.opens)
	return before, d.run - before
}

// marked is marked text, in gomarkdown's tree.
type marked struct {
	ast.Container
	tag *Tag
}

func init() { builds(buildMarked) }

func buildMarked(b *builder, n *marked) {
	if slices.Contains(b.marks, n.tag) {
		b.children(n)
		return
	}
	b.marks = append(b.marks, n.tag)
	b.open(n.tag, -1)
	b.children(n)
	b.close(n.tag)
	b.marks = b.marks[:len(b.marks)-1]
}

// pairDelimiters makes nodes of what stands between delimiters.
func (b *builder) pairDelimiters(n ast.Node) {
	switch n.(type) {
	case *ast.Paragraph, *ast.Emph, *ast.Strong, *ast.Del, *ast.Link:
		if children, found := b.paired(n.GetChildren()); found {
			adopt(n, children)
		}
	}
	for _, c := range n.GetChildren() {
		b.pairDelimiters(c)
	}
}

// paired returns siblings with the marked ones in nodes of their own.
func (b *builder) paired(siblings []ast.Node) (result []ast.Node, found bool) {
	type opener struct {
		at int // of the text after it, in result
		d  *delimiter
	}
	var openers []opener
	for _, n := range siblings {
		text, ok := n.(*ast.Text)
		if !ok {
			result = append(result, n)
			continue
		}
		rest := text.Literal
		for from := 0; ; {
			at, length, d := b.nextDelimiter(rest, from)
			if d == nil {
				break
			}
			before, behind := d.around()
			if d.closes {
				last := len(openers) - 1
				for last >= 0 && (openers[last].d.tag != d.tag || openers[last].d.run != d.run) {
					last--
				}
				if last >= 0 {
					open := openers[last]
					openers = openers[:last]
					inside := append(slices.Clone(result[open.at:]), textNode(rest[:at-before]))
					node := &marked{tag: d.tag}
					adopt(node, inside)
					result = append(trimmed(result[:open.at], open.d.run), node)
					rest, from, found = rest[at+length+behind:], 0, true
					continue
				}
			}
			if !d.opens {
				from = at + length
				continue
			}
			result = append(result, textNode(rest[:at+length+behind]))
			openers = append(openers, opener{len(result), d})
			rest, from = rest[at+length+behind:], 0
		}
		result = append(result, textNode(rest))
	}
	return result, found
}

// trimmed takes the delimiter off the text that siblings end in.
func trimmed(siblings []ast.Node, run int) []ast.Node {
	last := siblings[len(siblings)-1].(*ast.Text)
	text := last.Literal
	at := bytes.LastIndex(text, []byte(guardedStart))
	end := at + bytes.Index(text[at:], []byte(guardedEnd)) + len(guardedEnd)
	behind := len(text) - end
	last.Literal = text[:at-(run-behind)]
	return siblings
}

func textNode(text []byte) *ast.Text { return &ast.Text{Leaf: ast.Leaf{Literal: text}} }

// nextDelimiter finds the next delimiter in a text, from an offset on.
func (b *builder) nextDelimiter(text []byte, from int) (at, length int, d *delimiter) {
	for {
		next := bytes.Index(text[from:], []byte(guardedStart))
		if next < 0 {
			return 0, 0, nil
		}
		at = from + next
		p, length := b.leaf.guarded.piece(text[at:])
		if p.delimiter != nil {
			if before, behind := p.delimiter.around(); at >= before && len(text) >= at+length+behind {
				return at, length, p.delimiter
			}
		}
		from = at + length
	}
}
