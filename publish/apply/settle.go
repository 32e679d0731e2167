package apply

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
)

// settle writes a page again that was written before one stood whose heading it links to. Where that would take a request to
// read each of such pages, it is left to the end.
func (r *run) settle(ctx context.Context, page *plan.Page) error {
	if !r.owes(page) {
		return nil
	}
	return r.writeOver(ctx, page, r.bodies.of)
}

// settleLinks looks at all pages that were written before one that they link to stood: those whose links are right by now
// are put on record so, all at once, and what is still wrong is written again.
func (r *run) settleLinks(ctx, work context.Context) error {
	var again []*plan.Page
	for _, page := range r.Plan.Pages {
		switch r.linkState(page) {
		case linksRight:
			hash, _ := r.hash(page)
			r.record(page, func(entry *space.Entry) { entry.Hash, entry.Unsettled = hash, false })
		case linksWrong:
			again = append(again, page)
			r.bodies.expect(r.at(page).id)
		}
	}
	group, work := errgroup.WithContext(work)
	group.SetLimit(max(r.Settings.Parallel, 1))
	for _, page := range again {
		group.Go(func() error {
			if ctx.Err() != nil {
				return ErrStopped
			}
			return r.writeAgain(work, page)
		})
	}
	return group.Wait()
}

func (r *run) writeAgain(ctx context.Context, page *plan.Page) error {
	err := r.writeOver(ctx, page, r.bodies.of)
	if err != nil && endsRun(err) {
		return err
	}
	r.with(page, func(s *state) { s.fail(err) })
	return nil
}

// owes reports whether a page must be written again, and may be while others are still to be written.
func (r *run) owes(page *plan.Page) bool {
	return r.Client.Can().ReadsByID && r.at(page).written && r.linkState(page) == linksWrong
}

// linkState tells whether the links of a page are right by now.
func (r *run) linkState(page *plan.Page) linkState {
	now := r.at(page)
	switch {
	case page.Rendered == nil || now.failed || page.Kept:
	case now.written:
		return r.linkStateOf(page, now.sent)
	case now.owes && !r.isSettled(page):
		return linksWrong
	}
	return linksSettled
}

func (r *run) linkStateOf(page *plan.Page, links map[source.PageRef]sent) linkState {
	anchored := map[source.PageRef]bool{}
	for _, ref := range page.Rendered.Refs {
		anchored[ref.PageRef] = ref.Anchored
	}
	result := linksSettled
	for ref, was := range links {
		now := r.linkTo(ref)
		switch {
		case was == now:
		case was.title != now.title, was.id == "" && anchored[ref] && r.Host.DropsEarlyAnchors:
			return linksWrong
		default:
			result = linksRight
		}
	}
	return result
}

// linkState says whether the links of a text are as they would be if it were written now.
type linkState int

const (
	linksSettled linkState = iota // they were known when it was written
	linksRight                    // they are right, though it was not known then
	linksWrong
)
