package publish

import (
	"context"

	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/source"
)

// check reports what is wrong with the documents, as far as that shows without Confluence.
func (all trees) check(ctx context.Context, told *report.Report) error {
	if err := all.read(ctx, told); err != nil {
		return err
	}
	all.render(told)
	var inputs []plan.Input
	var rendered []*source.RenderedPage
	for _, d := range all {
		if !d.settings.LeftOut {
			inputs, rendered = append(inputs, plan.Input{Tree: d.tree, Rendered: d.rendered, Settings: d.settings}), append(rendered, d.rendered...)
		}
	}
	told.Found(plan.CheckTitles(inputs...))
	told.Checked(rendered)
	return nil
}
