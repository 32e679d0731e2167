package source

import (
	"fmt"
	"path"
	"slices"
)

// includer reads the files that documents include.
type includer struct {
	workspace *Workspace
	docs      []string // the entries of the setting
}

// read reads a file that a document includes: by its path from the docs' folder, from one above that, or from the document. It must
// lie in the docs' folder, and be allowed to leave.
func (i includer) read(document, name string) ([]byte, error) {
	top := "."
	for _, entry := range i.docs {
		if folder := i.workspace.folderOf(entry); isBelow(document, folder) && len(folder) >= len(top) {
			top = folder
		}
	}
	outside := ""
	for _, dir := range slices.Concat(slices.Collect(above(top)), []string{path.Dir(document)}) {
		file := path.Join(dir, name)
		if info, err := i.workspace.Stat(file); err != nil || info.IsDir() {
			continue
		}
		if !isBelow(file, top) {
			outside = file
			continue
		}
		return i.workspace.ReadDocument(file)
	}
	if outside != "" {
		return nil, fmt.Errorf("%s is not included: it lies outside of %s, and only files inside of the docs are", outside, top)
	}
	return nil, fmt.Errorf("%s is not included: there is no such file in %s", name, top)
}
