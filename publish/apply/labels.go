package apply

import (
	"context"
	"fmt"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
)

func (r *run) label(ctx context.Context, page *plan.Page, change plan.Label) error {
	if err := r.announce(ctx, page); err != nil {
		return err
	}
	id := r.at(page).id
	if len(change.Add) > 0 {
		if err := r.Client.AddLabels(ctx, id, change.Add); err != nil {
			return fmt.Errorf("labels: %w", err)
		}
	}
	for _, label := range change.Remove {
		if err := r.Client.RemoveLabel(ctx, id, label); err != nil && !confluence.IsKind(err, confluence.NotFound) {
			return fmt.Errorf("label %s: %w", label, err)
		}
	}
	r.record(page, func(entry *space.Entry) { entry.Labels, entry.Labelling = page.Rendered.Labels, false })
	return nil
}
