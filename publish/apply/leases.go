package apply

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pagewright/pagewright/publish/confluence"
)

// acquire takes the leases of all trees that have anything to write, in the order of their keys, before anything else is
// written: two runs never hold what the other one waits for. Nothing is held while another run is waited for. A tree whose
// lease cannot be had is left out; ended tells why.
//
// Errors: [ErrReadAgain] once a run that was waited for has ended, or where a record has changed since it was read.
func acquire(ctx context.Context, runs []*run) (ended []error, err error) {
	ended = make([]error, len(runs))
	inOrder := slices.Clone(runs)
	slices.SortStableFunc(inOrder, func(a, b *run) int {
		return cmp.Or(strings.Compare(a.Record.HeadKey(), b.Record.HeadKey()), strings.Compare(a.Record.Parent, b.Record.Parent))
	})
	inOrder = slices.DeleteFunc(inOrder, func(r *run) bool { return r.isLeftOut })
	for _, r := range inOrder {
		err := r.recorder.await(ctx)
		_, isOutdated := errors.AsType[*Outdated](err)
		_, isBusy := errors.AsType[*Busy](err)
		switch {
		case isOutdated, isBusy:
			ended[slices.Index(runs, r)] = err
			r.leaveOut()
		case err != nil:
			return nil, err
		}
	}
	if len(inOrder) == 0 {
		return ended, nil
	}
	g, end := newGraces(ctx, inOrder[0].Clock)
	defer end()
	for i, r := range inOrder {
		if r.isLeftOut {
			continue
		}
		if err := r.recorder.take(ctx, g); err != nil {
			return nil, errors.Join(told(append([]error{err}, giveBack(g.record, inOrder[:i+1])...))...)
		}
	}
	return ended, nil
}

// giveBack gives leases back with which nothing was done.
func giveBack(ctx context.Context, runs []*run) []error {
	return atOnce(runs, func(k *recorder) error { return k.failed(k.release(ctx)) })
}

// finish writes the records down and gives the leases back, all at once: a run that was told to stop is short of time. It
// returns what became of each record that this run still held.
func finish(ctx context.Context, runs []*run, ended error) []error {
	return atOnce(runs, func(k *recorder) error { return k.finish(ctx, ended) })
}

// atOnce does something with all records whose leases are held, and returns what became of each.
func atOnce(runs []*run, do func(k *recorder) error) []error {
	var held []*run
	for _, r := range runs {
		if r.recorder.isHeld() {
			held = append(held, r)
		}
	}
	failures := make([]error, len(held))
	var done sync.WaitGroup
	for i, r := range held {
		done.Go(func() { failures[i] = do(r.recorder) })
	}
	done.Wait()
	return failures
}

// finished is how a run ended, given what ended it and what became of the records; a record's failure says it too.
func finished(err error, records []error) error {
	if err == nil {
		return errors.Join(told(records)...)
	}
	isRecorded := len(records) > 0 && !slices.ContainsFunc(records, func(failure error) bool { return failure != nil })
	switch {
	case isRecorded && (errors.Is(err, ErrStopped) || confluence.IsKind(err, confluence.Cancelled)):
		return fmt.Errorf("%w\nWhat was done is recorded: the next run goes on from there", err)
	case confluence.IsOutage(err) && slices.ContainsFunc(records, confluence.IsOutage):
		err = fmt.Errorf("%w\nNot all that was done could be recorded: the next run finds the rest by the pages", err)
	}
	return errors.Join(told(append([]error{err}, records...))...)
}
