package publish

import (
	"context"
	"fmt"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/space"
)

// plan makes the plans of all trees, reading what they need.
func (all trees) plan(ctx context.Context, told *report.Report) error {
	whole := all
	all = all.reached()
	inputs := make([]plan.Input, len(all))
	for i, d := range all {
		inputs[i] = d.before.planInput()
		for _, other := range whole.neighbours(d) {
			inputs[i].OtherTrees = append(inputs[i].OtherTrees, other.Tree)
		}
	}
	records := all.records()
	for {
		whole[0].workspace.Progress.Wait("The plan is being made")
		made := plan.Make(inputs...)
		isWhole := true
		for i, d := range all {
			d.made = made[i]
			more, err := d.before.readFor(ctx, &inputs[i], made[i], records)
			if err != nil {
				return inTree(d.settings, err)
			}
			isWhole = isWhole && !more
		}
		if isWhole {
			break
		}
	}
	for _, d := range all.published() {
		told.Found(d.made.Problems)
	}
	return nil
}

// planInput is what the tree's plan is made from.
func (b *existing) planInput() plan.Input {
	in := plan.Input{
		Tree: b.docs.tree, Rendered: b.docs.rendered, Snapshot: b.snapshot, Record: b.record, Others: b.others,
		Settings: b.settings, Host: b.host(), Repair: b.world.Repair, Outside: map[string]bool{},
	}
	for _, entry := range b.record.Entries {
		in.Outside[entry.Source] = b.docs.isOutside(entry.Source)
	}
	if b.docs.renderer != nil {
		in.Body = b.docs.renderer.Body
	}
	return in
}

// readFor reads what a plan needs. It reports whether there is more to know than before.
func (b *existing) readFor(ctx context.Context, in *plan.Input, made *plan.Plan, records []*space.Record) (more bool, err error) {
	if needs := made.Needs; !needs.Empty() {
		b.world.progress.Wait(fmt.Sprintf("Confluence is asked for %d pages, %d texts and %d titles", len(needs.Pages), len(needs.Bodies), len(needs.Titles)))
		return true, b.reader.Fill(ctx, &in.Snapshot, made.Needs)
	}
	more, err = b.seeOwners(ctx, in, made)
	if err != nil || more {
		return more, err
	}
	return b.seeClaims(ctx, in, made, records)
}

func (b *existing) host() plan.Host {
	can := b.client.Can()
	return plan.Host{
		Archives: can.Archives, Orders: can.Orders, OrdersByNumber: can.OrdersByPosition, RetitlesAlone: can.RetitlesAlone, MovesAlone: can.MovesAlone,
		DropsEarlyAnchors: can.DropsEarlyAnchors, ShowsFiles: can.ShowsLabelsAndFiles, FollowsRenames: can.FollowsRenames, Widths: can.NewEditor,
	}
}
