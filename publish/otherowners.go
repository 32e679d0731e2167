package publish

import (
	"context"
	"slices"

	"github.com/pagewright/pagewright/publish/plan"
)

// seeOwners looks for records on the pages above those that have titles which documents ask for: a page that somebody else
// published is not taken over, wherever their record stands, and beside one that was published from here, below another
// parent, no second one is made. It reports whether there is more to know than before.
func (b *existing) seeOwners(ctx context.Context, in *plan.Input, made *plan.Plan) (more bool, err error) {
	asked := slices.Clone(made.Holders)
	for _, page := range made.TakenOver() {
		asked = append(asked, page.Existing)
	}
	for _, page := range asked {
		if b.looked[page.ID] {
			continue
		}
		b.looked[page.ID] = true
		held, err := b.reader.Holdings(ctx, page)
		if err != nil {
			return false, err
		}
		if holding, known := held[page.ID]; known {
			in.Others[page.ID] = holding
			more = true
		}
	}
	return more, nil
}
