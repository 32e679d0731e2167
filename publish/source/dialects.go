package source

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

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
		for _, dir := range w.foldersAbove(entry) {
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

// foldersAbove returns the folder of an entry of docs and those above it; of a glob, those of everything that it matches.
func (w *Workspace) foldersAbove(entry string) []string {
	folders := slices.Collect(above(w.folderOf(entry)))
	if !isGlob(entry) {
		return folders
	}
	matches, _ := doublestar.Glob(w.FS(), entry, doublestar.WithNoFollow()) // find tells of its errors
	known := map[string]bool{}
	for _, dir := range folders {
		known[dir] = true
	}
	for _, match := range matches {
		for dir := range above(w.folderOf(match)) {
			if known[dir] {
				break
			}
			known[dir] = true
			folders = append(folders, dir)
		}
	}
	return folders
}
