package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/title"
)

// followRenames gives documents that have no page yet the pages of documents that are gone, where one was made of the
// other: by equal text, by equal title, or by similar text. Nothing below that is guessed.
func (m *planner) followRenames() {
	m.pair("its text is the same",
		func(page *Page) string {
			if page.Rendered.Document == nil || page.Rendered.Blank {
				return ""
			}
			return textPart(page.Rendered.Hash)
		},
		func(gone *Page) string { return textPart(gone.Entry.Hash) })
	m.pair("its title is the same",
		func(page *Page) string { return title.Fold(page.Title) },
		func(gone *Page) string { return title.Fold(titleBefore(gone)) })
	m.pairSimilar()
}

// isFree reports whether the page of a document that is gone may become another one's: not where the document is in another
// tree, or elsewhere in the checkout.
func (m *planner) isFree(gone *Page) bool {
	return !m.taken[gone] && gone.Existing.Status == "current" && gone.Existing.SpaceID == m.Snapshot.ID && !m.isInOtherTree(gone.Existing.ID) && m.documentIn(gone.Source) == "" && !m.Outside[gone.Source]
}

// pair matches documents with gone pages of the same key, first those whose files have the same name. An empty key matches
// nothing.
func (m *planner) pair(why string, ofPage, ofGone func(*Page) string) {
	gone := map[string][]*Page{}
	for _, old := range m.gone {
		if key := ofGone(old); key != "" && m.isFree(old) {
			gone[key] = append(gone[key], old)
		}
	}
	for _, sameName := range []bool{true, false} {
		for _, page := range m.documents() {
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

// pairSimilar matches by the lines of the text. Each page and each document goes into one pair at most, and only where no
// other one is nearly as similar.
func (m *planner) pairSimilar() {
	pages, gone := m.unpaired()
	if len(pages) == 0 || len(gone) == 0 {
		return
	}
	ofGone := m.textsOfGone(gone)
	if ofGone == nil {
		return
	}
	ofPages := m.textsOf(pages)
	for i, page := range pages {
		j, likeness, clear := ofGone.closest(ofPages.all[i])
		if !clear {
			continue
		}
		if back, _, clearBack := ofPages.closest(ofGone.all[j]); clearBack && back == i {
			m.take(page, gone[j], fmt.Sprintf("%d %% of its lines are the same", int(likeness*100)))
		}
	}
}

// unpaired returns the documents without a page, and the pages whose documents are gone.
func (m *planner) unpaired() (pages, gone []*Page) {
	for _, page := range m.documents() {
		if m.isNew(page) && page.Rendered.Document != nil {
			pages = append(pages, page)
		}
	}
	for _, old := range m.gone {
		if m.isFree(old) && !strings.HasSuffix(old.Source, "/") {
			gone = append(gone, old)
		}
	}
	return pages, gone
}

// textsOfGone returns the texts of pages whose documents are gone, nil while one of them is still to be read.
func (m *planner) textsOfGone(gone []*Page) *texts {
	all := make([]lines, len(gone))
	for i, old := range gone {
		if body, isRead := m.body(old.Existing.ID); isRead {
			all[i] = linesOf(body)
		}
	}
	if !m.plan.Needs.Empty() {
		return nil
	}
	return newTexts(all)
}

// textsOf returns the texts that documents ask for.
func (m *planner) textsOf(pages []*Page) *texts {
	all := make([]lines, len(pages))
	for i, page := range pages {
		body, err := m.Body(page.Rendered.Page, m.plan.Title)
		if err != nil {
			page.fail(err)
		}
		all[i] = linesOf(body)
	}
	return newTexts(all)
}

// baseName is the last part of a source.
func baseName(source string) string {
	source = strings.TrimSuffix(source, "/")
	return source[strings.LastIndex(source, "/")+1:]
}
