package apply

import (
	"context"
	"time"

	"github.com/pagewright/pagewright/publish/clock"
)

// How long a run that was told to stop may still take.
const (
	graceRequests = 800 * time.Millisecond // for requests under way: it is better to know what became of them
	graceRecord   = time.Second            // to write down what was done
)

// graces are contexts that end after that, one after the other.
type graces struct{ requests, record context.Context }

func newGraces(ctx context.Context, c clock.Clock) (g graces, end func()) {
	requests, endRequests := outlast(ctx, c, graceRequests)
	record, endRecord := outlast(ctx, c, graceRequests+graceRecord)
	return graces{requests, record}, func() { endRequests(); endRecord() }
}

// outlast returns a context that ends some time after the run's, or with it if the lease is lost.
func outlast(ctx context.Context, c clock.Clock, grace time.Duration) (work context.Context, end func()) {
	work, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		cause := context.Cause(ctx)
		if hasLostRecord(cause) {
			cancel(cause)
			return
		}
		c.AfterFunc(grace, func() { cancel(cause) })
	})
	return work, func() { stop(); cancel(nil) }
}
