package source

import (
	"path/filepath"
	"strings"
)

func isGlob(name string) bool { return literalPrefix(name) != name }

// literalPrefix is the part of a glob that names a folder or file as it stands.
func literalPrefix(glob string) string {
	at := strings.IndexAny(glob, "*?[{")
	if at < 0 {
		return glob
	}
	if slash := strings.LastIndexAny(glob[:at], "/"+string(filepath.Separator)); slash >= 0 {
		return glob[:slash+1]
	}
	return "."
}
