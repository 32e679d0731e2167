package publish

import (
	"context"
	"strings"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/source"
)

// handover writes the pages that give up a title which another page of this run is to take: a title is free only when
// the page that holds it has its new one. Where they wait for each other in a ring, one takes a title for the time
// between.
type handover struct {
	*applier
	holders map[string]*Change // givers by the folded title that they hold
	waiting map[*Change]bool
}

func (a *applier) handOverTitles(ctx context.Context, changes []*Change) error {
	h := handover{applier: a, holders: map[string]*Change{}, waiting: map[*Change]bool{}}
	var givers []*Change
	for _, change := range changes {
		taker := a.wants[source.FoldTitle(change.Page.Title)]
		if change.Action != Failed && change.WriteBody && !change.Kept && change.Page.ID != "" && taker != nil && taker != change {
			h.holders[source.FoldTitle(change.Page.Title)] = change
			givers = append(givers, change)
		}
	}
	for _, giver := range givers {
		if err := h.free(ctx, giver); err != nil {
			return err
		}
	}
	return nil
}

// free gives the page its new title, after the page that holds it has given it up.
func (h handover) free(ctx context.Context, giver *Change) error {
	if h.holders[source.FoldTitle(giver.Page.Title)] != giver {
		return nil
	}
	if h.waiting[giver] {
		return h.retitle(ctx, giver, parkedTitle(giver.Page))
	}
	h.waiting[giver] = true
	if holder := h.holders[source.FoldTitle(giver.Title)]; holder != nil && holder != giver {
		if err := h.free(ctx, holder); err != nil {
			return err
		}
	}
	if h.parentStands(giver) {
		return h.writeWhole(ctx, giver)
	}
	return h.retitle(ctx, giver, giver.Title)
}

func (h handover) parentStands(change *Change) bool {
	_, err := h.parentID(change)
	return err == nil
}

// writeWhole spares the page a version of its own for the title.
func (h handover) writeWhole(ctx context.Context, change *Change) error {
	delete(h.holders, source.FoldTitle(change.Page.Title))
	err := h.write(ctx, change)
	h.carried[change] = true
	return err
}

// retitle gives the page its title alone; its new text follows in its turn.
func (h handover) retitle(ctx context.Context, change *Change, title string) error {
	delete(h.holders, source.FoldTitle(change.Page.Title))
	page, err := h.client.Page(ctx, change.Page.ID)
	if err == nil {
		page, err = h.client.UpdatePage(ctx, confluence.PageUpdate{
			ID:        page.ID,
			SpaceID:   h.standing.Space.ID,
			Title:     title,
			Body:      page.Body,
			Message:   h.settings.Message,
			Version:   change.Page.Version.Number + 1,
			MinorEdit: true,
		})
	}
	if err == nil {
		change.Page.Title, change.Page.Version = title, page.Version
		return nil
	}
	_, err = change.failUnlessFatal(err)
	return err
}

// parkedTitle is the title for the time between. It is long, so that no page has it, and short enough for every page.
func parkedTitle(page confluence.Page) string { return "Being renamed " + page.ID }

// isParked tells that a run broke off while the page had its title for the time between.
func isParked(page confluence.Page) bool { return strings.EqualFold(page.Title, parkedTitle(page)) }
