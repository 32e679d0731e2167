package publish

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
)

// orphans plans what happens to published pages whose document is gone. A page with other pages below it stays: they
// would go with it.
func (p *planner) orphans() []*Change {
	var orphans, excluded []*Change
	manifest := p.standing.Manifest
	leaving := map[string]bool{}
	for _, source := range slices.Sorted(maps.Keys(manifest.Pages)) {
		entry := manifest.Pages[source]
		page, stands := p.standing.byID[entry.ID]
		switch {
		case p.drafted[source] || !slices.Contains(p.tree.Docs, entry.Docs) || p.byID[entry.ID] != nil:
		case !stands && entry.Archived:
		case !stands:
			delete(manifest.Pages, source)
		case p.isExcluded(source):
			reason, _ := p.tree.IsExcluded(source)
			excluded = append(excluded, &Change{Action: Unchanged, Source: source, Title: page.Title, Page: page, Known: entry,
				Reason: "its document is not published (" + reason + "); the page stays as it is"})
		default:
			leaving[entry.ID] = true
			orphans = append(orphans, &Change{Source: source, Title: page.Title, Page: page, Known: entry, Reason: "its document is gone"})
		}
	}
	slices.SortStableFunc(orphans, func(a, b *Change) int { return cmp.Compare(p.depth(b.Page), p.depth(a.Page)) })
	for _, orphan := range orphans {
		p.decideOrphan(orphan, leaving)
	}
	return append(orphans, excluded...)
}

func (p *planner) isExcluded(path string) bool {
	_, excluded := p.tree.IsExcluded(path)
	return excluded
}

func (p *planner) decideOrphan(orphan *Change, leaving map[string]bool) {
	orphan.Action = map[string]Action{"archive": Archived, "delete": Deleted, "keep": Unchanged}[p.settings.Orphans]
	switch {
	case orphan.Action == Unchanged:
		orphan.Reason = "its document is gone; the page is kept, because of orphans: keep"
	case !p.standing.managed(orphan.Page):
		orphan.Action, orphan.Reason = Unchanged, fmt.Sprintf("its document is gone, but the page does not lie below %q and is left alone", p.standing.Parent.Title)
	case orphan.Page.Version.Number != orphan.Known.Version && p.settings.OnEdit != "overwrite":
		orphan.Action, orphan.Reason = Unchanged, "its document is gone, but the page was edited in Confluence and is left alone"
	default:
		if child, stays := p.childThatStays(orphan.Page.ID, leaving); stays {
			orphan.Action = Unchanged
			orphan.Reason = fmt.Sprintf("its document is gone, but the page %q lies below it: the page is left alone", child.Title)
		}
	}
	if orphan.Action == Unchanged {
		delete(leaving, orphan.Page.ID)
	}
}

func (p *planner) childThatStays(id string, leaving map[string]bool) (confluence.Page, bool) {
	for _, page := range p.standing.children[id] {
		if leaving[page.ID] {
			continue
		}
		if change := p.byID[page.ID]; change != nil && change.Action != Failed && p.leaves(change, id) {
			continue
		}
		return page, true
	}
	return confluence.Page{}, false
}

// leaves tells whether a change moves its page away from a parent.
func (p *planner) leaves(change *Change, parentID string) bool {
	return change.WriteBody && change.ParentID != parentID
}

func (p *planner) depth(page confluence.Page) int {
	depth := 0
	for range len(p.standing.byID) {
		above, known := p.standing.byID[page.ParentID]
		if !known {
			break
		}
		page = above
		depth++
	}
	return depth
}
