package confluence

import "time"

// Patience says how long to go on with an operation that Confluence puts off
// or that breaks. Zero fields take the defaults, which follow
// https://developer.atlassian.com/cloud/confluence/rate-limiting/
type Patience struct {
	First   time.Duration // before the first repeat where the server names no time, doubled each time; 2 s
	Floor   time.Duration // least wait when the server names one (it has named 0); 1 s
	Longest time.Duration // most wait where the server names no time; 30 s
	Alone   time.Duration // with an operation that breaks while others work, from its first failure; 3 min
	Total   time.Duration // with everything, from the first failure; 15 min. One more attempt is always made.
}

func (p Patience) withDefaults() Patience {
	orDefault := func(d *time.Duration, usual time.Duration) {
		if *d <= 0 {
			*d = usual
		}
	}
	orDefault(&p.First, 2*time.Second)
	orDefault(&p.Floor, time.Second)
	orDefault(&p.Longest, 30*time.Second)
	orDefault(&p.Alone, 3*time.Minute)
	orDefault(&p.Total, 15*time.Minute)
	return p
}
