package source

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/render/problem"
)

// followParents moves documents whose front matter names a parent among the other documents, by path or title. What
// names none of them is left to be looked up in Confluence.
func (r *treeReader) followParents() {
	byTitle := titled{}
	for page := range r.tree.All() {
		byTitle.add(page)
	}
	all := slices.Collect(r.tree.All())
	moved := map[*Page]bool{}
	for _, page := range all {
		if page.Document == nil {
			continue
		}
		if page.Document.FrontMatter.Parent == "" {
			if parent := r.tree.othersParent(page, byTitle); parent != nil {
				page.Parent, page.movedByOthers, moved[page] = parent, true, true
			}
			continue
		}
		ref := page.Document.FrontMatter.Parent
		parent := r.named(page, ref)
		if parent == nil {
			found := byTitle.named(ref, page)
			if len(found) > 1 {
				r.fail(page, "parent", problem.ParentAmbiguous, fmt.Sprintf("parent %q is the title of %s and of %s: name one of them by its path", ref, found[0].Source, found[1].Source))
				continue
			}
			if len(found) == 1 {
				parent = found[0]
			}
		}
		if parent == nil && isMarkdown(ref) {
			r.fail(page, "parent", problem.ParentMissing, fmt.Sprintf("parent %q is none of the documents: name it by its path from this document, from its docs folder, or, with / in front, from the repository", ref))
			continue
		}
		if parent == nil {
			page.ParentRef, page.Parent, moved[page] = ref, nil, true
			continue
		}
		if parent == page || parent.below(page) {
			r.fail(page, "parent", problem.ParentLoop, fmt.Sprintf("parent %q is the page itself or lies below it", ref))
			continue
		}
		page.Parent, moved[page] = parent, true
	}
	r.tree.place(all, moved)
}

// named returns the document that a path in front matter names: from the document, from its docs folder, or from the
// repository.
func (r *treeReader) named(page *Page, ref string) *Page {
	for _, file := range []string{path.Join(path.Dir(page.Source), ref), path.Join(literalPrefix(page.Docs), ref), path.Clean(strings.TrimPrefix(ref, "/"))} {
		if parent := r.tree.bySource[file]; parent != nil {
			return parent
		}
	}
	return nil
}
