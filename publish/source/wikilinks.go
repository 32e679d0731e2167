package source

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/nearest"
)

// fill reads the names, once.
func (n *names) fill(tree *Tree, workspace *Workspace) {
	n.once.Do(func() {
		n.pages, n.titles, n.files = map[string][]string{}, map[string][]string{}, map[string][]string{}
		add := func(to map[string][]string, name, file string) {
			if key := nameKey(name); key != "" && !slices.Contains(to[key], file) {
				to[key] = append(to[key], file)
			}
		}
		for page := range tree.All() {
			if page.Document == nil {
				continue
			}
			add(n.pages, page.name(), page.Source)
			add(n.pages, strings.TrimSuffix(path.Base(page.Source), path.Ext(page.Source)), page.Source)
			add(n.titles, page.Title, page.Source)
			add(n.titles, page.Document.Heading, page.Source)
			for _, alias := range page.Document.FrontMatter.Others.Aliases {
				add(n.titles, alias, page.Source)
			}
		}
		for _, entry := range tree.Docs {
			_ = fs.WalkDir(workspace.FS(), workspace.folderOf(entry), func(file string, entry fs.DirEntry, err error) error {
				switch {
				case err != nil || entry.IsDir() && ignoredFolder(entry.Name()) && file != ".":
					return fs.SkipDir // what cannot be read has no name
				case !entry.IsDir() && !tree.isDocument(file):
					add(n.files, path.Base(file), file)
					add(n.files, strings.TrimSuffix(path.Base(file), path.Ext(file)), file)
				}
				return nil
			})
		}
	})
}

// Named implements [render.Namer]: a document is found by the name of its file or by its title, another file by its name. Of several,
// the one beside the document is meant. What the document's own tree does not have is looked for in the others.
func (l *linkResolver) Named(name string, image bool) (destination string, err error) {
	if name == "" {
		return "", nil
	}
	found := l.find(l.tree, l.workspace, name, image)
	for _, other := range l.neighbours {
		if len(found) == 0 && other.Workspace.Dir == l.workspace.Dir {
			found = l.find(other.Tree, other.Workspace, name, image)
		}
	}
	switch {
	case len(found) == 1:
		return "/" + (&url.URL{Path: found[0]}).EscapedPath(), nil
	case len(found) > 1:
		return "", fmt.Errorf("[[%s]] may be %s: name the one that is meant by its path", name, strings.Join(found, " or "))
	case image:
		return "", fmt.Errorf("there is no image named %q in the docs: correct the name", name)
	}
	return "", fmt.Errorf("there is no document named %q, by its file or title: %s", name, l.suggestion(name))
}

// find returns the documents of a tree, or the files beside them, that a name may mean.
func (l *linkResolver) find(tree *Tree, workspace *Workspace, name string, image bool) []string {
	n := &tree.names
	n.fill(tree, workspace)
	found := l.named(n.files, name)
	if image {
		return found
	}
	document := name
	if tree.isDocument(name) {
		document = strings.TrimSuffix(name, path.Ext(name))
	}
	for _, all := range []map[string][]string{n.titles, n.pages} {
		if documents := l.named(all, document); len(documents) > 0 {
			found = documents
		}
	}
	return found
}

// named returns the files with a name, which may have folders in front: all of them, or the one that is nearest.
func (l *linkResolver) named(all map[string][]string, name string) []string {
	key := nameKey(name)
	found := all[key]
	if folder, base := path.Split(key); folder != "" && len(found) == 0 {
		found = slices.DeleteFunc(slices.Clone(all[base]), func(file string) bool {
			return !strings.HasSuffix("/"+nameKey(path.Dir(file))+"/", "/"+strings.TrimLeft(folder, "./"))
		})
	}
	if len(found) < 2 {
		return found
	}
	beside := slices.DeleteFunc(slices.Clone(found), func(file string) bool { return path.Dir(file) != path.Dir(l.page.Source) })
	if len(beside) == 1 {
		return beside
	}
	return found
}

func (l *linkResolver) suggestion(name string) string {
	var known []string
	for key := range l.tree.names.pages {
		known = append(known, key)
	}
	slices.Sort(known)
	if near := nearest.Name(nameKey(path.Base(name)), known); near != "" {
		return "did you mean [[" + near + "]]?"
	}
	return "correct the name"
}
