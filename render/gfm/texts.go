package gfm

import (
	"bytes"

	"github.com/gomarkdown/markdown/ast"
)

func init() { builds(buildText) }

// buildText builds a text, and what gomarkdown does not find in it: formulas, references to footnotes, bare addresses.
func buildText(b *builder, n *ast.Text) {
	text := n.Literal
	g := &b.leaf.guarded
	for from := 0; g.any; {
		next := bytes.Index(text[from:], []byte(guardedStart))
		if next < 0 {
			break
		}
		at := from + next
		p, length := g.piece(text[at:])
		if from = at + length; p.is == aLetter {
			continue
		}
		b.words(text[:at])
		switch p.is {
		case aFormula:
			b.formula(p)
		case aForeigner:
			b.build(p.node)
		default:
			b.macro(Macro, b.leaf.offset(), p.raw, p.is == aBrokenMacro)
		}
		b.leaf.passText(text[at:from])
		text, from = text[from:], 0
	}
	b.words(text)
}

// words builds a text without formulas.
func (b *builder) words(text []byte) {
	for b.footnotes && !b.leaf.isAddress && len(text) > 0 {
		at, length, note := b.findReference(text)
		if note == nil {
			break
		}
		b.linked(text[:at])
		b.reference(note)
		b.leaf.passText(text[at : at+length])
		text = text[at+length:]
	}
	b.linked(text)
}

// linked builds a text that has no references, with links where it has bare addresses that gomarkdown does not link.
func (b *builder) linked(text []byte) {
	for b.leaf.inLink == 0 && len(text) > 0 {
		at, length, destination := findAddress(text, b.leaf.before(text))
		if length == 0 || b.inRawLink() {
			break
		}
		b.plain(text[:at])
		b.open(Link, b.leaf.offset(), Attr{"href", b.leaf.guarded.verbatim([]byte(destination))})
		b.leaf.isAddress = true
		b.plain(text[at : at+length])
		b.leaf.isAddress = false
		b.close(Link)
		text = text[at+length:]
	}
	b.plain(text)
}

func (b *builder) plain(text []byte) {
	if len(text) == 0 {
		return
	}
	if b.in.watching {
		b.watch(text)
	}
	for len(b.abbreviations.full) > 0 {
		at, length, full := b.findAbbreviation(text)
		if length == 0 {
			break
		}
		b.shown(text[:at])
		b.open(Abbr, -1, Attr{"title", full})
		b.shown(text[at : at+length])
		b.close(Abbr)
		text = text[at+length:]
	}
	b.shown(text)
}

// shown builds a text that is shown as it is.
func (b *builder) shown(text []byte) {
	if len(text) > 0 {
		shown := b.leaf.guarded.shown(text)
		if b.leaf.isAddress {
			shown = b.leaf.guarded.verbatim(text)
		}
		b.text(shown)
		b.leaf.passText(text)
	}
}
