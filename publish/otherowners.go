package publish

import (
	"context"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
)

// seeOwners looks for records on the pages above those that have titles which documents ask for: a page that somebody else
// published is not taken over, wherever their record stands, and beside one that was published from here, below another
// parent, no second one is made. It reports whether there is more to know than before.
func (b *existing) seeOwners(ctx context.Context, in *plan.Input, made *plan.Plan) (more bool, err error) {
	for _, page := range made.Holders {
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

// seeClaims asks anew, of pages that are to be adopted, whether another record has them or a run of another one may have made
// them: they were seen after the records were read. It reports whether there is more to know than before. Records are those of
// this run, which creates nothing yet.
func (b *existing) seeClaims(ctx context.Context, in *plan.Input, made *plan.Plan, records []*space.Record) (more bool, err error) {
	var pages []space.Page
	for _, page := range made.Adopted {
		if !b.claimed[page.ID] {
			b.claimed[page.ID] = true
			pages = append(pages, page)
		}
	}
	if len(pages) == 0 {
		return false, nil
	}
	claims, err := b.reader.Claims(ctx, pages, b.record.Others)
	if err != nil {
		return false, err
	}
	for _, page := range pages {
		if holding, held := claims.Held[page.ID]; held {
			in.Others[page.ID] = holding
			more = true
		}
	}
	planned := space.Claims{Planned: in.Planned}
	planned.Add(space.Claims{Planned: claims.Without(records).Planned})
	more = more || len(planned.Planned) > len(in.Planned)
	in.Planned = planned.Planned
	return more, nil
}
