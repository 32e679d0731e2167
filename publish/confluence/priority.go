package confluence

import "context"

// WithPriority marks requests that go first.
func WithPriority(ctx context.Context) context.Context { return ctx }
