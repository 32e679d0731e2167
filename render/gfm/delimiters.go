package gfm

import (
	"bytes"
	"slices"

	"github.com/gomarkdown/markdown/ast"
)

// marked is marked text, in gomarkdown's tree.
type marked struct {
	ast.Container
	tag *Tag
}

// pairDelimiters makes nodes of what stands between delimiters.
func (g *guarded) pairDelimiters(n ast.Node) {
	switch n.(type) {
	case *ast.Paragraph, *ast.Emph, *ast.Strong, *ast.Del, *ast.Link:
		if children, found := g.paired(n.GetChildren()); found {
			adopt(n, children)
		}
	}
	for _, c := range n.GetChildren() {
		g.pairDelimiters(c)
	}
}

// paired returns siblings with the marked ones in nodes of their own.
func (g *guarded) paired(siblings []ast.Node) (result []ast.Node, found bool) {
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
			at, length, d := g.nextDelimiter(rest, from)
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

// nextDelimiter finds the next delimiter in a text, from an offset on.
func (g *guarded) nextDelimiter(text []byte, from int) (at, length int, d *delimiter) {
	for {
		next := bytes.Index(text[from:], []byte(guardedStart))
		if next < 0 {
			return 0, 0, nil
		}
		at = from + next
		p, length := g.piece(text[at:])
		if p.delimiter != nil {
			if before, behind := p.delimiter.around(); at >= before && len(text) >= at+length+behind {
				return at, length, p.delimiter
			}
		}
		from = at + length
	}
}
