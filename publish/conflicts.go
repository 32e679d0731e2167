package publish

import (
	"fmt"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/source"
)

// refuseHeldTitles fails the changes that want a title which a page of the space holds and will not give up. A page whose
// change fails gives nothing up, so that others may fail in their turn.
func (p *planner) refuseHeldTitles(changes []*Change) {
	owners := p.standing.Manifest.owners()
	for again := true; again; {
		again = false
		for _, change := range changes {
			if parent := p.missingParent(change); parent != nil {
				_, _ = change.fail(notBelow(parent))
				again = true
			}
			holder, held := p.standing.holder(change.Title)
			if change.Action == Failed || change.Kept || !held || holder.ID == change.Page.ID || p.givesUp(holder) {
				continue
			}
			_, _ = change.fail(p.titleConflict(change, holder, owners[holder.ID]))
			again = true
		}
	}
}

// missingParent gives the change of the page above that was to be created, and fails.
func (p *planner) missingParent(change *Change) *Change {
	if change.Action == Failed || change.Draft.ParentRef != "" || change.Draft.Parent == nil || change.Draft.StaysPut(change.Page.ID) {
		return nil
	}
	if parent := p.byPage[change.Draft.Parent]; parent.Action == Failed && parent.Page.ID == "" {
		return parent
	}
	return nil
}

func notBelow(parent *Change) error {
	return pageErrorf("its parent page %q is not published: %s", parent.Title, parent.Reason)
}

func (p *planner) givesUp(holder confluence.Page) bool {
	change := p.byID[holder.ID]
	return change != nil && change.Action != Failed && change.WriteBody && !change.Kept && source.FoldTitle(change.Title) != source.FoldTitle(holder.Title)
}

func (p *planner) titleConflict(change *Change, holder confluence.Page, owner string) error {
	where := p.standing.whereabouts(holder)
	if other := p.byID[holder.ID]; other != nil {
		return fmt.Errorf("the title %q is held by the page of %s (%s), which keeps it because %s", change.Title, other.Source, where, other.whyItKeepsItsTitle())
	}
	if owner != "" && p.isGone(owner) {
		return fmt.Errorf("the title %q is held by the page of %s (%s), whose document is gone: delete that page, or give this document another title", change.Title, owner, where)
	} else if owner != "" {
		return fmt.Errorf("the title %q is held by the page of %s (%s), which is published with the docs %q: give one of them another title in its front matter", change.Title, owner, where, p.standing.Manifest.Pages[owner].Docs)
	}
	return p.standing.foreignTitle(change.Title, holder)
}

// foreignTitle is the conflict with a page that this repository did not publish.
func (s *Standing) foreignTitle(title string, holder confluence.Page) error {
	bind := fmt.Sprintf("bind it to that page with page-id: %s, or set on-title-conflict: disambiguate", holder.ID)
	if holder.Status == "archived" {
		bind = "or rename that page after restoring it"
	}
	return fmt.Errorf("a page with the title %q is there already and was not published from this repository below %q: %s. It is left alone. Give the document another title in its front matter, %s. If an earlier run published it below another parent, set parent to that page again, or delete the pages there", title, s.Parent.Title, s.whereabouts(holder), bind)
}

func (s *Standing) whereabouts(page confluence.Page) string {
	where := fmt.Sprintf("%s, %s", page.WebURL, s.place(page))
	if page.Status == "archived" {
		where += ", archived"
	}
	return where
}

func (c *Change) whyItKeepsItsTitle() string {
	switch {
	case c.Action == Failed:
		return "it is not published: " + c.Reason
	case c.Kept:
		return c.Note
	}
	return "its title is the same"
}
