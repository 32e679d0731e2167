package publish

import (
	"context"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/report"
)

// settleOthers looks the parents up that documents name in the words of other tools, and tells of such words that are not
// followed. At is nil where no Confluence is asked.
func (d *docs) settleOthers(ctx context.Context, at *site, told *report.Report) error {
	var stands map[string]bool
	space := d.settings.Space
	if at != nil && at.world.Preview {
		at, space = nil, ""
	}
	if at != nil {
		stands = map[string]bool{}
		for _, ref := range d.tree.OthersParents() {
			_, err := at.client.ParentPage(ctx, at.space, ref)
			if err != nil && confluence.NotAParent(err) == "" && !confluence.IsKind(err, confluence.NotFound) {
				return err
			}
			stands[ref] = err == nil
		}
	}
	told.Found(d.tree.SettleOthers(space, stands))
	return nil
}
