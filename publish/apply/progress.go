package apply

import "fmt"

// howFar says how far the run is, "" where everything is done.
func (r *run) howFar() string {
	pages, changes := r.progress()
	r.mu.Lock()
	moves := r.moves
	r.mu.Unlock()
	switch {
	case pages.done == pages.all && moves.done == moves.all:
		return ""
	case pages.done+moves.done == 0:
		return fmt.Sprintf("%d of %d changes are made, and no page is done yet (of %d).", changes.done, changes.all, pages.all)
	case moves.all > 0:
		return fmt.Sprintf("%d of %d pages are done, and %d of %d moves among siblings.", pages.done, pages.all, moves.done, moves.all)
	}
	return fmt.Sprintf("%d of %d pages are done.", pages.done, pages.all)
}

// progress counts the pages for which there is anything to do, and the changes to them.
func (r *run) progress() (pages, changes share) {
	counted := map[*state]bool{}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, step := range r.Plan.Steps {
		for _, page := range waitingFor(step) {
			changes.all++
			s := r.states[page]
			if counted[s] {
				continue
			}
			counted[s] = true
			changes.done -= s.open
			if pages.all++; s.open == 0 || s.failed {
				pages.done++
			}
		}
	}
	changes.done += changes.all
	return pages, changes
}
