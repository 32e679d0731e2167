package source

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// leaveOutLinked notes a folder that a symbolic link leads to. It is not followed: the documents would be on two pages where
// they are published already, links between them would count from the wrong folder, and the repository's host shows no file
// at such a path. Folders without documents that are wanted are nobody's concern.
func (r *treeReader) leaveOutLinked(link string, isWanted func(document string) bool) {
	if !r.workspace.isLinkedFolder(link) {
		return
	}
	if _, err := r.workspace.Stat(link); err != nil {
		r.exclude(Excluded{Source: link + "/", Reason: "it is a symbolic link to a folder outside of the checkout"})
		return
	}
	documents, err := r.documentsIn(link, nil)
	if err != nil || !slices.ContainsFunc(documents, isWanted) {
		return
	}
	target := r.workspace.target(link)
	reason := "name " + target + " in docs to publish it"
	if slices.ContainsFunc(r.tree.Docs, func(entry string) bool {
		top := path.Clean(literalPrefix(entry))
		return top == "." || target == top || strings.HasPrefix(target, top+"/")
	}) {
		reason = "the documents are published from there"
	}
	r.exclude(Excluded{Source: link + "/", Reason: fmt.Sprintf("it is a symbolic link to the folder %s: %s", target, reason)})
}

func (w *Workspace) isLinkedFolder(name string) bool {
	info, err := os.Stat(filepath.Join(w.Dir, filepath.FromSlash(name)))
	return err == nil && info.IsDir() && w.isLink(name)
}
