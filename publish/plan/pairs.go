package plan

import (
	"fmt"
	"slices"
	"strings"
)

// isFree reports whether the page of a document that is gone may become another one's: not where the document is in another
// tree, or elsewhere in the checkout.
func (m *planner) isFree(gone *Page) bool {
	return !m.taken[gone] && gone.Existing.Status == "current" && gone.Existing.SpaceID == m.Snapshot.ID && !m.isInOtherTree(gone.Existing.ID) && m.documentIn(gone.Source) == "" && !m.Outside[gone.Source]
}

// pair matches documents with gone pages of the same key, first those whose files have the same name, and documents before
// folders without one. An empty key matches nothing.
func (m *planner) pair(why string, ofPage, ofGone func(*Page) string) {
	gone := map[string][]*Page{}
	for _, old := range m.gone {
		if key := ofGone(old); key != "" && m.isFree(old) {
			gone[key] = append(gone[key], old)
		}
	}
	for _, sameName := range []bool{true, false} {
		for _, page := range m.documentsBeforeFolders() {
			key := ofPage(page)
			if len(gone[key]) == 0 || !m.isNew(page) {
				continue
			}
			at := slices.IndexFunc(gone[key], func(old *Page) bool { return !sameName || baseName(old.Source) == baseName(page.Source) })
			if at >= 0 {
				m.take(page, gone[key][at], why)
				gone[key] = slices.Delete(gone[key], at, at+1)
			}
		}
	}
}

func (m *planner) take(page, gone *Page, why string) {
	m.taken[gone] = true
	page.Existing, page.Entry = gone.Existing, gone.Entry
	page.Entry.Source = page.Source
	page.renamed = gone.Source
	m.byID[gone.Existing.ID] = page
	if gone.Source == unknownSource {
		page.adopted = true
		m.plan.Adopted = append(m.plan.Adopted, gone.Existing)
		page.note(fmt.Sprintf("its page %s was found by its mark, for %s", gone.Existing.WebURL, why))
		return
	}
	page.note(fmt.Sprintf("renamed from %s, for %s", gone.Source, why))
}

func (m *planner) documentsBeforeFolders() []*Page {
	var documents, folders []*Page
	for _, page := range m.documents() {
		if page.Rendered.Document != nil {
			documents = append(documents, page)
		} else {
			folders = append(folders, page)
		}
	}
	return append(documents, folders...)
}

// baseName is the last part of a source.
func baseName(source string) string {
	source = strings.TrimSuffix(source, "/")
	return source[strings.LastIndex(source, "/")+1:]
}
