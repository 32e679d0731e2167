package source

import (
	"io/fs"
	"strings"
)

// documentsIn returns the documents in a folder, or the one of that name. Symbolic links in it are documents too, or are
// told to onLink, which may be nil.
func (r *treeReader) documentsIn(top string, onLink func(link string)) (files []string, err error) {
	err = fs.WalkDir(r.workspace.FS(), top, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return r.workspace.explain(name, err)
		case entry.IsDir():
			if name != top && ignoredFolder(entry.Name()) {
				return fs.SkipDir
			}
		case (r.tree.isDocument(name) || isMDX(name)) && (name == top || !strings.HasPrefix(entry.Name(), ".")):
			files = append(files, name)
		case onLink != nil && entry.Type()&fs.ModeSymlink != 0 && !ignoredFolder(entry.Name()):
			onLink(name)
		}
		return nil
	})
	return files, err
}
