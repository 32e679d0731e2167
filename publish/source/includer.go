package source

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"sync"
)

// includer reads the files that documents include.
type includer struct {
	workspace *Workspace
	docs      []string // the entries of the setting

	mu    sync.Mutex
	files map[string]map[string]bool // files that were included, and the documents that did
}

// Included is a file whose text is on the pages of documents.
type Included struct {
	File string   // path in the workspace
	In   []string // sources of the documents
}

// included returns the files that documents with these sources include, in the order of their paths.
func (i *includer) included(isPublished func(source string) bool) (all []Included) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, file := range slices.Sorted(maps.Keys(i.files)) {
		in := slices.DeleteFunc(slices.Sorted(maps.Keys(i.files[file])), func(source string) bool { return !isPublished(source) })
		if len(in) > 0 {
			all = append(all, Included{file, in})
		}
	}
	return all
}

func (i *includer) note(file, document string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.files[file] == nil {
		i.files[file] = map[string]bool{}
	}
	i.files[file][document] = true
}

// read reads a file that a document includes: by its path from the docs' folder, from one above that, or from the document. It must
// lie in the docs' folder, and be allowed to leave.
func (i *includer) read(document, name string) ([]byte, error) {
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
		if inDrafts(file) {
			return nil, fmt.Errorf("%s is not included: it lies in the folder %s", name, draftFolder)
		}
		content, err := i.workspace.ReadDocument(file)
		if err == nil {
			i.note(file, document)
		}
		return content, err
	}
	if outside != "" {
		return nil, fmt.Errorf("%s is not included: it lies outside of %s, and only files inside of the docs are", outside, top)
	}
	return nil, fmt.Errorf("%s is not included: there is no such file in %s", name, top)
}
