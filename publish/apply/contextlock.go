package apply

import "context"

// contextLock is a lock that is held while Confluence is asked, and waited for no longer than a context lasts.
type contextLock chan struct{}

func newContextLock() contextLock { return make(contextLock, 1) }

func (l contextLock) take(ctx context.Context) error {
	select {
	case l <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (l contextLock) give() { <-l }
