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

// stem is the name of a file without its extension.
func stem(file string) string { return strings.TrimSuffix(path.Base(file), path.Ext(file)) }

func ignoredFolder(name string) bool {
	return strings.HasPrefix(name, ".") || name == "node_modules"
}
