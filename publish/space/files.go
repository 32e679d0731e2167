package space

import (
	"maps"
	"slices"
	"strings"
)

// File is an attachment of a page.
type File struct {
	Name  string
	Hash  string // of the content, as the run said that put it there; "" where the last version is somebody else's
	Stays bool   // it took the place of a file of somebody else
}

// filePrefix begins the comment of each attachment that a run puts on a page; the hash of its content follows. It tells
// which files are ours and which of them have changed.
const filePrefix = "pagewright "

// overAnother ends the comment of a file that took the place of one that was not ours: it is not removed.
const overAnother = " (the file that was here before is in its history)"

// FileComment is the comment of an attachment with this hash of its content. Over says that it takes the place of a file of
// somebody else.
func FileComment(hash string, over bool) string {
	if over {
		return filePrefix + hash + overAnother
	}
	return filePrefix + hash
}

// IsOverAnother reports whether a comment says that the file took the place of one of somebody else.
func IsOverAnother(comment string) bool {
	return HashInComment(comment) != "" && strings.HasSuffix(comment, overAnother)
}

// HashInComment reads the hash of a file's content; it is "" for a file that a person put there, or changed.
func HashInComment(comment string) string {
	if hash, ours := strings.CutPrefix(comment, filePrefix); ours {
		return strings.TrimSuffix(hash, overAnother)
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
