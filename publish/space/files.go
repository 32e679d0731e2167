package space

import (
	"maps"
	"slices"
	"strings"
)

// File is an attachment of a page.
type File struct {
	Name string
	Hash string // of the content, as the run said that put it there; "" where the last version is somebody else's
}

// filePrefix begins the comment of each attachment that a run puts on a page; the hash of its content follows. It tells
// which files are ours and which of them have changed.
const filePrefix = "pagewright "

// FileComment is the comment of an attachment with this hash of its content.
func FileComment(hash string) string { return filePrefix + hash }

// HashInComment reads the hash of a file's content; it is "" for a file that a person put there, or changed.
func HashInComment(comment string) string {
	if hash, ours := strings.CutPrefix(comment, filePrefix); ours {
		return hash
	}
	return ""
}

// FilesHash stands for the attachments of a page: their names and the hashes of their contents. It is "" for none.
func FilesHash(contents map[string]string) string {
	if len(contents) == 0 {
		return ""
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(contents)) {
		parts = append(parts, name, contents[name])
	}
	return Hash(parts...)
}
