package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
)

// planner holds a plan while it is made.
type planner struct {
	Input
	others  []*planner // of the other trees of the run
	turn    int        // as many trees are carried out before this one
	early   []*Page    // pages that give their titles up before the first tree's turn
	plan    *Plan
	entries map[string]space.Entry // by page id: the record, corrected by what the pages themselves tell
	byID    map[string]*Page       // by the id of the page as it stands
	bound   map[string]*Page       // by the id that front matter names
	named   map[string]bool        // ids of pages that front matter names as a document's
	gone    []*Page                // published pages whose documents are gone
	taken   map[*Page]bool         // of those, the ones that became other documents' pages
	stepsOf map[*Page]*pageSteps
	asked   map[asked]bool
	unknown []*Page          // marked pages for which there is no document
	held    map[string]*Page // by title: pages that stand; see holders
	fresh   map[string]*Page // by title: documents without a page; see newByTitle
	authors map[string]bool  // accounts that wrote the record or marked pages, to repair a lost record
}

func newMaker(in Input) *planner {
	m := &planner{
		Input: in, plan: &Plan{Known: map[string]space.Entry{}, bySource: map[string]*Page{}, others: map[string]*Plan{}},
		entries: map[string]space.Entry{}, byID: map[string]*Page{}, bound: map[string]*Page{}, named: map[string]bool{},
		stepsOf: map[*Page]*pageSteps{}, asked: map[asked]bool{}, taken: map[*Page]bool{},
	}
	for _, rendered := range in.Rendered {
		page := &Page{Tree: rendered.Tree, Source: rendered.Source, Rendered: rendered, Title: rendered.Title}
		if in.Settings.LeftOut {
			page.fail(errLeftOut)
		}
		if id := rendered.PageID(); id != "" {
			m.named[id] = true
		}
		m.plan.Pages = append(m.plan.Pages, page)
		m.plan.bySource[rendered.Source] = page
	}
	for id, entry := range in.Record.Entries {
		m.entries[id] = entry
	}
	for _, id := range in.Settings.Forget {
		if m.isKnown(id) && !m.isNamed(id) {
			delete(m.entries, id)
			m.plan.Forget = append(m.plan.Forget, id)
		}
	}
	return m
}

// documents returns the pages that have documents.
func (m *planner) documents() []*Page { return m.plan.Pages[:len(m.Rendered)] }

// isKnown reports whether a page is on record.
func (m *planner) isKnown(id string) bool {
	_, known := m.entries[id]
	return known
}

// isNamed reports whether a document names a page that it is to show.
func (m *planner) isNamed(id string) bool { return m.named[id] }

// isForgotten reports whether the user gave a page away, and no document names it.
func (m *planner) isForgotten(id string) bool {
	return slices.Contains(m.Settings.Forget, id) && !m.isNamed(id)
}

// isNew reports whether a document looks for a page that may be that of another one.
func (m *planner) isNew(page *Page) bool {
	return !page.Exists() && page.Err == nil && !page.Rendered.Failed && page.Rendered.PageID() == ""
}

// newByTitle returns the documents that have no page, by their titles, once these are given.
func (m *planner) newByTitle() map[string]*Page {
	if m.fresh == nil {
		m.fresh = map[string]*Page{}
		for _, page := range m.documents() {
			if !page.Exists() {
				m.fresh[title.Fold(page.Title)] = page
			}
		}
	}
	return m.fresh
}

// space is the key of the space that the pages belong to, as keys are compared.
func (m *planner) space() string { return strings.ToUpper(cmp.Or(m.Snapshot.Key, m.Settings.Space)) }

type asked struct {
	list *[]string
	what string
}

// pageSteps are the steps of one page that others wait for.
type pageSteps struct {
	stands  *Step // that makes it stand where it belongs
	title   *Step // that gives it its title, and gives up the one it has
	interim *Step
}

func (m *planner) add(page *Page, do Operation, needs ...*Step) *Step {
	step := &Step{Page: page, Do: do}
	for _, need := range needs {
		if need != nil {
			step.Needs = append(step.Needs, Need{Step: need})
		}
	}
	m.plan.Steps = append(m.plan.Steps, step)
	return step
}
