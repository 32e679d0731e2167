// Package apply carries plans out. Steps and records enter; outcomes leave. It is the one place that writes to
// Confluence, and it keeps the record as it goes: whatever ends a run, the next one goes on from there.
//
// The files, each of which uses those above it alone:
//
//	errors.go      how a run ends before its end, and which failure is one page's
//	input.go       what enters, and what leaves
//	contextlock.go waiting for each other no longer than a context lasts
//	grace.go       how long a run goes on that was told to stop
//	recorder.go    the record: what is known of it, and what is to be written down
//	properties.go  the record: its content properties, as long as the lease is held
//	lease.go       the record: the right to write
//	journal.go     the record: journal and segments
//	close.go       the record: the end of a run
//	intents.go     the record: pages that are about to be created
//	children.go    what lies below pages, read shortly before they are removed
//	bodies.go      the text that stands, read shortly before it is replaced
//	state.go       where a page stands now
//	slots.go       how much is written at once
//	places.go      positions that siblings are to have
//	run.go         a plan while it is carried out
//	announce.go    whose files and labels a run changes, written down before
//	links.go       links as they are when a page is written
//	edits.go       what people changed since the plan was made
//	positions.go   numbers that put siblings in order
//	siblings.go    where siblings stand
//	pages.go       create, write, retitle, move
//	compare.go     what attachments have changed
//	files.go       attachments
//	labels.go      labels
//	width.go       how wide a page is shown
//	moves.go       siblings that get their places, several at a time
//	order.go       siblings in order
//	remove.go      archive, delete
//	settle.go      links to pages that came to stand later
//	steps.go       one step
//	graph.go       steps by need, several at a time
//	progress.go    how far a long run is
//	leases.go      the right to write, for all trees before the first write
//	apply.go       the stages: leases, intents, steps, links, records
package apply

import (
	"context"
	"slices"

	"github.com/pagewright/pagewright/publish/confluence"
)

// Run carries out the plans of all trees, one after the other, and returns what became of each: nil, or what ended it before
// its end, such as *[Outdated] or *[Busy]. Outcomes are told as they come. Err is what ended the run before its end; it may be
// [ErrReadAgain], before anything was done, or *[Superseded].
func Run(ctx context.Context, trees ...Input) (ended []error, err error) {
	runs := newRuns(trees)
	ended, err = acquire(ctx, runs)
	if err != nil {
		return nil, err
	}
	running, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var kept []func()
	for _, r := range runs {
		if r.recorder.isHeld() {
			kept = append(kept, r.recorder.keep(running, stop))
		}
	}
	err = carryOut(running, stop, runs)
	for _, end := range kept {
		end()
	}
	if cause := context.Cause(running); err != nil && isOfRecord(cause) && !(confluence.IsOutage(err) && confluence.IsOutage(cause)) {
		err = cause
	}
	for _, r := range runs {
		if !r.isLeftOut {
			r.reportAll(err)
		}
	}
	return ended, finished(err, finish(ctx, runs, err))
}

// carryOut writes down which folders were renamed, gives up the titles that earlier trees take, does the steps of each tree, and
// then writes those pages again whose links are still not right.
func carryOut(ctx context.Context, stop context.CancelCauseFunc, runs []*run) error {
	for _, stage := range []func(r *run, ctx, work context.Context) error{(*run).announceRenames, (*run).giveUpTitles, (*run).doSteps, (*run).settleLinks} {
		for _, r := range runs {
			if !r.recorder.isHeld() {
				continue
			}
			if err := r.during(ctx, stop, stage); err != nil {
				return err
			}
		}
	}
	return nil
}

// during does a stage of one tree, whose lease is looked at before each write.
func (r *run) during(ctx context.Context, stop context.CancelCauseFunc, stage func(r *run, ctx, work context.Context) error) error {
	work, end := outlast(ctx, r.Clock, graceRequests)
	defer end()
	work = confluence.WithGuard(work, func(ctx context.Context) error {
		err := r.recorder.hold(ctx)
		if err != nil {
			stop(err)
		}
		return err
	})
	return stage(r, ctx, work)
}

func (r *run) giveUpTitles(ctx, work context.Context) error {
	return r.walk(ctx, work, r.Plan.Early)
}

// doSteps does the steps. No step begins when ctx has ended; those under way go on with work.
func (r *run) doSteps(ctx, work context.Context) error {
	r.Progress.Stage(r.howFar)
	defer r.Progress.Stage(nil)
	r.recorder.intend(r.Plan.Steps)
	return r.walk(ctx, work, slices.Concat(r.Plan.Steps, r.Plan.Settle))
}
