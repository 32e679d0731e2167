// Package apply carries a plan out. Steps and the record enter; outcomes leave. It is the one place that writes to
// Confluence, and it keeps the record as it goes: whatever ends a run, the next one goes on from there.
//
// The files, each of which uses those above it alone:
//
//	errors.go    how a run ends before its end, and which failure is one page's
//	input.go     what enters, and what leaves
//	turn.go      waiting for each other no longer than a context lasts
//	keeper.go    the record: its lease, journal, segments
//	intents.go   the record: pages that are about to be created
//	bodies.go    the text that stands, read shortly before it is replaced
//	children.go  what lies below pages, read shortly before they are removed
//	state.go     where a page stands now
//	run.go       a plan while it is carried out
//	links.go     links as they are when a page is written
//	pages.go     create, write, retitle, move
//	files.go     attachments
//	labels.go    labels
//	order.go     siblings
//	remove.go    archive, delete
//	steps.go     one step
//	graph.go     steps by need, several at a time
//	progress.go  how far a long run is
//	settle.go    links to pages that came to stand later
//	apply.go     the stages: lease, intents, steps, links, record
package apply

import (
	"context"
	"errors"
	"time"

	"github.com/pagewright/pagewright/publish/confluence"
)

// Run carries the plan out. Outcomes are told as they come. The error is what ended the run before its end; it may be
// [ErrReadAgain], before anything was done, *[Outdated], *[Busy] or *[MadeWay].
func Run(ctx context.Context, in Input) error {
	r := newRun(in)
	if err := r.keeper.acquire(ctx); err != nil {
		return err
	}
	if !r.keeper.held {
		r.tellAll(nil) // nothing to write
		return nil
	}
	running, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	work, end := r.lasting(running)
	defer end()
	work = confluence.WithGuard(work, func(ctx context.Context) error {
		err := r.keeper.hold(ctx)
		if err != nil {
			stop(err)
		}
		return err
	})
	kept, told := r.keeper.keep(running, stop), r.progress(running)
	err := r.carryOut(running, work)
	told()
	kept()
	if cause := context.Cause(running); err != nil && isOfRecord(cause) {
		err = cause
	}
	r.tellAll(err)
	return r.keeper.finish(ctx, err)
}

// graceUnderWay is how long requests under way may take when a run is told to stop: it is better to know what became of
// them.
const graceUnderWay = 800 * time.Millisecond

// lasting returns a context for requests that ends a little after the run's, or with it if the lease is lost.
func (r *run) lasting(ctx context.Context) (work context.Context, end func()) {
	work, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		if cause := context.Cause(ctx); errors.Is(cause, errLeaseLost) {
			cancel(cause)
			return
		}
		r.Clock.AfterFunc(graceUnderWay, func() { cancel(context.Cause(ctx)) })
	})
	return work, func() { stop(); cancel(nil) }
}

// carryOut does the steps, and then those pages again that link to pages which came to stand after them.
// No step begins when ctx has ended; those under way go on with work.
func (r *run) carryOut(ctx, work context.Context) error {
	r.keeper.intend(r.Plan.Steps)
	if err := r.walk(ctx, work, r.Plan.Steps); err != nil {
		return err
	}
	return r.settleLinks(ctx, work)
}
