package source

import (
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// IsOutside reports whether a document that a tree does not have is in the checkout nevertheless, outside of the tree's docs: it
// is not gone.
func (w *Workspace) IsOutside(t *Tree, source string) bool {
	if strings.HasSuffix(source, "/") || slices.ContainsFunc(t.Docs, func(entry string) bool { return covers(entry, source) }) {
		return false
	}
	info, err := w.root.Lstat(source)
	return err == nil && info.Mode().IsRegular()
}

// covers reports whether an entry of docs names a file, or a folder that holds it.
func covers(entry, file string) bool {
	for ; file != "." && file != "/"; file = path.Dir(file) {
		if is, _ := doublestar.Match(path.Clean(entry), file); is || path.Clean(entry) == file {
			return true
		}
	}
	return path.Clean(entry) == "."
}
