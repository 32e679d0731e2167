// Package publish brings a folder of Markdown documents into a Confluence space.
//
// A run goes one way: documents become a tree of pages, pages become bodies, bodies and the space as it stands become a
// plan, the plan is carried out, and the outcomes are reported. Each package below takes the value of the one before and
// returns a value for the next one; only package apply writes to Confluence, and only package report writes to the CI host.
package publish

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/pagewright/pagewright/publish/apply"
	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/settings"
)

// Run checks, plans or publishes the documents, as the settings' mode says.
func Run(ctx context.Context, s settings.Settings, world World) *report.Report {
	if world.Clock == nil {
		world.Clock = clock.Real
	}
	told := newReport(s, world)
	s, err := withSpaceOfURL(s)
	if err != nil {
		told.Finish(Ending(err, s))
		return told
	}
	if why := s.Unplannable(); s.Mode == settings.Plan && why != "" {
		s.Mode = settings.Check
		told.OnlyChecks(why)
	}
	told.Finish(Ending(run(ctx, s, world, told), s))
	return told
}

func run(ctx context.Context, s settings.Settings, world World, told *report.Report) error {
	docs, err := openDocs(ctx, s, world, told)
	if err != nil {
		return err
	}
	defer docs.close()
	if s.Mode == settings.Check {
		return docs.check(ctx, told)
	}
	if err := docs.draw(ctx, world); err != nil {
		return err
	}
	// What is wrong with the settings is told before what is wrong with the documents.
	site, err := connect(ctx, s, world, told.Notice)
	if err != nil {
		return err
	}
	defer site.tell(told)
	err = site.readAhead(ctx, func() error {
		if err := docs.read(ctx, site, told); err != nil || docs.workspace.Diagrams != nil { // which ones stand the record tells
			return err
		}
		docs.render(site, nil, told)
		return nil
	})
	if err != nil {
		return err
	}
	for readings := 1; ; readings++ {
		err := publish(ctx, docs, site, told)
		if !errors.Is(err, apply.ErrReadAgain) {
			return err
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

func publish(ctx context.Context, docs *docs, site *site, told *report.Report) error {
	before, err := site.read(ctx, docs)
	if err != nil {
		return err
	}
	if docs.renderer == nil {
		docs.render(site, before.pictures(), told)
	}
	made, err := before.plan(ctx)
	if err != nil {
		return err
	}
	told.Found(made.Problems)
	if site.settings.Mode == settings.Plan {
		return before.show(ctx, made, told)
	}
	if err := site.client.Preflight(ctx, operationsOf(made)); err != nil {
		return err
	}
	err = apply.Run(ctx, before.input(made, told.Done))
	return errors.Join(err, made.Err)
}
