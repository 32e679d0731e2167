package source

import (
	"slices"
	"strings"
)

// draftFolder is where Jekyll keeps documents that are not to be published: https://jekyllrb.com/docs/posts/#drafts.
const draftFolder = "_drafts"

func inDrafts(file string) bool {
	folders := strings.Split(file, "/")
	return slices.ContainsFunc(folders[:len(folders)-1], func(name string) bool { return strings.EqualFold(name, draftFolder) })
}
