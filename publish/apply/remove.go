package apply

import (
	"context"
	"errors"
	"fmt"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
)

func (r *run) archive(ctx context.Context, page *plan.Page) error {
	if left, err := r.mayGo(ctx, page); err != nil || !left {
		return err
	}
	if err := r.Client.ArchivePages(ctx, []string{page.Existing.ID}); err != nil {
		return err
	}
	// It stays known, for the day on which its document comes back.
	r.record(page, func(entry *space.Entry) { entry.Retired = true })
	return nil
}

func (r *run) delete(ctx context.Context, page *plan.Page) error {
	if left, err := r.mayGo(ctx, page); err != nil || !left {
		return err
	}
	if err := r.Client.DeletePage(ctx, page.Existing.ID); err != nil && !confluence.IsKind(err, confluence.NotFound) {
		return err
	}
	r.with(page, func(s *state) { s.did = true })
	r.recorder.forget(page.Existing.ID)
	return nil
}

// mayGo looks at a page once more before it is removed: a person may have written it, or put a page below it, since the
// plan was made. It then stays, and people are told.
func (r *run) mayGo(ctx context.Context, page *plan.Page) (bool, error) {
	stands, err := r.bodies.recent(ctx, page.Existing.ID)
	if _, hidden := errors.AsType[pageError](err); hidden {
		r.recorder.forget(page.Existing.ID) // it went away by itself
		return false, nil
	}
	if err != nil {
		return false, err
	}
	why := ""
	isEdited := stands.Version.Number != page.Existing.Version.Number
	if isEdited {
		why = fmt.Sprintf("a person edited it while this run was under way (version %d)", stands.Version.Number)
	}
	below, err := r.staysBelow(ctx, page.Existing.ID)
	if err != nil {
		return false, err
	}
	if below != "" {
		why = fmt.Sprintf("the page %q lies below it", below)
	}
	switch {
	case why == "":
		return true, nil
	case isEdited && r.Settings.OnEdit == "fail":
		return false, pageErrorf("its document is gone, but its page stays: %s", why)
	}
	r.warn(page, "its document is gone, but its page stays: "+why)
	r.with(page, func(s *state) { s.stays = true })
	return false, nil
}

// staysBelow returns the title of something that lies below a page, "" if nothing does. Only a list that shows something is
// old: then the page is looked at.
func (r *run) staysBelow(ctx context.Context, id string) (title string, err error) {
	found, listed, err := r.children.of(ctx, id)
	if listed && len(found) > 0 {
		found, err = r.Reader.ChildrenOf(ctx, id)
	}
	if len(found) == 0 || err != nil {
		return "", err
	}
	return found[0].Title, nil
}
