package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/title"
	"github.com/pagewright/pagewright/render"
)

// CheckTitles reports which documents ask for a title that another one has already, without asking Confluence.
func CheckTitles(rendered []*source.RenderedPage, s settings.Settings) []render.Problem {
	m := newMaker(Input{Rendered: rendered, Settings: s, Record: &space.Record{}})
	m.distribute(func(*Page, string) bool { return false })
	return m.plan.Problems
}

// settleTitles gives every page its title. No two pages of the run have the same one, and none has that of a page of
// somebody else, where those are known beforehand.
func (m *maker) settleTitles() {
	m.distribute(m.heldByOthers)
}

// heldByOthers reports whether a page that this record does not have holds a title.
func (m *maker) heldByOthers(page *Page, wanted string) bool {
	if !m.looksUpTitle(page) || page.Exists() && title.Fold(page.Stands.Title) == title.Fold(wanted) {
		return false
	}
	holder, held := m.holder(wanted)
	return held && m.byID[holder.ID] == nil && !m.isKnown(holder.ID)
}

// distribute hands the titles out: to pages whose title must stay, then to documents, then to folders without one, which
// nobody chose a title for. Of several that ask for the same title, the one that has it keeps it.
func (m *maker) distribute(heldByOthers func(page *Page, wanted string) bool) {
	taken := map[string]*Page{}
	waiting := m.documents()
	claim := func(which func(*Page) bool) {
		var left []*Page
		for _, page := range waiting {
			if !which(page) {
				left = append(left, page)
				continue
			}
			if !page.Kept {
				m.giveTitle(page, taken, heldByOthers)
			}
			if page.Err == nil || page.Exists() {
				taken[title.Fold(page.Title)] = page
			}
		}
		waiting = left
	}
	has := func(p *Page) bool { return p.Exists() && title.Fold(p.Stands.Title) == title.Fold(p.Title) }
	isDocument := func(p *Page) bool { return p.Rendered.Document != nil }
	claim(func(p *Page) bool { return p.Kept || p.Err != nil && p.Exists() })
	claim(func(p *Page) bool { return isDocument(p) && has(p) })
	claim(isDocument)
	claim(has)
	claim(func(*Page) bool { return true })
}

func (m *maker) giveTitle(page *Page, taken map[string]*Page, heldByOthers func(*Page, string) bool) {
	if page.Err != nil {
		if page.Exists() {
			page.Title = page.Stands.Title
		}
		return
	}
	isFree := func(wanted string) bool { return taken[title.Fold(wanted)] == nil && !heldByOthers(page, wanted) }
	if isFree(page.Title) {
		return
	}
	other := taken[title.Fold(page.Title)]
	if page.Rendered.Document != nil && m.Settings.OnTitleConflict != "disambiguate" {
		if other == nil {
			return // refuseHeldTitles says whose it is
		}
		m.titleTwice(page, other, "give one of them another title in its front matter, or set on-title-conflict: disambiguate")
		return
	}
	for _, wanted := range otherTitles(page, other) {
		if page.Exists() && wanted == page.Stands.Title && isFree(wanted) { // the one it got in an earlier run
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

func (m *maker) titleTwice(page, other *Page, remedy string) {
	page.fail(errTitleTwice)
	m.plan.Problems = append(m.plan.Problems, render.Problem{
		Path: page.Source, Line: page.Rendered.LineOf("title"), Severity: render.Error, Rule: "title-conflict",
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
