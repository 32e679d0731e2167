package gfm

import (
	"github.com/gomarkdown/markdown/ast"
)

// Paragraph is the element of a paragraph. Those of tight lists have none.
var Paragraph = element(Tag{Name: "p", Block: true})

func init() {
	onBlock(blockHook{rank: 90, find: cutParagraph})
	builds(buildParagraph)
}

func (b *blockParser) mayCut(line []byte) bool {
	for i := range b.in.cuts {
		if b.in.cuts[i].may(line) {
			return true
		}
	}
	return false
}

// cutsAt reports whether something begins at a line that would end a paragraph.
func (b *blockParser) cutsAt(line []byte) bool {
	for i := range b.in.cuts {
		if c := &b.in.cuts[i]; c.may(line) {
			if atAbove, found := c.at(b, nil, line); found && !atAbove {
				return true
			}
		}
	}
	return false
}

// cutParagraph takes the paragraph in front of something that ends it.
func cutParagraph(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	if !b.tables && !b.footnotes && !b.in.cutting || !b.cutAhead(rest) {
		return nil, nil, 0
	}
	above, at := cutLine(rest)
	if b.startsBlock(above) {
		return nil, nil, 0
	}
	for before, number := 0, 1; at < len(rest); number++ {
		line, next := cutLine(rest[at:])
		if isBlank(line) {
			break
		}
		if b.mayCut(line) {
			for i := range b.in.cuts {
				atAbove, found := b.in.cuts[i].at(b, above, line)
				end := at
				if atAbove {
					end = before
				}
				if found && end > 0 && !(atAbove && (b.interrupts(line) || b.isLazy(number))) {
					b.part(rest, end)
					return nil, nil, end
				}
			}
		}
		if b.interrupts(line) {
			break
		}
		above, before = line, at
		at += next
	}
	return nil, nil, 0
}

// cutAhead reports whether there may be a cut between the start of a text and its first blank line. Each line is looked at
// once, however many blocks there are.
func (b *blockParser) cutAhead(rest []byte) bool {
	place := b.here().at
	left := b.left(rest)
	if r, known := b.regions[place]; known && left > r.end && (r.cut < 0 || left > r.cut) {
		return r.cut >= 0
	}
	r := region{cut: -1}
	_, at := cutLine(rest)
	for at < len(rest) {
		line, next := cutLine(rest[at:])
		if isBlank(line) {
			break
		}
		if b.mayCut(line) {
			r.cut = left - at
			break
		}
		at += next
	}
	r.end = left - at
	if b.regions == nil {
		b.regions = map[int]region{}
	}
	b.regions[place] = r
	return r.cut >= 0
}

func buildParagraph(b *builder, n *ast.Paragraph) {
	if b.strip == len(n.Content) {
		b.strip = 0
		return
	}
	if b.isContents(n.Content) && b.strip == 0 && b.box == "" {
		b.contents(string(n.Content))
		return
	}
	text, attrs := n.Content, []Attr(nil)
	if len(b.in.ends) > 0 {
		text, attrs = b.ends(Paragraph, text)
	}
	switch {
	case len(text) <= b.strip: // there are only attributes
		b.strip = 0
	case b.tight:
		if b.markup != nil || b.current.LastChild != nil {
			b.text("\n") // between this and what stands in front of it
		}
		if len(attrs) > 0 {
			b.open(Span, -1, attrs...)
			b.close(Span)
		}
		b.content(text)
	default:
		b.open(Paragraph, b.src.start(b.line), attrs...)
		b.content(text)
		b.close(Paragraph)
	}
}
