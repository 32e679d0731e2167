package setup

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/source/nav"
)

// Look finds the documents of a repository, the tool that they are written for, and the CI host.
func Look(repository fs.FS, kind forge.Kind) Found {
	f := Found{Host: hostOf(repository, kind)}
	f.Docs, f.Why = docsIn(repository)
	if f.Why == "" {
		f.Docs = []string{"docs"}
	}
	for _, tool := range tools {
		if _, err := fs.Stat(repository, tool.file); err == nil && !slices.Contains(f.Dialects, tool.dialect) {
			f.Dialects = append(f.Dialects, tool.dialect)
		}
	}
	return f
}

// Found is what a repository looks like.
type Found struct {
	Docs       []string // entries of the setting
	Why        string   // they are taken for the docs; "" where there are none
	Paths      []string // whose changes concern them, as the path filters of workflows have them
	Dialects   []string // Markdown of tools, besides GitHub's
	LacksOwner bool     // nothing says whose pages these are
	Host       *Host    // nil where none is known
	Branch     string   // that is published
	WhyBranch  string   // it is taken
	URL        string   // of the Confluence, "" where it is not known
	Space      string
}

// tools are told by what they keep at the top of a repository.
var tools = []struct{ file, dialect string }{
	{"mkdocs.yml", "mkdocs"}, {"mkdocs.yaml", "mkdocs"},
	{"docusaurus.config.js", "docusaurus"}, {"docusaurus.config.ts", "docusaurus"}, {"docusaurus.config.mjs", "docusaurus"}, {"docusaurus.config.cjs", "docusaurus"},
	{".obsidian", "obsidian"}, {".gitlab-ci.yml", "gitlab"},
}

// keepers are what lies at the top where a tool keeps the documents in a folder of a fixed name.
var keepers = []struct{ file, folder string }{
	{"hugo.toml", "content"}, {"hugo.yaml", "content"}, {"hugo.json", "content"}, {"config.toml", "content"},
}

// folders are where people keep documents, the likeliest first.
var folders = []string{"docs", "doc", "documentation", "handbook", "wiki", "manual", "guides", "guide"}

// docsIn returns the entries of docs, and why they are taken for them.
func docsIn(repository fs.FS) (docs []string, why string) {
	for _, name := range []string{"mkdocs.yml", "mkdocs.yaml"} {
		if info, err := fs.Stat(repository, name); err != nil || !info.Mode().IsRegular() {
			continue // a pipe could be waited for without end
		}
		if content, err := fs.ReadFile(repository, name); err == nil {
			if folder := nav.DocsDir(content); hasDocuments(repository, folder) {
				return []string{folder}, "as " + name + " says"
			}
		}
	}
	for _, tool := range keepers {
		if _, err := fs.Stat(repository, tool.file); err == nil && hasDocuments(repository, tool.folder) {
			return []string{tool.folder}, "beside " + tool.file
		}
	}
	for _, name := range folders {
		if hasDocuments(repository, name) {
			return []string{name}, "the folder is there"
		}
	}
	if docs := deeper(repository); len(docs) > 0 {
		return docs, "folders of that name are there"
	}
	top, _ := fs.Glob(repository, "*.md")
	switch {
	case len(top) == 1:
		return top, "it is the only document"
	case len(top) > 1:
		return []string{"*.md"}, "documents at the top"
	}
	if docs := withDocuments(repository); len(docs) > 0 {
		return docs, "documents are there"
	}
	return nil, ""
}

// withDocuments returns the folders at the top that have documents, nil where there are too many to be meant.
func withDocuments(repository fs.FS) (found []string) {
	entries, _ := fs.ReadDir(repository, ".")
	for _, entry := range entries {
		if entry.IsDir() && !isSkipped(entry.Name()) && hasDocuments(repository, entry.Name()) {
			found = append(found, entry.Name())
		}
	}
	if len(found) > most {
		return nil
	}
	return found
}

// How far down, and for how many, folders of documents are looked for.
const (
	deepest = 4
	most    = 20
)

// deeper returns the folders docs of the parts of a repository.
func deeper(repository fs.FS) []string {
	var found []string
	_ = fs.WalkDir(repository, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil || !entry.IsDir():
			return nil // what cannot be read is not looked at
		case name != "." && isSkipped(entry.Name()) || strings.Count(name, "/") >= deepest || len(found) == most:
			return fs.SkipDir
		case path.Base(name) == folders[0] && hasDocuments(repository, name):
			found = append(found, name)
			return fs.SkipDir
		}
		return nil
	})
	return found
}

func isSkipped(folder string) bool {
	return strings.HasPrefix(folder, ".") || slices.Contains([]string{"node_modules", "vendor", "third_party"}, folder)
}

// hasDocuments reports whether Markdown lies in a folder.
func hasDocuments(repository fs.FS, folder string) bool {
	found := false
	_ = fs.WalkDir(repository, folder, func(name string, entry fs.DirEntry, err error) error {
		switch extension := strings.ToLower(path.Ext(name)); {
		case err != nil:
			return fs.SkipDir
		case entry.IsDir() && name != folder && isSkipped(entry.Name()):
			return fs.SkipDir
		case !entry.IsDir() && (extension == ".md" || extension == ".markdown" || extension == ".mdx"):
			found = true
			return fs.SkipAll
		}
		return nil
	})
	return found
}
