package source

import (
	"path"
	"slices"
	"strings"
)

func isMarkdown(name string) bool {
	extension := strings.ToLower(path.Ext(name))
	return extension == ".md" || extension == ".markdown"
}

func isMDX(name string) bool { return strings.EqualFold(path.Ext(name), ".mdx") }

func isIndex(name string) bool {
	return indexRank(name) > 0
}

// indexRank orders the documents that may stand for their folder: index.md, Hugo's _index.md, README.md; 0 for others.
func indexRank(name string) int {
	return 1 + slices.Index([]string{"index", "_index", "readme"}, strings.ToLower(strings.TrimSuffix(path.Base(name), path.Ext(name))))
}

// FolderOf returns the folder that a page of this source stands for, "" for none: the source of a folder without a document ends
// in "/".
func FolderOf(source string) string {
	switch {
	case strings.HasSuffix(source, "/"):
		return strings.TrimSuffix(source, "/")
	case isIndex(source):
		return path.Dir(source)
	}
	return ""
}

// FolderAbove returns the folder that a page of this source lies in.
func FolderAbove(source string) string {
	if folder := FolderOf(source); folder != "" {
		return path.Dir(folder)
	}
	return path.Dir(source)
}

// stem is the name of a file without its extension.
func stem(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

func ignoredFolder(name string) bool {
	return strings.HasPrefix(name, ".") || name == "node_modules"
}
