package nav

import (
	"path"
	"strings"
)

// readOrder reads the names of pages, one a line, without .md:
// https://learn.microsoft.com/azure/devops/project/wiki/wiki-file-structure.
func readOrder(n *Nav, file string, content []byte) error {
	number := 0
	for line := range strings.Lines(string(content)) {
		name := strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if name == "" || strings.HasPrefix(name, "#") {
			continue
		}
		number++
		name = path.Join(path.Dir(file), strings.TrimSuffix(name, ".md"))
		n.positions[name+".md"], n.positions[name] = float64(number), float64(number)
	}
	return nil
}
