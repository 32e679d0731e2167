package apply

import "fmt"

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
