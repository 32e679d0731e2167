package gfm

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/gomarkdown/markdown/ast"
)

// The elements that mark text.
var (
	Strong    = element(Tag{Name: "strong"}, "b")
	Emphasis  = element(Tag{Name: "em"}, "i", "cite", "dfn", "var")
	Underline = element(Tag{Name: "u"}, "ins")
	Deleted   = element(Tag{Name: "del"}, "s", "strike")
	Sub       = element(Tag{Name: "sub"})
	Sup       = element(Tag{Name: "sup"})
	Highlight = element(Tag{Name: "mark"})
	Quoted    = element(Tag{Name: "q"})
	Abbr      = element(Tag{Name: "abbr"}) // its title is what it is short for
)

func init() {
	builds(func(b *builder, n *ast.Emph) { b.emphasis(Emphasis, &b.inForce.em, n) })
	builds(func(b *builder, n *ast.Strong) { b.emphasis(Strong, &b.inForce.strong, n) })
	builds(func(b *builder, n *ast.Del) { b.emphasis(Deleted, &b.inForce.deleted, n) })
}

// emphasis is what is in force while inline content is built. Emphasis in the same emphasis says nothing more, so it is not
// built again; this also bounds how deeply inline content nests.
type emphasis struct{ em, strong, deleted bool }

func (b *builder) emphasis(tag *Tag, inForce *bool, n ast.Node) {
	if *inForce {
		b.children(n)
		return
	}
	*inForce = true
	b.open(tag, -1)
	b.children(n)
	b.close(tag)
	*inForce = false
}

// withSymbols adds to the pieces of a text the symbols beside its delimiters: since CommonMark 0.31 they are punctuation, by
// which it is decided what opens and closes emphasis; on GitHub, only those of ASCII are.
func withSymbols(text []byte, pieces []piece) []piece {
	formulas := len(pieces)
	next := 0
	for i := 0; i < len(text); i++ {
		if text[i] < utf8.RuneSelf {
			continue
		}
		for next < formulas && i >= pieces[next].at+len(pieces[next].raw) {
			next++
		}
		if next < formulas && i >= pieces[next].at {
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if unicode.IsSymbol(r) && (i > 0 && isDelimiter(text[i-1]) || i+size < len(text) && isDelimiter(text[i+size])) {
			pieces = append(pieces, piece{at: i, raw: string(text[i : i+size])})
		}
		i += size - 1
	}
	slices.SortFunc(pieces, func(a, b piece) int { return a.at - b.at })
	return pieces
}

func isDelimiter(c byte) bool { return c == '*' || c == '_' || c == '~' }
