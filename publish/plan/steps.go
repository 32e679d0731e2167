package plan

import (
	"slices"

	"github.com/pagewright/pagewright/publish/title"
)

// steps turns the decisions into steps, each behind those that it needs.
func (m *planner) steps() {
	for _, page := range m.plan.Pages {
		if page.Err == nil {
			m.stepsFor(page)
		}
	}
	for _, page := range m.plan.Pages {
		m.needParent(page)
		m.needAncestors(page)
		m.needChildrenGone(page)
	}
	m.giveUpEarly()
	m.needTitles()
	m.order()
	m.sequence()
	m.settle()
}

func (m *planner) stepsFor(page *Page) {
	of := &pageSteps{}
	m.stepsOf[page] = of
	c := page.change
	switch {
	case page.Action == Archived:
		of.title = m.add(page, Archive{})
		return
	case page.Action == Deleted:
		of.title = m.add(page, Delete{})
		return
	case page.Rendered == nil:
		return
	case !page.Exists():
		of.stands = m.add(page, Create{})
		of.title = of.stands
		if c.attach {
			m.add(page, Attach{}, of.stands)
		}
		m.addLabels(page, of.stands)
		m.addWidth(page, of.stands)
		return
	}
	var attach *Step
	if c.attach {
		attach = m.add(page, Attach{})
	}
	if c.move && !c.write {
		of.stands = m.add(page, Move{})
	}
	if c.retitle && !c.write {
		of.title = m.add(page, Retitle{To: page.Title})
	}
	var write *Step
	if c.write {
		write = m.add(page, Write{}, attach)
		of.stands, of.title = write, write
	} else if c.relink {
		m.add(page, Write{OnlyLinks: true}, attach, of.stands, of.title)
	}
	if c.attach {
		m.add(page, Detach{}, attach, write)
	}
	m.addLabels(page, nil)
	m.addWidth(page, nil)
}

func (m *planner) addLabels(page *Page, after *Step) {
	if len(page.change.label)+len(page.change.unlabel) > 0 {
		m.add(page, Label{Add: page.change.label, Remove: page.change.unlabel}, after)
	}
}

// needParent lets a page wait for the page above it.
func (m *planner) needParent(page *Page) {
	of := m.stepsOf[page]
	if of == nil || of.stands == nil {
		return
	}
	above := page.Parent.Page
	if parent := m.byID[page.Parent.ID]; above == nil && parent != nil && parent.Existing.Status == "trashed" {
		above = parent
	}
	if above != nil && m.stepsOf[above] != nil {
		of.stands.Needs = append(of.stands.Needs, Need{Step: m.stepsOf[above].stands})
	}
}

// needChildrenGone lets the removal of a page wait for the pages below it to go or to move away.
func (m *planner) needChildrenGone(page *Page) {
	if page.Action != Archived && page.Action != Deleted {
		return
	}
	removal := m.stepsOf[page].title
	for _, child := range m.children(page.Existing.ID) {
		of := m.stepsOf[m.byID[child.ID]]
		switch {
		case of == nil:
		case of.stands != nil:
			removal.Needs = append(removal.Needs, Need{Step: of.stands})
		case of.title != nil:
			removal.Needs = append(removal.Needs, Need{Step: of.title})
		}
	}
}

// giveUpEarly gives the pages whose titles an earlier tree takes one for the time between.
func (m *planner) giveUpEarly() {
	for _, page := range m.early {
		of := m.stepsOf[page]
		if of == nil || of.title == nil {
			continue
		}
		of.interim = &Step{Page: page, Do: Retitle{To: interimTitle(page)}}
		of.title.Needs = append(of.title.Needs, Need{Step: of.interim})
		m.plan.Early = append(m.plan.Early, of.interim)
	}
}

// needTitles lets a page that takes a title wait for the one that gives it up. Where they wait for each other, one takes a
// title for the time between.
func (m *planner) needTitles() {
	holders := map[string]*Page{}
	for page, of := range m.stepsOf {
		if page.Exists() && of.title != nil && (page.Rendered == nil || title.Fold(page.Existing.Title) != title.Fold(page.Title)) {
			holders[title.Fold(page.Existing.Title)] = page
		}
	}
	for _, page := range m.documents() {
		of := m.stepsOf[page]
		holder := holders[title.Fold(page.Title)]
		if of == nil || of.title == nil || holder == nil || holder == page {
			continue
		}
		release := m.stepsOf[holder].title
		if reaches(release, of.title, map[*Step]bool{}) {
			release = m.interim(holder)
		}
		of.title.Needs = append(of.title.Needs, Need{Step: release})
	}
}

// reaches reports whether a step needs another one, through others.
func reaches(from, to *Step, seen map[*Step]bool) bool {
	if from == to {
		return true
	}
	if seen[from] {
		return false
	}
	seen[from] = true
	return slices.ContainsFunc(from.Needs, func(need Need) bool { return !need.Soft && reaches(need.Step, to, seen) })
}

// interim returns the step by which a page gives its title up before its turn.
func (m *planner) interim(page *Page) *Step {
	of := m.stepsOf[page]
	if of.interim == nil {
		of.interim = m.add(page, Retitle{To: interimTitle(page)})
		of.title.Needs = append(of.title.Needs, Need{Step: of.interim})
	}
	return of.interim
}

// settle lets pages that are written before others whose headings they link to be written again when those stand.
func (m *planner) settle() {
	if !m.Host.DropsEarlyAnchors {
		return
	}
	for _, step := range m.plan.Steps {
		switch step.Do.(type) {
		case Create, Write:
		default:
			continue
		}
		later := []Need{{Step: step}}
		for _, ref := range step.Page.Rendered.Refs {
			target := m.plan.bySource[ref.Source]
			if ref.Tree != "" || !ref.Anchored || target == nil {
				continue
			}
			named := m.naming(target)
			if named != nil && named != step && !slices.ContainsFunc(step.Needs, func(need Need) bool { return need.Step == named }) {
				later = append(later, Need{Step: named, Soft: true})
			}
		}
		if len(later) > 1 {
			m.plan.Settle = append(m.plan.Settle, &Step{Page: step.Page, Do: Settle{}, Needs: later})
		}
	}
}
