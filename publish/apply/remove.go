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
	r.children.remove(page.Existing.ID)
	// It stays known, for the day on which its document comes back.
	r.record(page, func(entry *space.Entry) { entry.Retired = true })
	return nil
}

func (r *run) delete(ctx context.Context, page *plan.Page) error {
	if left, err := r.mayGo(ctx, page); err != nil || !left {
		return err
	}
	err := r.Client.DeletePage(ctx, page.Existing.ID)
	if confluence.IsKind(err, confluence.NotFound) {
		r.keep(page, hiddenSince)
		return nil
	}
	if err != nil {
		return err
	}
	r.with(page, func(s *state) { s.did = true })
	r.children.remove(page.Existing.ID)
	r.recorder.forget(page.Existing.ID)
	return nil
}

// mayGo looks at a page once more before it is removed: a person may have written it, or put a page below it, since the
// plan was made. It then stays, and people are told; also where it cannot be seen, for it may be seen again.
func (r *run) mayGo(ctx context.Context, page *plan.Page) (bool, error) {
	stands, err := r.bodies.recent(ctx, page.Existing.ID)
	if errors.Is(err, errHidden) {
		r.keep(page, hiddenSince)
		return false, nil
	}
	if err != nil {
		return false, err
	}
	why := ""
	edit := r.editMeanwhile(page, stands)
	if edit > 0 {
		why = fmt.Sprintf("a person edited it while this run was under way (version %d)", edit)
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
	case edit > 0 && r.Settings.OnEdit == "fail":
		return false, pageErrorf("its document is gone, but its page stays: %s", why)
	}
	r.keep(page, why)
	return false, nil
}

const hiddenSince = "it is hidden from this account, or was purged, since the run began, and stays on record"

// keep leaves a page that was to be removed.
func (r *run) keep(page *plan.Page, why string) {
	r.warn(page, "its document is gone, but its page stays: "+why)
	r.with(page, func(s *state) { s.stays = true })
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
