package gfm

import (
	"bytes"
	"regexp"

	"github.com/gomarkdown/markdown/ast"
)

// What only wikis of Azure DevOps, and md2conf, have (https://learn.microsoft.com/azure/devops/project/wiki/markdown-guidance) is not read. It is
// reported, with how to write it so that it is.

func init() {
	onBlock(blockHook{
		foreign: foreign{in: azureWiki, like: "::: mermaid", signs: []string{":::"}, instead: "put ```mermaid above the diagram and ``` below it"},
		rank:    41, first: ":", find: findAzureDiagram,
	})
	onBlock(blockHook{
		foreign: foreign{in: azureWiki, like: "::: video", signs: []string{":::"}, instead: "put a link to the video in its place"},
		rank:    41, first: ":", find: findAzureVideo,
	})
	onBlock(blockHook{
		foreign: foreign{in: azureWiki, like: "::: query-table", signs: []string{":::"}, instead: "put a link to the query in its place"},
		rank:    41, first: ":", find: findAzureQuery,
	})
	for _, is := range []struct{ placeholder, tool string }{{"[[_TOSP_]]", ""}, {"[[_LISTING_]]", "md2conf"}} { // lists of the pages below
		onInline(inlineHook{
			foreign: foreign{in: azureWiki, like: is.placeholder, signs: []string{is.placeholder}, tool: is.tool,
				instead: "remove it, for Confluence shows the pages below a page by itself"},
			first: '[', find: func(text []byte, at int) (raw string, node ast.Node) {
				if !bytes.HasPrefix(text[at:], []byte(is.placeholder)) {
					return "", nil
				}
				return is.placeholder, nil
			},
		})
	}
	onInline(inlineHook{
		foreign: foreign{in: azureWiki, like: "the size in ![…](image.png =200x100)", signs: []string{" ="}, instead: `write <img src="image.png" width="200">`},
		first:   '=', find: findAzureSize,
	})
}

var (
	azureDiagram   = regexp.MustCompile(`^ {0,3}:::[ \t]*mermaid[ \t]*(?:\n|$)`)
	azureVideo     = regexp.MustCompile(`^ {0,3}:::[ \t]+video[ \t]*(?:\n|$)`)
	azureQuery     = regexp.MustCompile(`^ {0,3}:::[ \t]+query-table\b[^\n]*(?:\n|$)`)
	azureSize      = regexp.MustCompile(`^=(?:[0-9]+x?[0-9]*|x[0-9]+)[ \t]*\)`)
	imageWithSpace = regexp.MustCompile(`!\[[^\[\]\n]*\]\([^()\n]+[ \t]$`)
)

func findAzureDiagram(_ *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	return nil, nil, len(azureDiagram.Find(rest))
}

func findAzureVideo(_ *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	return nil, nil, len(azureVideo.Find(rest))
}

func findAzureQuery(_ *blockParser, rest []byte) (node ast.Node, inside []byte, length int) {
	return nil, nil, len(azureQuery.Find(rest))
}

// isAzure reports whether a line begins what only Azure DevOps has between ":::".
func isAzure(line []byte) bool {
	return azureDiagram.Match(line) || azureVideo.Match(line) || azureQuery.Match(line)
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
