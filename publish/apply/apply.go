// Package apply carries a plan out. Steps and the record enter; outcomes leave. It is the one place that writes to
// Confluence, and it keeps the record as it goes: whatever ends a run, the next one goes on from there.
//
//	apply.go     the line: lease, intents, steps, links, record
//	graph.go     steps by need, several at a time
//	state.go     where each page stands now
//	pages.go     create, write, retitle, move
//	bodies.go    the text that stands, read shortly before it is replaced
//	files.go     attachments
//	labels.go    labels
//	order.go     siblings
//	remove.go    archive, delete
//	links.go     links to pages that came to stand later
//	keeper.go    the record: its lease, intents, journal, segments
package apply

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/plan"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/space"
	"github.com/pagewright/pagewright/publish/space/read"
	"github.com/pagewright/pagewright/render/storage"
)

// Input is what a plan is carried out with.
type Input struct {
	Plan     *plan.Plan
	Snapshot space.Snapshot
	Record   *space.Record
	Others   map[string]space.Holding
	Claim    space.Claim
	Waiting  *Waiting
	Settings settings.Settings
	Host     plan.Host
	Client   *confluence.Client
	Reader   *read.Reader
	Renderer *source.Renderer
	Clock    clock.Clock
	Log      func(format string, args ...any)
	Notice   func(text string) // tells once of what concerns no single page
	Done     func(Outcome)     // called for every page of the plan, in its order
}

// Outcome is what became of a page.
type Outcome struct {
	Page   *plan.Page
	Action plan.Action
	ID     string
	URL    string
	Err    error
	Notes  []string          // what people should know though nothing failed
	Warned []string          // what people should look at though nothing failed
	Lost   []storage.Comment // inline comments whose text is gone
	Linked []source.File     // files that were attached because a link leads to them
}

// ErrReadAgain is for a record that another run changed after it was read: the space is to be read and the plan to be made
// again.
var ErrReadAgain = errors.New("another run has published meanwhile")

// Run carries the plan out. Outcomes are told as they come. The error is what ended the run before its end; it may be
// [ErrReadAgain], before anything was done, *[Outdated], *[Busy] or *[MadeWay].
func Run(ctx context.Context, in Input) error {
	r := newRun(in)
	if err := r.keeper.acquire(ctx); err != nil {
		return err
	}
	if !r.keeper.held {
		r.tellAll() // nothing to write
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
	kept := r.keeper.keep(running, stop)
	err := r.carryOut(running, work)
	kept()
	if cause := context.Cause(running); err != nil && isOfRecord(cause) {
		err = cause
	}
	r.tellAll()
	return r.keeper.finish(ctx, err)
}

// graceUnderWay is how long requests under way may take when a run is told to stop: it is better to know what became of
// them.
const graceUnderWay = 800 * time.Millisecond

// lasting gives a context for requests that ends a little after the run's, or with it if the lease is lost.
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

// isOfRecord reports whether the record is what ended a run.
func isOfRecord(cause error) bool {
	return cause != nil && !errors.Is(cause, context.Canceled) && !errors.Is(cause, context.DeadlineExceeded)
}

// ErrStopped is for a run that was told to stop before its end.
var ErrStopped = errors.New("the run was told to stop before its end")

// run is a plan while it is carried out.
type run struct {
	Input
	keeper *keeper
	bodies *bodies

	mu       sync.Mutex // guards what follows
	states   map[*plan.Page]*state
	bySource map[string]*plan.Page
	told     int // pages of the plan whose outcomes have been told
	lacks    map[confluence.Operation]bool
	messages messages
}

func newRun(in Input) *run {
	r := &run{Input: in, states: map[*plan.Page]*state{}, bySource: map[string]*plan.Page{}, lacks: map[confluence.Operation]bool{}}
	for _, page := range in.Plan.Pages {
		r.states[page] = newState(page)
		if page.Draft != nil {
			r.bySource[page.Source] = page
		}
	}
	for _, step := range in.Plan.Steps {
		r.states[step.Page].open++
	}
	for id, entry := range in.Plan.Known {
		in.Record.Put(id, entry)
	}
	for _, id := range in.Plan.Forget {
		in.Record.Remove(id)
	}
	r.bodies = newBodies(in)
	r.keeper = newKeeper(r)
	return r
}

// carryOut does the steps, and then what pages owe to others that came to stand after them.
// No step begins when ctx has ended; those under way go on with work.
func (r *run) carryOut(ctx, work context.Context) error {
	r.intend()
	if err := r.walk(ctx, work, r.Plan.Steps); err != nil {
		return err
	}
	return r.settleLinks(ctx, work)
}

// do does one step. A failure that ends the run is returned; others are the page's.
func (r *run) do(ctx context.Context, step *plan.Step) error {
	var err error
	switch do := step.Do.(type) {
	case plan.Create:
		err = r.create(ctx, step.Page)
	case plan.Write:
		err = r.write(ctx, step.Page, do.OnlyLinks)
	case plan.Retitle:
		err = r.retitle(ctx, step.Page, do.To)
	case plan.Move:
		err = r.move(ctx, step.Page)
	case plan.Attach:
		err = r.attach(ctx, step.Page)
	case plan.Detach:
		err = r.detach(ctx, step.Page)
	case plan.Label:
		err = r.label(ctx, step.Page, do)
	case plan.Order:
		err = r.order(ctx, do.Siblings)
	case plan.Archive:
		err = r.archive(ctx, step.Page)
	case plan.Delete:
		err = r.delete(ctx, step.Page)
	default:
		err = fmt.Errorf("the step %T is not known", do)
	}
	return err
}

// pageError is a failure of one page that Confluence did not answer with.
type pageError struct{ error }

func pageErrorf(format string, args ...any) error { return pageError{fmt.Errorf(format, args...)} }

// doesWithout reports whether a failure is the lack of a scope that only a duty needs which a run can do without. That is
// told once, with what follows from it.
func (r *run) doesWithout(op confluence.Operation, follows string, err error) bool {
	lack := confluence.Lack(err)
	r.mu.Lock()
	defer r.mu.Unlock()
	if lack != "" && !r.lacks[op] {
		r.lacks[op] = true
		r.Notice(follows + ", because " + lack)
	}
	return lack != ""
}

// endsRun reports whether nothing can go on after a failure.
func endsRun(err error) bool {
	if _, ofPage := errors.AsType[pageError](err); ofPage {
		return false
	}
	_, ofConfluence := errors.AsType[*confluence.Error](err)
	return !ofConfluence || confluence.Ends(err) == confluence.ReachRun
}
