package report

import (
	"slices"

	"github.com/pagewright/pagewright/publish/settings"
)

// tree is a named tree of the run.
type tree struct {
	Name  string `json:"name"`
	Space string `json:"space,omitempty"`
}

// nameTrees notes the trees that are published. The report names a space where it is that of all.
func (r *Report) nameTrees(s settings.Settings) {
	for _, of := range s.Trees {
		if !of.Aside {
			r.trees = append(r.trees, tree{of.Tree, of.Space})
		}
	}
	if len(r.trees) == 0 {
		return
	}
	r.Space = r.trees[0].Space
	if slices.ContainsFunc(r.trees, func(of tree) bool { return of.Space != r.Space }) {
		r.Space = ""
	}
}

// isFirst reports whether a tree is the first one, in which readers begin.
func (r *Report) isFirst(name string) bool { return len(r.trees) == 0 || r.trees[0].Name == name }

// withTree names a document together with its tree.
func withTree(source, tree string) string {
	if tree == "" {
		return source
	}
	return source + ", tree " + tree
}
