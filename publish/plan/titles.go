package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
	"github.com/pagewright/pagewright/render"
	"github.com/pagewright/pagewright/render/problem"
)

// CheckTitles reports which documents ask for a title that another one of their space has already, without asking Confluence.
// It takes the rendered pages and the settings of each tree.
func CheckTitles(trees ...Input) []render.Problem {
	var makers []*planner
	for _, in := range trees {
		in.Record = &space.Record{}
		makers = append(makers, newMaker(in))
	}
	distribute(makers, func(*planner, *Page, string) bool { return false })
	var problems []render.Problem
	for _, m := range makers {
		problems = append(problems, m.plan.Problems...)
	}
	return problems
}

// settleTitles gives every page its title. No two pages of the run in one space have the same one, and none has that of a page
// of somebody else, where those are known beforehand.
func settleTitles(makers []*planner) { distribute(makers, (*planner).heldByOthers) }

// heldByOthers reports whether a page that this record does not have holds a title.
func (m *planner) heldByOthers(page *Page, wanted string) bool {
	if !m.looksUpTitle(page) || page.Exists() && title.Fold(page.Existing.Title) == title.Fold(wanted) {
		return false
	}
	holder, held := m.holder(wanted)
	return held && m.byID[holder.ID] == nil && !m.isKnown(holder.ID)
}

// heldByOurs reports whether a page of these documents that the record does not have holds the title of a page to create. It
// is not passed over with another title: the whole tree might be made twice.
func (m *planner) heldByOurs(page *Page) bool {
	holder, held := m.foreignHolder(page)
	return held && !page.Exists() && !m.isKnown(holder.ID) && m.asHolder(page, holder).isOurs(m.Record)
}

// claimant is a page that waits for a title.
type claimant struct {
	*planner
	page *Page
}

// distribute hands the titles out: to pages whose title must stay, then to documents, then to folders without one, which
// nobody chose a title for. Of several that ask for the same title, the one that has it keeps it.
func distribute(makers []*planner, heldByOthers func(m *planner, page *Page, wanted string) bool) {
	taken := map[string]map[string]*Page{} // by space and title
	var waiting []claimant
	for _, m := range makers {
		taken[m.space()] = map[string]*Page{}
		for _, page := range m.documents() {
			waiting = append(waiting, claimant{m, page})
		}
	}
	claim := func(which func(*Page) bool) {
		var left []claimant
		for _, c := range waiting {
			if !which(c.page) {
				left = append(left, c)
				continue
			}
			taken := taken[c.space()]
			if !keepsTitle(c.page) {
				c.giveTitle(c.page, taken, func(page *Page, wanted string) bool { return heldByOthers(c.planner, page, wanted) })
			}
			if c.page.Err == nil || c.page.Exists() {
				taken[title.Fold(c.page.Title)] = c.page
			}
		}
		waiting = left
	}
	has := func(p *Page) bool { return p.Exists() && title.Fold(p.Existing.Title) == title.Fold(p.Title) }
	isDocument := func(p *Page) bool { return p.Rendered.Document != nil }
	claim(func(p *Page) bool { return keepsTitle(p) || p.Err != nil && p.Exists() })
	claim(func(p *Page) bool { return isDocument(p) && has(p) })
	claim(isDocument)
	claim(has)
	claim(func(*Page) bool { return true })
}

// keepsTitle reports whether a page is kept as a person left it, with the title that it has.
func keepsTitle(page *Page) bool { return page.Kept && page.Title == page.Existing.Title }

func (m *planner) giveTitle(page *Page, taken map[string]*Page, heldByOthers func(*Page, string) bool) {
	if page.Err != nil {
		if page.Exists() {
			page.Title = page.Existing.Title
		}
		return
	}
	isFree := func(wanted string) bool { return taken[title.Fold(wanted)] == nil && !heldByOthers(page, wanted) }
	if isFree(page.Title) {
		return
	}
	other := taken[title.Fold(page.Title)]
	if other == nil && m.heldByOurs(page) {
		return // refuseHeldTitles says so
	}
	if page.Rendered.Document != nil && m.Settings.OnTitleConflict != "disambiguate" {
		if other == nil {
			return // refuseHeldTitles says whose it is
		}
		m.titleTwice(page, other, remedyForTwo(page, other))
		return
	}
	for _, wanted := range otherTitles(page, other) {
		if page.Exists() && wanted == page.Existing.Title && isFree(wanted) { // the one it got in an earlier run
			page.Title = wanted
			return
		}
	}
	for _, wanted := range otherTitles(page, other) {
		if isFree(wanted) {
			page.Title = wanted
			return
		}
	}
	if other != nil {
		m.titleTwice(page, other, "no other title could be made of it")
	}
}

func remedyForTwo(page, other *Page) string {
	switch {
	case page.Tree == other.Tree:
		return "give one of them another title in its front matter, or set on-title-conflict: disambiguate"
	case page.Source == other.Source:
		return fmt.Sprintf("both the tree %s and the tree %s publish this document: exclude it from one of them, or give one of the trees a title-prefix or another space", other.Tree, page.Tree)
	}
	return fmt.Sprintf("that one is of the tree %s: give one of them another title in its front matter, give one of the trees a title-prefix, or set on-title-conflict: disambiguate", other.Tree)
}

func (m *planner) titleTwice(page, other *Page, remedy string) {
	page.fail(errTitleTwice)
	line, column := page.Rendered.Place("title")
	m.plan.Problems = append(m.plan.Problems, render.Problem{
		Path: page.Source, Line: line, Column: column, Severity: render.Error, Rule: problem.TitleConflict,
		Message: fmt.Sprintf("the title %q is already that of %s, and a space holds each title once: %s", title.Shown(page.Title), other.Source, remedy),
	})
}

// otherTitles returns titles that tell a page from others of its title: with the names of the folders it lies in, those
// first that the other page does not lie in.
func otherTitles(page, other *Page) []string {
	folders := foldersOf(page.Source)
	var others []string
	if other != nil {
		others = foldersOf(other.Source)
	}
	var titles []string
	add := func(where string) {
		suffix := " (" + where + ")"
		titles = append(titles, title.Cut(page.Title, title.Max-title.Length(suffix))+suffix)
	}
	for _, folder := range folders {
		if other != nil && !slices.Contains(others, folder) {
			add(folder)
		}
	}
	for i := range folders {
		where := slices.Clone(folders[:i+1])
		slices.Reverse(where)
		add(strings.Join(where, "/"))
	}
	add(strings.TrimSuffix(page.Source, "/"))
	return titles
}

// foldersOf returns the names of the folders that a document lies in, nearest first. A folder's own name is its title.
func foldersOf(source string) []string {
	var names []string
	for dir := path.Dir(strings.TrimSuffix(source, "/")); dir != "." && dir != "/"; dir = path.Dir(dir) {
		names = append(names, path.Base(dir))
	}
	return names
}
