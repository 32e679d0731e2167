package publish

import (
	"context"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
)

// handOverTitles writes the pages that give up a title which another page of this run is to take: a title is free only when
// the page that holds it has its new one. Where they wait for each other in a ring, one takes a title for the time between.
func (a *applier) handOverTitles(ctx context.Context, changes []*Change) error {
	var givers []*Change
	for _, change := range changes {
		taker := a.wants[foldTitle(change.Page.Title)]
		if change.Action != Failed && change.WriteBody && change.Page.ID != "" && taker != nil && taker != change {
			givers = append(givers, change)
		}
	}
	for len(givers) > 0 {
		free := slices.IndexFunc(givers, func(giver *Change) bool { return !heldByAny(givers, giver) })
		if free < 0 {
			if err := a.park(ctx, givers[0]); err != nil {
				return err
			}
			continue
		}
		if err := a.retitle(ctx, givers[free], givers[free].Title); err != nil {
			return err
		}
		givers = slices.Delete(givers, free, free+1)
	}
	return nil
}

func heldByAny(givers []*Change, wanting *Change) bool {
	return slices.ContainsFunc(givers, func(giver *Change) bool {
		return giver != wanting && foldTitle(giver.Page.Title) == foldTitle(wanting.Title)
	})
}

func (a *applier) park(ctx context.Context, change *Change) error {
	return a.retitle(ctx, change, change.Title+" (being renamed, "+change.Page.ID+")")
}

// retitle gives the page its title alone; its new text follows in its turn.
func (a *applier) retitle(ctx context.Context, change *Change, title string) error {
	page, err := a.client.Page(ctx, change.Page.ID)
	if err != nil {
		return err
	}
	written, err := a.client.UpdatePage(ctx, confluence.PageUpdate{
		ID:        page.ID,
		SpaceID:   a.standing.Space.ID,
		Title:     title,
		Body:      page.Body,
		Message:   a.settings.Message,
		Version:   page.Version.Number + 1,
		MinorEdit: true,
	})
	if err != nil {
		return err
	}
	change.Page.Title, change.Page.Version = title, written.Version
	return nil
}
