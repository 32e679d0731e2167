package gfm

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// Contents stands where a document asks for its table of contents: GitLab's and Azure DevOps' [[_TOC_]], Python-Markdown's [TOC],
// a comment <!-- toc --> or, below the first text, mark's <!-- Include: ac:toc -->. GitHub shows the first two as text and the comment not at all. The attribute raw is what is written.
var Contents = own(Tag{Name: "p", Block: true, Visible: true})

var (
	contentsMarker  = regexp.MustCompile(`^(?i:\[TOC\]|\[\[_?TOC_?\]\])$`)
	contentsComment = regexp.MustCompile(`(?im)^[ \t]*<!--[ \t]*(?:/?toc|toc[ -]?(?:end|stop)|end[ -]?toc)[ \t]*-->[ \t]*$`)
	contentsInclude = regexp.MustCompile(`(?i)^<!--\s*include:[ \t]*ac:toc\s`)
)

// contents builds a marker that is all of a paragraph or block.
func (b *builder) contents(raw string) {
	b.open(Contents, b.src.start(b.line), Attr{"raw", raw})
	b.close(Contents)
}

// isContents reports whether a paragraph is a marker.
func (b *builder) isContents(text []byte) bool {
	if len(text) > len("[[_TOC_]]")+2 || len(text) == 0 || text[0] != '[' {
		return false
	}
	text = bytes.TrimSpace(text)
	return contentsMarker.Match(text) && (text[1] == '[' || !b.definesTOC())
}

// definesTOC reports whether there is a reference definition for "[TOC]", which is a link then.
func (b *builder) definesTOC() bool {
	if b.tocDefined == nil {
		found := false
		for _, root := range b.roots {
			ast.WalkFunc(root, func(n ast.Node, _ bool) ast.WalkStatus {
				definition, ok := n.(*ast.ReferenceDefinition)
				found = found || ok && strings.EqualFold(string(definition.Label), "toc")
				return ast.GoToNext
			})
		}
		b.tocDefined = &found
	}
	return *b.tocDefined
}

// isContentsComment reports whether a comment asks for a table of contents. Two of them are around one that another tool has
// written into the document.
func (b *builder) isContentsComment(text []byte) bool {
	text = bytes.TrimSpace(text)
	if contentsInclude.Match(text) {
		return b.markup != nil || b.current.Parent != nil || b.current.LastChild != nil
	}
	return len(text) < 40 && contentsComment.Match(text) && len(contentsComment.FindAllStringIndex(b.src.text, 2)) == 1
}
