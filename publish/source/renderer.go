package source

import (
	"sync/atomic"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render"
)

// Renderer makes the bodies of the pages of a tree.
type Renderer struct {
	Tree       *Tree
	Workspace  *Workspace
	Settings   settings.Settings
	Editor     render.Editor
	Neighbours []Neighbour
	Space      string // key of the space that the pages belong to
	// Address returns the address of a file or folder in the source repository, with what follows its path in a link, "" where
	// there is none. Without a commit, the address is the same for every commit: what a page depends on besides its document
	// does not make it changed.
	Address func(path, suffix string, commit bool) string
	// Pictures returns the names of the diagrams' pictures that stand on the page of a document; nil: none do.
	Pictures func(source string) []string

	leftOut atomic.Bool // a link to a file that has no address
}

// LeavesLinksOut reports whether a page has links to files of the repository that have no address.
func (r *Renderer) LeavesLinksOut() bool { return r.leftOut.Load() }
