package source

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/render"
)

// toolFiles are what tools keep in a repository, by which their dialects are found: files, or folders.
var toolFiles = []struct {
	name    string
	dialect render.Dialect
}{
	{"mkdocs.yml", render.MkDocs}, {"mkdocs.yaml", render.MkDocs},
	{"docusaurus.config.js", render.Docusaurus}, {"docusaurus.config.ts", render.Docusaurus},
	{"docusaurus.config.mjs", render.Docusaurus}, {"docusaurus.config.cjs", render.Docusaurus},
	{".gitlab-ci.yml", render.GitLab},
	{".obsidian", render.Obsidian}, {".markdown-confluence.json", render.Obsidian}, // the latter publishes from Obsidian
}

// dialects returns the dialects that documents are read in: those of the setting, or, with auto, those of the tools whose files stand in
// the docs' folders or above. What GitHub does not show as it is written, but as something else, is read only as the setting says.
// Note says what auto has found, "" if it is nothing.
func (w *Workspace) dialects(s settings.Settings, docs []string) (read render.Dialect, note string) {
	for _, name := range s.Dialect {
		read |= render.DialectNamed(name)
	}
	if read&render.MkDocs != 0 {
		read |= render.Subscript
	}
	if len(s.Dialect) > 0 && !slices.Contains(s.Dialect, "auto") {
		return read, ""
	}
	var found render.Dialect
	var files []string
	for _, entry := range docs {
		for dir := range above(w.folderOf(entry)) {
			for _, tool := range toolFiles {
				file := path.Join(dir, tool.name)
				if (read|found)&tool.dialect != 0 {
					continue
				}
				if _, err := w.Stat(file); err == nil {
					found |= tool.dialect
					files = append(files, file)
				}
			}
		}
	}
	if found == 0 {
		return read, ""
	}
	verb := "is"
	if len(files) > 1 {
		verb = "are"
	}
	return read | found, fmt.Sprintf("documents are read with the Markdown of %s too, since %s %s there; dialect: github reads them as GitHub shows them",
		found.Names(), strings.Join(files, ", "), verb)
}

// above returns a folder and those above it, up to the top of the workspace.
func above(dir string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for ; yield(dir) && dir != "."; dir = path.Dir(dir) {
		}
	}
}

// folderOf returns the folder of an entry of the docs setting.
func (w *Workspace) folderOf(entry string) string {
	folder := path.Clean(literalPrefix(entry))
	if info, err := w.Stat(folder); err == nil && !info.IsDir() {
		folder = path.Dir(folder)
	}
	return folder
}

// markdown returns the Markdown that documents are read as.
func (r *treeReader) markdown() render.Markdown {
	s := r.settings.Dialect
	included := includer{r.workspace, r.tree.Docs}
	return render.Markdown{Dialects: r.tree.Dialects, Hint: !(len(s) == 1 && s[0] == "github"), Include: included.read}
}

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

func isBelow(file, folder string) bool { return folder == "." || strings.HasPrefix(file, folder+"/") }

// isDocument reports whether a file is one by its name.
func (t *Tree) isDocument(name string) bool {
	return isMarkdown(name) || t.Dialects&render.Docusaurus != 0 && isMDX(name)
}

func isMDX(name string) bool { return strings.EqualFold(path.Ext(name), ".mdx") }

// isUnreadMDX excludes a document that only the dialect of Docusaurus reads.
func (r *treeReader) isUnreadMDX(file string) bool {
	if r.tree.isDocument(file) {
		return false
	}
	r.exclude(Excluded{Source: file, Reason: "MDX is read with dialect: docusaurus only"})
	return true
}

// inStatic returns the file that a path from the site's root means in Docusaurus, where the root's own files lie in its folder
// "static"; "" if there is none.
func (l *linkResolver) inStatic(rooted string) string {
	if l.tree.Dialects&render.Docusaurus == 0 {
		return ""
	}
	for dir := range above(l.workspace.folderOf(l.page.Docs)) {
		file := path.Join(dir, "static", rooted)
		if info, err := l.workspace.Stat(file); err == nil && !info.IsDir() {
			return file
		}
	}
	return ""
}
