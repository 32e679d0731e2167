package setup

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/settings"
)

// presentSettings reads the file with the settings that a folder has already. Without one, FileDir is "".
func presentSettings(folder string) (settings.Settings, error) {
	none := func(string) string { return "" }
	present, _, err := settings.Read(settings.Sources{
		Flag: none, Input: none, Environment: none, ReadFile: os.ReadFile, Stat: os.Stat, WorkingDir: folder,
		Exists: func(name string) bool { _, err := os.Stat(name); return err == nil },
	})
	return present, err
}

// docsOf returns the docs of all trees.
func docsOf(s settings.Settings) (docs []string) {
	for _, tree := range s.Each() {
		for _, entry := range tree.Docs {
			if !slices.Contains(docs, entry) {
				docs = append(docs, entry)
			}
		}
	}
	return docs
}

// watched returns the path filters of a workflow for entries of docs. Hosts have filters of their own kinds: what is not
// plain in all of them becomes the folder that holds it.
func watched(repository fs.FS, docs []string) (filters []string) {
	for _, entry := range docs {
		entry = path.Clean(entry)
		if !fs.ValidPath(entry) {
			continue // outside the repository, whose changes start no workflow
		}
		info, err := fs.Stat(repository, entry)
		isFolder := err == nil && info.IsDir()
		switch glob := strings.IndexAny(entry, "*?[{"); {
		case isFolder, glob < 0 && path.Ext(entry) == "":
			entry = path.Join(entry, "**")
		case glob >= 0 && (strings.ContainsAny(entry, "?[{") || path.Ext(entry) == ""):
			entry = path.Join(path.Dir(entry[:glob]+"x"), "**")
		}
		if !slices.Contains(filters, entry) {
			filters = append(filters, entry)
		}
	}
	return filters
}
