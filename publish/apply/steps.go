package apply

import (
	"context"
	"fmt"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/title"
)

// do does one step. A failure that ends the run is returned; others are the page's.
func (r *run) do(ctx context.Context, step *plan.Step) error {
	var err error
	switch do := step.Do.(type) {
	case plan.Create:
		err = r.create(ctx, step.Page)
	case plan.Write:
		err = r.write(ctx, step.Page, do.OnlyLinks)
	case plan.Settle:
		err = r.settle(ctx, step.Page)
	case plan.Retitle:
		err = r.retitle(ctx, step.Page, do.To)
	case plan.Move:
		err = r.move(ctx, step.Page)
	case plan.Attach:
		err = r.attach(ctx, step.Page)
	case plan.Detach:
		err = r.detach(ctx, step.Page)
	case plan.Label:
		err = r.label(ctx, step.Page, do)
	case plan.Widen:
		err = r.widen(ctx, step.Page, do.Width)
	case plan.Order:
		r.slots.give() // each move takes one
		err = r.order(ctx, do.Siblings)
		r.slots.take()
	case plan.Archive:
		err = r.archive(ctx, step.Page)
	case plan.Delete:
		err = r.delete(ctx, step.Page)
	default:
		err = fmt.Errorf("the step %T is not known", do)
	}
	return err
}

// attempt does a step, if the steps that it needs are done, and notes how it ended for its page. The error ends the run.
func (r *run) attempt(ctx context.Context, step *plan.Step, missing *plan.Step) error {
	var err error
	switch {
	case isOrder(step):
		err = r.do(ctx, step) // of all the pages that stand
	case r.isFailed(step.Page):
		err = nil // told already
	case missing != nil && missing.Page != step.Page:
		err = r.becauseOf(step, missing)
	default:
		err = r.do(ctx, step)
	}
	if err != nil && endsRun(err) {
		return err // the step stays open: nobody knows that it is done
	}
	r.end(step, err)
	return nil
}

// becauseOf is the failure of a step that needs a failed one.
func (r *run) becauseOf(step, missing *plan.Step) error {
	if step.Page.Parent.Page == missing.Page {
		return pageError{plan.BelowFailed(missing.Page)}
	}
	if title.Fold(missing.Page.Existing.Title) != title.Fold(step.Page.Title) && step.Page.Rendered != nil {
		return pageError{&plan.Consequence{Of: missing.Page, Why: fmt.Sprintf("the page %q, which it is to lie below, stands below it still", missing.Page.Existing.Title)}}
	}
	why := fmt.Sprintf("its title %q is still held by the page of %s, which failed", step.Page.Title, missing.Page.Source)
	if step.Page.Rendered == nil {
		why = fmt.Sprintf("the page %q below it could not be moved or removed", missing.Page.Title)
	}
	return pageError{&plan.Consequence{Of: missing.Page, Why: why}}
}
