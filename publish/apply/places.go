package apply

import (
	"github.com/pagewright/pagewright/publish/plan"
)

// places are the positions of siblings, chosen before the first of them is created.
type places struct {
	siblings []*plan.Page
	turn     contextLock        // held by who reads or changes what follows
	chosen   map[*plan.Page]int // nil before, empty where they could not be chosen
}

// newPlaces returns the places of the pages that are to be put in order by numbers.
func newPlaces(in Input) map[*plan.Page]*places {
	of := map[*plan.Page]*places{}
	for _, step := range in.Plan.Steps {
		order, is := step.Do.(plan.Order)
		if !is || !in.Host.OrdersByNumber {
			continue
		}
		p := &places{siblings: order.Siblings, turn: newContextLock()}
		for _, page := range order.Siblings {
			of[page] = p
		}
	}
	return of
}
