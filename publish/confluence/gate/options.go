package gate

import (
	"time"

	"github.com/pagewright/pagewright/publish/clock"
)

// Options are what a gate is told. All of them must be set, but for PerSecond.
type Options struct {
	Clock     clock.Clock
	First     time.Duration // to stay closed after a refusal that names no time, doubled with each further one
	Floor     time.Duration // least time to stay closed when the server names one (it has named 0)
	Longest   time.Duration // most time to stay closed when the server names none, and between two probes of a server that is down
	Total     time.Duration // after which the gate gives up
	PerSecond float64       // most requests a second; 0: no bound
	Log       func(format string, args ...any)
}

// Closed is why a gate has given up.
type Closed struct {
	Down      bool          // the server is down, else it refuses requests
	Operation string        // Down: the only one that does not work; "" if nothing does
	Subjects  []string      // Down: what it has failed for
	Asked     time.Duration // the wait that the last refusal named, 0 if it named none
	For       time.Duration // how long nothing has worked
	Last      error         // how the last failure was told; may be nil
}

func (c *Closed) Error() string {
	if c.Down {
		return "Confluence is down"
	}
	return "Confluence refuses requests as too many"
}
