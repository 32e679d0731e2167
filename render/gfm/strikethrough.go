package gfm

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gomarkdown/markdown/ast"
)

// strikeSingleTildes strikes through what stands between single tildes, as
// GitHub does and gomarkdown does not. Tildes that were escaped are not
// tildes in the tree (protect.go).
func strikeSingleTildes(n ast.Node) {
	switch n.(type) {
	case *ast.Paragraph, *ast.Heading, *ast.TableCell, *ast.Emph, *ast.Strong, *ast.Del, *ast.Link:
		if children, found := struck(n.GetChildren()); found {
			adopt(n, children)
		}
	}
	for _, c := range n.GetChildren() {
		strikeSingleTildes(c)
	}
}

func adopt(parent ast.Node, children []ast.Node) {
	parent.SetChildren(children)
	for _, c := range children {
		c.SetParent(parent)
	}
}

// struck gives siblings with what is struck through in Del nodes.
func struck(siblings []ast.Node) (result []ast.Node, found bool) {
	var openers []int // indices of tildes in result that something can be struck from
	for i, n := range siblings {
		text, ok := n.(*ast.Text)
		if !ok || !strings.Contains(string(text.Literal), "~") {
			result = append(result, n)
			continue
		}
		for _, part := range tildeParts(string(text.Literal), i > 0, i+1 < len(siblings)) {
			node := &ast.Text{Leaf: ast.Leaf{Literal: []byte(part.text)}}
			if part.closes && len(openers) > 0 {
				from := openers[len(openers)-1]
				openers = openers[:len(openers)-1]
				del := &ast.Del{}
				adopt(del, slices.Clone(result[from+1:]))
				result = append(result[:from], del)
				found = true
				continue
			}
			if part.opens {
				openers = append(openers, len(result))
			}
			result = append(result, node)
		}
	}
	return result, found
}

// tildePart is a single tilde that can open or close, or the text between.
type tildePart struct {
	text          string
	opens, closes bool
}

// tildeParts splits a text at its single tildes. A neighbour of the text is
// something that is no white space.
func tildeParts(text string, before, after bool) []tildePart {
	var parts []tildePart
	done := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '~' {
			continue
		}
		end := i + 1
		for end < len(text) && text[end] == '~' {
			end++
		}
		if end == i+1 {
			opens, closes := flanking(text[:i], text[end:], before, after)
			if opens || closes {
				if done < i {
					parts = append(parts, tildePart{text: text[done:i]})
				}
				parts = append(parts, tildePart{text[i:end], opens, closes})
				done = end
			}
		}
		i = end - 1
	}
	if done < len(text) {
		parts = append(parts, tildePart{text: text[done:]})
	}
	return parts
}

// flanking tells whether a delimiter can open and close, by what is on its two
// sides (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run).
func flanking(before, after string, nodeBefore, nodeAfter bool) (opens, closes bool) {
	left, _ := utf8.DecodeLastRuneInString(before)
	right, _ := utf8.DecodeRuneInString(after)
	spaceLeft := before == "" && !nodeBefore || before != "" && unicode.IsSpace(left)
	spaceRight := after == "" && !nodeAfter || after != "" && unicode.IsSpace(right)
	markLeft := before == "" && nodeBefore || before != "" && (unicode.IsPunct(left) || unicode.IsSymbol(left))
	markRight := after == "" && nodeAfter || after != "" && (unicode.IsPunct(right) || unicode.IsSymbol(right))
	opens = !spaceRight && (!markRight || spaceLeft || markLeft)
	closes = !spaceLeft && (!markLeft || spaceRight || markRight)
	return opens, closes
}
