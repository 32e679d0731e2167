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

// treesOf returns the named trees that are published, and the space where it is that of all.
func treesOf(s settings.Settings) (trees []tree, space string) {
	for _, of := range s.Trees {
		if !of.LeftOut {
			trees = append(trees, tree{of.Tree, of.Space})
		}
	}
	if len(trees) == 0 {
		return nil, s.Space
	}
	if space = trees[0].Space; slices.ContainsFunc(trees, func(of tree) bool { return of.Space != space }) {
		space = ""
	}
	return trees, space
}

// withTree names a document together with its tree.
func withTree(source, tree string) string {
	if tree == "" {
		return source
	}
	return source + ", tree " + tree
}
