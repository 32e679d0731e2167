package publish

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/source"
)

// arrange plans the order among siblings that front matter asks for: each page follows the one in front of it. What an
// earlier run has put in order stays, up to the first page that stands elsewhere. Data Center's API cannot order pages.
func (p *planner) arrange(changes []*Change) {
	if p.client.Route().Kind == confluence.DataCenter {
		return
	}
	for _, siblings := range siblingsIn(changes) {
		if !slices.ContainsFunc(siblings, func(c *Change) bool { return c.Draft.Order() != source.Unordered }) {
			continue
		}
		inPlace := siblings[0].Known.Follows == ""
		for i, change := range siblings[1:] {
			front := siblings[i]
			inPlace = inPlace && front.Page.ID != "" && change.Known.Follows == front.Page.ID && !change.displaced()
			if inPlace {
				continue
			}
			change.Follows = front
			if change.Action == Unchanged {
				change.Action, change.Reason = Moved, "belongs elsewhere among its siblings"
			}
		}
	}
}

// siblingsIn gives the pages that are to stand together below one page, in their order.
func siblingsIn(changes []*Change) [][]*Change {
	var groups [][]*Change
	group := map[*source.Page]int{}
	for _, change := range changes {
		draft := change.Draft
		if draft == nil || change.Action == Failed || draft.ParentRef != "" || draft.StaysPut(change.Page.ID) {
			continue
		}
		at, met := group[draft.Parent]
		if !met {
			at = len(groups)
			group[draft.Parent] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], change)
	}
	return groups
}

// putInOrder moves the pages that are planned to follow another one.
func (a *applier) putInOrder(ctx context.Context, changes []*Change) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(a.settings.Parallel)
	for _, siblings := range siblingsIn(changes) {
		if slices.ContainsFunc(siblings, func(c *Change) bool { return c.Follows != nil }) {
			group.Go(func() error { return a.lineUp(ctx, siblings) })
		}
	}
	return group.Wait()
}

func (a *applier) lineUp(ctx context.Context, siblings []*Change) error {
	a.edit(siblings[0], func(entry *Entry) { entry.Follows = "" })
	for _, change := range siblings {
		if change.Follows == nil || change.Follows.Action == Failed {
			continue
		}
		if err := a.follow(ctx, change, change.Follows); err != nil {
			return err
		}
	}
	return nil
}

func (a *applier) follow(ctx context.Context, change, front *Change) error {
	if err := a.client.MovePage(ctx, change.Page.ID, confluence.After, front.Page.ID); err != nil {
		return fmt.Errorf("the page %q cannot be put behind %q: %w", change.Title, front.Title, err)
	}
	a.edit(change, func(entry *Entry) { entry.Follows = front.Page.ID })
	return nil
}
