package source

import (
	"fmt"
	"path"
	"slices"

	"github.com/bmatcuk/doublestar/v4"
)

// find returns the documents of one entry of the docs setting, sorted, and the folder that is their top.
func (r *treeReader) find(entry string) (files []string, top string, err error) {
	if isGlob(entry) {
		top = path.Clean(literalPrefix(entry))
		matches, err := doublestar.Glob(r.workspace.FS(), entry, doublestar.WithFailOnIOErrors(), doublestar.WithNoFollow())
		if err != nil {
			return nil, "", fmt.Errorf("%q: %w", entry, err)
		}
		matchesGlob := func(name string) bool { return doublestar.MatchUnvalidated(entry, name) }
		if _, err := r.documentsIn(top, func(link string) {
			r.leaveOutLinked(link, func(document string) bool { return matchesGlob(document) || matchesGlob(link) })
		}); err != nil {
			return nil, "", err
		}
		for _, match := range matches {
			if r.workspace.isLinkedFolder(match) {
				continue
			}
			below, err := r.documentsIn(match, nil)
			if err != nil {
				return nil, "", err
			}
			files = append(files, below...)
		}
		slices.Sort(files)
		return slices.Compact(files), top, nil
	}
	isWanted := func(document string) bool { return r.filter.leavesOut(document, entry) == "" }
	files, err = r.documentsIn(entry, func(link string) { r.leaveOutLinked(link, isWanted) })
	if len(files) == 1 && files[0] == entry {
		return files, path.Dir(entry), err
	}
	return files, entry, err
}
