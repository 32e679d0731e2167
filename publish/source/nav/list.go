package nav

import (
	"path"
	"strings"
)

// entry is one line of a nav: a document, a folder, or a section with entries of its own.
type entry struct {
	title, target string
	section       []entry
}

// entriesOf reads a list as MkDocs and awesome-pages have it: texts, or titles with a text or a list.
func entriesOf(list any) []entry {
	items, _ := list.([]any)
	var entries []entry
	for _, item := range items {
		switch item := item.(type) {
		case string:
			entries = append(entries, entry{target: item})
		case map[string]any:
			for title, value := range item {
				e := entry{title: title, section: entriesOf(value)}
				e.target, _ = value.(string)
				entries = append(entries, e)
			}
		}
	}
	return entries
}

// isExternal reports whether a target is an address and no file.
func isExternal(target string) bool { return strings.Contains(target, "://") }

// folderOf returns the folder that a section stands for: the one that holds all of its documents and is no more than their
// common folder. It is "" for one that holds all documents.
func folderOf(base string, section []entry) string {
	common := ""
	var look func(entries []entry)
	look = func(entries []entry) {
		for _, e := range entries {
			look(e.section)
			if e.target == "" || isExternal(e.target) {
				continue
			}
			dir := path.Dir(path.Join(base, e.target))
			if common == "" {
				common = dir
			}
			for common != "." && dir != common && !strings.HasPrefix(dir, common+"/") {
				common = path.Dir(common)
			}
		}
	}
	look(section)
	if common == base || common == "." || !strings.HasPrefix(common, base+"/") && base != "." {
		return ""
	}
	return common
}
