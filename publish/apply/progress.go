package apply

import (
	"context"
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
		for last := 0; clock.Sleep(telling, r.Clock, progressEvery) == nil; {
			if now, all := r.pagesDone(); now != last && now < all {
				r.Log("%d of %d pages are done.", now, all)
				last = now
			}
		}
	})
	return func() {
		cancel()
		done.Wait()
	}
}

// pagesDone counts the pages for which there is anything to do.
func (r *run) pagesDone() (done, all int) {
	counted := map[*state]bool{}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, step := range r.Plan.Steps {
		s := r.states[step.Page]
		if counted[s] {
			continue
		}
		counted[s] = true
		if all++; s.open == 0 || s.failed {
			done++
		}
	}
	return done, all
}
