package gfm

import (
	"strings"

	"github.com/gomarkdown/markdown/ast"
)

// Dialect is Markdown that tools have beyond GitHub's. Several may be read at once.
type Dialect uint8

// The dialects.
const (
	MkDocs     Dialect = 1 << iota // Python-Markdown, with what Material for MkDocs adds
	Docusaurus                     // with the imports, and the tags of components, that its MDX has
	GitLab
	Obsidian

	// MDX is a whole document in it: braces hold expressions, and indentation means nothing.
	MDX
	// Subscript reads ~x~ as MkDocs does, where GitHub strikes it through.
	Subscript

	// azureWiki cannot be read, only be reported.
	azureWiki
)

// dialects are those that people set, by the names that they are set with.
var dialects = []struct {
	is         Dialect
	name, tool string
}{{MkDocs, "mkdocs", "MkDocs"}, {Docusaurus, "docusaurus", "Docusaurus"}, {GitLab, "gitlab", "GitLab"}, {Obsidian, "obsidian", "Obsidian"}}

// DialectNamed returns the dialect with a name, 0 if there is none.
func DialectNamed(name string) Dialect {
	for _, d := range dialects {
		if d.name == name {
			return d.is
		}
	}
	return 0
}

// Names returns the names of dialects, with commas between them.
func (d Dialect) Names() string {
	var names []string
	for _, known := range dialects {
		if d&known.is != 0 {
			names = append(names, known.name)
		}
	}
	return strings.Join(names, ", ")
}

// Options say what is read beyond GitHub's Markdown.
type Options struct {
	Dialects Dialect
	// Hint reports, once, what of other dialects there is.
	Hint bool
	// Include returns the text of a file that is included (--8<-- "name"), as Parse takes it. Its errors are for people.
	Include func(name string) (text string, err error)
}

// foreign is what a construct's file registers it with, if it is not GitHub's.
type foreign struct {
	in    Dialect  // which dialects have it; 0 if it is GitHub's
	like  string   // an example
	signs []string // every text that has it has one of them
	watch bool     // it is only to be reported

	instead string // how to write what no dialect has read
	tool    string // whose that is; "" is Azure DevOps
}

// hints are what was found of dialects that are not read.
type hints struct {
	found []hint         // one for each construct
	at    map[string]int // the index of each, by what it is like
}

type hint struct {
	of foreign
	at int
}

func (h *hints) add(of foreign, at int) {
	if i, known := h.at[of.like]; known {
		h.found[i].at = min(h.found[i].at, at)
		return
	}
	if h.at == nil {
		h.at = map[string]int{}
	}
	h.at[of.like] = len(h.found)
	h.found = append(h.found, hint{of, at})
}

// inlineHook finds a construct in a text.
type inlineHook struct {
	foreign
	first byte // what it begins with
	// find reads the construct that may be at an offset; raw is "" if it is none.
	find func(text []byte, at int) (raw string, node ast.Node)
	// mark finds delimiters instead, around what is an element with the tag.
	mark func(text []byte, at int) (run int, opens, closes bool)
	tag  *Tag
}

var inlineHooks []inlineHook

func onInline(h inlineHook) { inlineHooks = append(inlineHooks, h) }

// endHook takes something off the end of the text of a heading or paragraph.
type endHook struct {
	foreign
	find func(in Dialect, tag *Tag, text []byte) (length int, attrs []Attr)
}

var endHooks []endHook

func onEnd(h endHook) { endHooks = append(endHooks, h) }
