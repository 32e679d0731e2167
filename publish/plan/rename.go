package plan

import (
	"fmt"

	"github.com/pagewright/pagewright/publish/title"
)

// followRenames gives documents that have no page yet the pages of documents that are gone, where one was made of the
// other: by equal text, by the folder that they stand for, by equal title, or by similar text. Nothing below that is guessed.
func (m *planner) followRenames() {
	m.pair("its text is the same",
		func(page *Page) string {
			if page.Rendered.Document == nil || page.Rendered.Blank {
				return ""
			}
			return textPart(page.Rendered.Hash)
		},
		func(gone *Page) string { return textPart(gone.Entry.Hash) })
	m.giveFolderPages()
	m.pair("its title is the same",
		func(page *Page) string { return title.Fold(page.Title) },
		func(gone *Page) string { return title.Fold(titleBefore(gone)) })
	if settled := m.pairSimilar(); settled {
		m.followFolders()
	}
}

// pairSimilar matches by the lines of the text. Each page and each document goes into one pair at most, and only where no
// other one is nearly as similar. It reports whether all texts are read that this takes.
func (m *planner) pairSimilar() (settled bool) {
	pages, gone := m.unpaired()
	if len(pages) == 0 || len(gone) == 0 {
		return true
	}
	ofGone := m.textsOfGone(gone)
	if ofGone == nil {
		return false
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
	return true
}

// unpaired returns the documents without a page, and the pages whose documents are gone.
func (m *planner) unpaired() (pages, gone []*Page) {
	for _, page := range m.documents() {
		if m.isNew(page) && page.Rendered.Document != nil {
			pages = append(pages, page)
		}
	}
	for _, old := range m.gone {
		if m.isFree(old) && !isFolder(old) {
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
