package publish_test

import (
	"testing"
	"time"

	generated "github.com/pagewright/pagewright/publish/scale/handbook"
)

// tripTime is how long a request takes in simulated time. Nothing else takes any, so that a run takes as many trips as there
// are requests that wait for each other, or for one of those under way to end.
const tripTime = 20 * time.Millisecond

// trips publishes, and returns how many requests in a row that took.
func (b *bench) trips() int {
	b.Helper()
	b.server.Faults().SetLatency(tripTime, 0)
	began := time.Now()
	told := b.through(b.server.Transport())
	if told.ExitCode() != 0 {
		b.Fatalf("exit %d\n%s", told.ExitCode(), &b.log)
	}
	return int(time.Since(began) / tripTime)
}

func TestFirstPublicationTakesFewTrips(t *testing.T) {
	t.Parallel()
	inSimulatedTime(t, 0, func(b *bench) {
		b.lay(generated.Handbook{Pages: 100})
		if got := b.trips(); got > 31 {
			b.Errorf("%d requests wait for each other, want at most 31", got)
		}
	})
}
