package gfm

import (
	"regexp"

	"github.com/gomarkdown/markdown/ast"
)

// What only wikis of Azure DevOps have (https://learn.microsoft.com/azure/devops/project/wiki/markdown-guidance) is not read. It is
// reported, with how to write it so that it is.

func init() {
	onBlock(blockHook{
		foreign: foreign{in: azureWiki, like: "::: mermaid", signs: []string{":::"}, instead: "put ```mermaid above the diagram and ``` below it"},
		rank:    41, first: ":", find: findAzureDiagram,
	})
	onInline(inlineHook{
		foreign: foreign{in: azureWiki, like: "the size in ![…](image.png =200x100)", signs: []string{" ="}, instead: `write <img src="image.png" width="200">`},
		first:   '=', find: findAzureSize,
	})
}

var (
	azureDiagram   = regexp.MustCompile(`^ {0,3}:::[ \t]*mermaid[ \t]*(?:\n|$)`)
	azureSize      = regexp.MustCompile(`^=(?:[0-9]+x?[0-9]*|x[0-9]+)[ \t]*\)`)
	imageWithSpace = regexp.MustCompile(`!\[[^\[\]\n]*\]\([^()\n]+[ \t]$`)
)

func findAzureDiagram(_ *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	return nil, nil, len(azureDiagram.Find(rest))
}

func findAzureSize(text []byte, at int) (raw string, node ast.Node) {
	size := azureSize.Find(text[at:])
	if size == nil || !imageWithSpace.Match(text[max(at-longestAddress, 0):at]) {
		return "", nil
	}
	return string(size), nil
}

// longestAddress bounds how far in front of an image's size its beginning is looked for, in bytes.
const longestAddress = 1 << 10
