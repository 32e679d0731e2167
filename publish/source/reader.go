package source

import (
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source/nav"
	"github.com/pagewright/pagewright/render"
)

type treeReader struct {
	workspace *Workspace
	settings  settings.Settings
	filter    *filter
	includer  *includer
	tree      *Tree
	readings  map[string]reading // documents of the entry that is laid out, by path
	problems  []render.Problem
	nav       *nav.Nav // of the entry of docs that is being read; nil where nobody wants it
}

func (r *treeReader) exclude(e Excluded) { r.tree.Excluded = append(r.tree.Excluded, e) }

// fail reports what keeps a page from being published.
func (r *treeReader) fail(page *Page, key, rule, message string) {
	page.Broken = true
	r.problems = append(r.problems, page.problem(key, render.Error, rule, message))
}
