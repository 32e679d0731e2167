package apply

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
)

// progressEvery is how often a long run tells how far it is: the outcomes of pages may wait for that of one in front.
const progressEvery = 15 * time.Second

// progress tells how many pages are done, until the function that it returns is called.
func (r *run) progress(ctx context.Context) (end func()) {
	telling, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		for last := ""; clock.Sleep(telling, r.Clock, progressEvery) == nil; {
			if now := r.howFar(); now != "" && now != last {
				r.Log("%s", now)
				last = now
			}
		}
	})
	return func() {
		cancel()
		done.Wait()
	}
}

// howFar says how far the run is, "" where nothing is done yet, or everything.
func (r *run) howFar() string {
	done, all := r.pagesDone()
	r.mu.Lock()
	moves := r.moves
	r.mu.Unlock()
	switch {
	case done+moves.done == 0 || done == all && moves.done == moves.all:
		return ""
	case moves.all > 0:
		return fmt.Sprintf("%d of %d pages are done, and %d of %d moves among siblings.", done, all, moves.done, moves.all)
	}
	return fmt.Sprintf("%d of %d pages are done.", done, all)
}

// pagesDone counts the pages for which there is anything to do.
func (r *run) pagesDone() (done, all int) {
	counted := map[*state]bool{}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, step := range r.Plan.Steps {
		for _, page := range waitingFor(step) {
			s := r.states[page]
			if counted[s] {
				continue
			}
			counted[s] = true
			if all++; s.open == 0 || s.failed {
				done++
			}
		}
	}
	return done, all
}
