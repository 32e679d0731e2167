package publish

import (
	"context"

	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

// connect finds the way in, and for each tree its space and parent page. Those of one tree that are not there keep the others
// from nothing.
func (all trees) connect(ctx context.Context, s settings.Settings, world World, notice func(text string)) error {
	client, err := all.client(ctx, s, world)
	if err != nil {
		return err
	}
	var found []*site
	for _, d := range all {
		d.at, err = place(ctx, client, d.settings, world, notice, found...)
		if err != nil && !(len(all) > 1 && isOfTree(err)) {
			return inTree(d.settings, err)
		}
		d.fail(err, notice)
		if err == nil {
			found = append(found, d.at)
		}
	}
	if len(all.published()) == 0 {
		return all.ended(nil)
	}
	return nil
}

// client finds the way in by the first space that is there.
func (all trees) client(ctx context.Context, s settings.Settings, world World) (client *confluence.Client, err error) {
	for _, d := range all {
		s.Space = d.settings.Space
		if client, err = Connect(ctx, s, world); !confluence.IsKind(err, confluence.NotFound) {
			break
		}
	}
	return client, err
}

// tell reports where requests went, and where the first tree that is published stands. Requests may have moved the client to
// another API root.
func (all trees) tell(told *report.Report) {
	for _, d := range all {
		if d.at != nil && !d.settings.LeftOut {
			route := d.at.client.Route()
			told.Reached(route.Root, route.String(), d.at.parent.WebURL)
			return
		}
	}
}
