// Package publish brings a folder of Markdown documents into a Confluence space.
//
// A run goes one way: documents become a tree of pages, pages become bodies, bodies and the space as it stands become a
// plan, the plan is carried out, and the outcomes are reported. Each package below takes the value of the one before and
// returns a value for the next one; only package apply writes to Confluence, and package report tells what was found and done.
package publish

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/progress"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

// Run checks, plans or publishes the documents, as the settings' mode says.
func Run(ctx context.Context, s settings.Settings, world World) *report.Report {
	if world.Clock == nil {
		world.Clock = clock.Real
	}
	told := newReport(s, world)
	var end func()
	world.progress, end = progress.Tell(ctx, world.Clock, world.Host.Log)
	defer end()
	s, err := withSpaceOfURL(s)
	if err != nil {
		told.Finish(Ending(err, s))
		return told
	}
	if why := s.Unplannable(); s.Mode == settings.Plan && why != "" {
		s = s.With(func(s *settings.Settings) { s.Mode = settings.Check })
		told.OnlyChecks(why)
	}
	told.Finish(Ending(run(ctx, s, world, told), s))
	return told
}

func run(ctx context.Context, s settings.Settings, world World, told *report.Report) error {
	all, err := openTrees(ctx, s, world, told)
	if err != nil {
		return err
	}
	defer all.close()
	if s.Mode == settings.Check {
		return all.check(ctx, told)
	}
	if err := all.draw(ctx, world); err != nil {
		return err
	}
	// What is wrong with the settings is told before what is wrong with the documents.
	if err := all.connect(ctx, s, world, told.Notice); err != nil {
		return err
	}
	defer all.tell(told)
	err = all.readAhead(ctx, func() error {
		if err := all.read(ctx, told); err != nil {
			return err
		}
		if !all.drawDiagrams() && !all.takeRecordsOver() { // else publish renders once the records are read
			all.render(told)
		}
		all.waitForRecord()
		return nil
	})
	if err != nil {
		return err
	}
	for readings := 1; ; readings++ {
		err := publish(ctx, all, s, told)
		if !errors.Is(err, apply.ErrReadAgain) {
			return all.ended(err)
		}
		if readings == mostReadings {
			return fmt.Errorf("%w, %d times while this run made its plan: run again when no other run publishes there", err, readings)
		}
		if err := clock.Sleep(ctx, world.Clock, time.Duration(readings)*time.Second); err != nil {
			return err
		}
	}
}

// mostReadings bounds how often a plan is made again because other runs have published meanwhile.
const mostReadings = 10

func publish(ctx context.Context, all trees, s settings.Settings, told *report.Report) error {
	all.waitForRecord()
	if err := all.readSpaces(ctx); err != nil || len(all.published()) == 0 {
		return err
	}
	all.render(told) // what waited for the records
	all.nameParents()
	if err := all.plan(ctx, told); err != nil {
		return err
	}
	all[0].workspace.Progress.Stage(nil)
	if s.Mode == settings.Plan {
		return all.show(ctx, told)
	}
	if err := all.preflight(ctx); err != nil {
		return err
	}
	return all.apply(ctx, told)
}
