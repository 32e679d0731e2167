package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/title"
	"github.com/pagewright/pagewright/render/storage"
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
		func(gone *Page) string { return title.Fold(gone.Existing.Title) })
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

// Similar texts have so many of their lines in common, and so many more than the second best.
const (
	leastSimilar = 0.7
	clearBy      = 0.1
)

// pairSimilar matches by the lines of the text. Each page and each document goes into one pair at most, and only where no
// other one is nearly as similar.
func (m *planner) pairSimilar() {
	pages, gone := m.unpaired()
	if len(pages) == 0 || len(gone) == 0 {
		return
	}
	likeness, isRead := m.likenesses(pages, gone)
	if !isRead {
		return
	}
	for i, page := range pages {
		j, clear := best(likeness[i])
		column := make([]float64, len(pages))
		for k := range pages {
			column[k] = likeness[k][j]
		}
		if back, clearBack := best(column); clear && clearBack && back == i {
			m.take(page, gone[j], fmt.Sprintf("%d %% of its lines are the same", int(likeness[i][j]*100)))
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

// likenesses compares each document with each page whose document is gone, in this order. IsRead is false while the text of one
// of those pages is still to be read.
func (m *planner) likenesses(pages, gone []*Page) (likeness [][]float64, isRead bool) {
	texts := make([]lines, len(gone))
	for i, old := range gone {
		body, _ := m.body(old.Existing.ID)
		texts[i] = linesOf(body)
	}
	if !m.plan.Needs.Empty() {
		return nil, false
	}
	likeness = make([][]float64, len(pages))
	for i, page := range pages {
		body, err := m.Body(page.Rendered.Page, m.plan.Title)
		if err != nil {
			page.fail(err)
		}
		text := linesOf(body)
		likeness[i] = make([]float64, len(gone))
		for j := range gone {
			likeness[i][j] = text.likeness(texts[j])
		}
	}
	return likeness, true
}

// best returns the most similar of several, and whether it is similar enough and no other one nearly as similar.
func best(likeness []float64) (at int, clear bool) {
	second := 0.0
	for i, value := range likeness {
		switch {
		case value > likeness[at]:
			second, at = max(second, likeness[at]), i
		case i != at:
			second = max(second, value)
		}
	}
	return at, likeness[at] >= leastSimilar && likeness[at] >= second+clearBy
}

// lines counts the lines of a text.
type lines map[string]int

func linesOf(body string) lines {
	counted := lines{}
	for line := range strings.Lines(storage.VisibleText(body)) {
		if line = strings.TrimSpace(line); line != "" {
			counted[line]++
		}
	}
	return counted
}

// likeness is the share of the lines that two texts have in common, from 0 to 1.
func (a lines) likeness(b lines) float64 {
	common, all := 0, 0
	for line, n := range a {
		common += 2 * min(n, b[line])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 0
	}
	return float64(common) / float64(all)
}

// baseName is the last part of a source.
func baseName(source string) string {
	source = strings.TrimSuffix(source, "/")
	return source[strings.LastIndex(source, "/")+1:]
}
