package render

import (
	"fmt"
	"path"
	"strings"

	"github.com/pagewright/pagewright/render/gfm"
)

// Dialect is Markdown that other tools have beyond GitHub's.
type Dialect = gfm.Dialect

// The dialects.
const (
	MkDocs     = gfm.MkDocs
	Docusaurus = gfm.Docusaurus
	GitLab     = gfm.GitLab
	Obsidian   = gfm.Obsidian
	MDX        = gfm.MDX       // that a document of Docusaurus is MDX, as those named .mdx are
	Subscript  = gfm.Subscript // MkDocs' ~x~, which GitHub strikes through
)

// DialectNamed returns the dialect with a name, 0 if there is none.
func DialectNamed(name string) Dialect { return gfm.DialectNamed(name) }

// Markdown says which Markdown documents are read as.
type Markdown struct {
	Dialects Dialect
	// Hint reports, once for a document, what it has of other dialects.
	Hint bool
	// Include returns the content of a file that the document with a path includes (--8<-- "name" of MkDocs). Its errors are for
	// people.
	Include func(document, name string) ([]byte, error)
}

// options gives what a document is parsed with. What it includes is cleaned as it is itself, loses its front
// matter, and is not included if that calls it a draft: publish: false says no more than that it has no page of its own.
func (m Markdown) options(document string) gfm.Options {
	o := gfm.Options{Dialects: m.Dialects, Hint: m.Hint}
	if o.Dialects&Docusaurus != 0 && strings.EqualFold(path.Ext(document), ".mdx") {
		o.Dialects |= gfm.MDX
	}
	if m.Include != nil {
		o.Include = func(name string) (string, error) {
			content, err := m.Include(document, name)
			if err != nil {
				return "", err
			}
			text, _ := clean(content)
			text, matter := readMatter(text)
			if held := matter.held; held != nil && !matter.publishes() {
				return "", fmt.Errorf("%s is not included: it is held back by %s", name, held.Words)
			}
			if text, err = gfm.WithoutHeldBack(text, o); err != nil {
				return "", fmt.Errorf("%s is not included: %w", name, err)
			}
			return text, nil
		}
	}
	return o
}
