package nav

import (
	"path"
	"strings"

	"github.com/goccy/go-yaml"
)

// DocsDir returns the folder of the documents, as MkDocs' configuration names it.
func DocsDir(configuration []byte) string {
	var read struct {
		DocsDir string `yaml:"docs_dir"`
	}
	own := topLevel(string(configuration), "docs_dir")
	if err := yaml.Unmarshal([]byte(own), &read); own == "" || err != nil || read.DocsDir == "" {
		return "docs"
	}
	return path.Clean(read.DocsDir)
}

// readMkDocs reads docs_dir and nav of a site's configuration: https://www.mkdocs.org/user-guide/configuration/#nav. The
// rest of it may hold tags that only Python reads.
func readMkDocs(n *Nav, file string, content []byte) error {
	text := string(content)
	base := DocsDir(content)
	var read struct {
		Nav any `yaml:"nav"`
	}
	err := yaml.Unmarshal([]byte(topLevel(text, "nav")), &read)
	if err != nil && yaml.Unmarshal(content, &read) != nil { // the whole file has what an alias in nav stands for
		return err
	}
	count := 0
	n.takeSection(path.Join(path.Dir(file), base), entriesOf(read.Nav), &count)
	return nil
}

func (n *Nav) takeSection(base string, entries []entry, count *int) {
	for _, e := range entries {
		switch {
		case len(e.section) > 0:
			if folder := folderOf(base, e.section); folder != "" && e.title != "" {
				n.titles[folder] = e.title
			}
			n.takeSection(base, e.section, count)
		case e.target != "" && !isExternal(e.target):
			*count++
			name := path.Join(base, strings.TrimSuffix(e.target, "/"))
			n.sequence(name, *count)
			if e.title != "" {
				n.titles[name] = e.title
			}
		}
	}
}

// topLevel returns the lines of a key at the top of a YAML file.
func topLevel(text, key string) string {
	var found strings.Builder
	inside := false
	for line := range strings.Lines(text) {
		if first := line[0]; first != ' ' && first != '\t' && first != '-' && first != '#' && strings.TrimSpace(line) != "" {
			inside = strings.HasPrefix(line, key+":")
		}
		if inside {
			found.WriteString(line)
		}
	}
	return found.String()
}
