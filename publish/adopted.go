package publish

import (
	"context"
	"maps"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/space"
)

// seeOwners looks for the records of others on the pages above those that are to be taken over for their titles: a page
// that somebody else published is not taken over, wherever their record stands. It reports whether there is more to know
// than before.
func (b *existing) seeOwners(ctx context.Context, in *plan.Input, made *plan.Plan) (more bool, err error) {
	for _, page := range made.TakenOver() {
		for id := page.Stands.ParentID; id != "" && !b.looked[id]; id = in.Snapshot.Pages[id].ParentID {
			b.looked[id] = true
			if err := b.reader.Fill(ctx, &in.Snapshot, space.Needs{Pages: []string{id}}); err != nil {
				return false, err
			}
			if in.Snapshot.Unseen[id] || id == b.parent.ID {
				continue
			}
			properties, err := b.reader.Properties(ctx, id)
			if err != nil {
				return false, err
			}
			others := space.Others(properties, b.record.Owner, b.record.Tree, id)
			maps.Copy(in.Others, others)
			more = more || len(others) > 0
		}
	}
	return more, nil
}
