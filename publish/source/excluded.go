package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render"
)

// Excluded is a document that is there and is not to be published. A page that was published from it earlier stays as it
// is.
type Excluded struct {
	Source   string // path in the workspace
	Line     int    // of the words that hold it back; 0 where there are none
	Reason   string
	Filtered bool // include or exclude leave it out
}

func (r *treeReader) exclude(e Excluded) { r.tree.Excluded = append(r.tree.Excluded, e) }

// IsExcluded returns why the document or folder, named as a page's source, is not published; ok is false where it is
// published, or not there. A folder is excluded where a document in it is.
func (t *Tree) IsExcluded(source string) (reason string, ok bool) {
	if t.bySource[source] != nil {
		return "", false
	}
	at, found := slices.BinarySearchFunc(t.Excluded, source, func(e Excluded, source string) int { return strings.Compare(e.Source, source) })
	if found {
		return t.Excluded[at].Reason, true
	}
	if isFolder := strings.HasSuffix(source, "/"); isFolder && at < len(t.Excluded) && strings.HasPrefix(t.Excluded[at].Source, source) {
		return t.Excluded[at].Reason, true
	}
	return "", false
}

// draftFolder is where Jekyll keeps documents that are not to be published: https://jekyllrb.com/docs/posts/#drafts.
const draftFolder = "_drafts"

func isDraftFolder(name string) bool { return strings.EqualFold(name, draftFolder) }

// heldBack returns why the author holds a document back: by the document's own words, or by the folder it lies in, as
// far as the user has not named that folder.
func (r *treeReader) heldBack(document *Document, docs string) *Excluded {
	if held := document.HeldBack; held != nil {
		return &Excluded{Source: document.Path, Line: held.Line, Reason: "held back by " + held.Words}
	}
	if publish := document.FrontMatter.Publish; publish != nil && *publish {
		return nil
	}
	below := strings.TrimPrefix(document.Path, literalPrefix(docs))
	if folders := strings.Split(below, "/"); slices.ContainsFunc(folders[:len(folders)-1], isDraftFolder) {
		return &Excluded{Source: document.Path, Reason: fmt.Sprintf("held back by its folder %s; publish: true publishes it", draftFolder)}
	}
	return nil
}

// withoutErrors keeps what the author of a document that is held back may want to know.
func withoutErrors(problems []render.Problem) []render.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p render.Problem) bool { return p.Severity == render.Error })
}
