package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render"
)

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

func (r *treeReader) isWanted(file, top string) bool {
	if _, twice := r.tree.bySource[file]; twice {
		return false
	}
	if r.nav.IsContents(file) {
		r.exclude(Excluded{Source: file, Reason: "it is a site generator's table of contents; nav: none publishes it"})
		return false
	}
	if reason := r.filter.leavesOut(file, top); reason != "" {
		r.exclude(Excluded{Source: file, Reason: reason, Filtered: true})
		return false
	}
	return true
}

// isUnreadMDX excludes a document that only the dialect of Docusaurus reads.
func (r *treeReader) isUnreadMDX(file string) bool {
	if r.tree.isDocument(file) {
		return false
	}
	r.exclude(Excluded{Source: file, Reason: "MDX is read with dialect: docusaurus only"})
	return true
}

// heldBack returns why the author holds a document back: by the document's own words, or by the folder it lies in, as
// far as the user has not named that folder.
func (r *treeReader) heldBack(document *Document, docs string) *Excluded {
	if held := document.HeldBack; held != nil {
		return &Excluded{Source: document.Path, Line: held.Line, Reason: "held back by " + held.Words}
	}
	if publish := document.FrontMatter.Publish; publish != nil && *publish {
		return nil
	}
	if inDrafts(strings.TrimPrefix(document.Path, literalPrefix(docs))) {
		return &Excluded{Source: document.Path, Reason: fmt.Sprintf("held back by its folder %s; publish: true publishes it", draftFolder)}
	}
	return nil
}

// withoutErrors keeps what the author of a document that is held back may want to know.
func withoutErrors(problems []render.Problem) []render.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p render.Problem) bool { return p.Severity == render.Error })
}
