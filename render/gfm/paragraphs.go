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

// cut is something that ends a paragraph and that gomarkdown does not know.
type cut struct {
	may func(line []byte) bool // reports at a glance whether it may be at a line
	// at reports whether it begins at a line of a paragraph, or at the line above
	at func(b *blockParser, above, line []byte) (atAbove, found bool)
}

var cuts []cut

// cutsParagraph registers something that ends paragraphs.
func cutsParagraph(c cut) { cuts = append(cuts, c) }

func mayCut(line []byte) bool {
	for i := range cuts {
		if cuts[i].may(line) {
			return true
		}
	}
	return false
}

// cutsAt reports whether something begins at a line that would end a paragraph.
func (b *blockParser) cutsAt(line []byte) bool {
	for i := range cuts {
		if cuts[i].may(line) {
			if atAbove, found := cuts[i].at(b, nil, line); found && !atAbove {
				return true
			}
		}
	}
	return false
}

// cutParagraph takes the paragraph in front of something that ends it.
func cutParagraph(b *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	if !b.tables && !b.footnotes || !b.cutAhead(rest) {
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
		if mayCut(line) {
			for i := range cuts {
				atAbove, found := cuts[i].at(b, above, line)
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
	left := len(rest) + b.behind
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
		if mayCut(line) {
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
	switch {
	case b.strip == len(n.Content):
		b.strip = 0
	case b.isContents(n.Content) && b.strip == 0 && b.box == "":
		b.contents(string(n.Content))
	case b.tight:
		if b.markup != nil || b.current.LastChild != nil {
			b.text("\n") // between this and what stands in front of it
		}
		b.content(n)
	default:
		b.open(Paragraph, b.src.start(b.line))
		b.content(n)
		b.close(Paragraph)
	}
}
