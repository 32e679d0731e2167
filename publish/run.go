// Package publish brings a folder of Markdown documents into a Confluence space.
//
// A run goes one way: documents become a tree of pages, pages become bodies, bodies and the space as it stands become a
// plan, and the plan is carried out and told. Each package below takes the value of the one before and gives the next one a
// value; only package apply writes to Confluence, and only package report speaks to the CI host.
package publish

import (
	"context"
	"errors"
	"net/http"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
)

// World is what a run touches besides the documents and the space.
type World struct {
	Host       workflow.Host
	WorkingDir string
	Transport  http.RoundTripper // nil: the default one
	UserAgent  string
	Clock      clock.Clock         // nil: the real one
	Patience   confluence.Patience // zero: what the settings and the client say
	Repair     bool                // read everything, and put right what differs
}

// Run checks, plans or publishes the documents, as the settings' mode says.
func Run(ctx context.Context, s settings.Settings, world World) *report.Report {
	if world.Clock == nil {
		world.Clock = clock.Real
	}
	told := report.New(s, world.Host)
	told.Finish(Ending(run(ctx, s, world, told), s))
	return told
}

func run(ctx context.Context, s settings.Settings, world World, told *report.Report) error {
	docs, err := readDocs(ctx, s, world, told)
	if err != nil {
		return err
	}
	defer docs.close()
	if s.Mode == settings.Check {
		docs.check(told)
		return nil
	}
	site, err := connect(ctx, s, world, told.Notice)
	if err != nil {
		return err
	}
	defer site.tell(told)
	docs.render(site.editor(), told)
	for {
		before, err := site.read(ctx, docs)
		if err != nil {
			return err
		}
		made, err := before.plan(ctx)
		if err != nil {
			return err
		}
		told.FoundInPlan(made.Problems)
		if s.Mode == settings.Plan {
			return before.show(ctx, made, told)
		}
		if err := site.client.Preflight(ctx, operationsOf(made)); err != nil {
			return err
		}
		err = apply.Run(ctx, before.input(made, told.Done))
		if !errors.Is(err, apply.ErrReadAgain) {
			return errors.Join(err, made.Err)
		}
	}
}

// operationsOf are those that carrying out a plan will need, the writes of the record included.
func operationsOf(p *plan.Plan) []confluence.Operation {
	needed := map[confluence.Operation]bool{}
	for _, step := range p.Steps {
		switch step.Do.(type) {
		case plan.Create:
			needed[confluence.CreatePage] = true
		case plan.Write, plan.Retitle:
			needed[confluence.UpdatePage] = true
		case plan.Move:
			needed[confluence.MovePage] = true
		case plan.Attach:
			needed[confluence.UploadAttachment] = true
		case plan.Label:
			needed[confluence.AddLabels], needed[confluence.RemoveLabel] = true, true
		case plan.Archive:
			needed[confluence.ArchivePage] = true
		case plan.Delete:
			needed[confluence.DeletePage] = true
		}
	}
	if len(needed) > 0 {
		needed[confluence.CreateProperty], needed[confluence.UpdateProperty] = true, true
	}
	return sortedOperations(needed)
}
