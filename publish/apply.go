package publish

import (
	"context"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
)

// preflight asks whether the credential may do what is planned.
func (all trees) preflight(ctx context.Context) error {
	var plans []*plan.Plan
	for _, d := range all.published() {
		plans = append(plans, d.made)
	}
	if len(plans) == 0 {
		return nil
	}
	return all.published()[0].at.client.Preflight(ctx, operationsOf(plans...))
}

// apply carries the plans out.
func (all trees) apply(ctx context.Context, told *report.Report) error {
	all = all.reached()
	inputs := make([]apply.Input, len(all))
	for i, d := range all {
		inputs[i] = d.before.input(d.made, told.Done)
	}
	ended, err := apply.Run(ctx, inputs...)
	for i, failed := range ended {
		all[i].failed = failed
	}
	wrong := errorsOf(err)
	for _, d := range all.published() {
		if d.made.Err != nil {
			wrong = append(wrong, inTree(d.settings, d.made.Err))
		}
	}
	return wrong.join()
}

// input is what apply takes.
func (b *existing) input(made *plan.Plan, done func(apply.Outcome)) apply.Input {
	return apply.Input{
		Plan: made, Snapshot: b.snapshot, Record: b.record, Others: b.others, Settings: b.settings, Host: b.host(),
		Claim:   b.claim(),
		Waiting: &b.waiting, Client: b.client, Reader: b.reader, Renderer: b.docs.renderer, Clock: b.world.Clock, Progress: b.world.progress, Log: b.world.Host.Log, Notice: b.notice, Done: done,
	}
}
