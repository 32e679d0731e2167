package confluence

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/pagewright/pagewright/publish/confluence/gate"
)

type priorityKey struct{}

// WithPriority marks what is done with a context as the most urgent: it goes
// before everything else that waits, is not held back while Confluence is down,
// and is tried for about a minute when patience has ended, all of it together. It
// is for what saves the work that was done.
func WithPriority(ctx context.Context) context.Context {
	return context.WithValue(ctx, priorityKey{}, true)
}

func hasPriority(ctx context.Context) bool { return ctx.Value(priorityKey{}) != nil }

type guardKey struct{}

// WithGuard has a function asked right before each write that is sent with a
// context, also when it is sent again after a long wait, but for those
// [WithPriority]. If the function fails the write is not sent, and fails as
// cancelled, because of that error.
func WithGuard(ctx context.Context, allowed func(context.Context) error) context.Context {
	return context.WithValue(ctx, guardKey{}, allowed)
}

func guard(ctx context.Context, q request) error {
	allowed, guarded := ctx.Value(guardKey{}).(func(context.Context) error)
	if !guarded || q.method == http.MethodGet || hasPriority(ctx) {
		return nil
	}
	return allowed(ctx)
}

func newGate(o Options) *gate.Gate {
	return gate.New(gate.Options{
		Clock: o.Clock, First: o.Patience.First, Floor: o.Patience.Floor, Longest: o.Patience.Longest, Total: o.Patience.Total,
		PerSecond: o.MaxRequestsPerSecond, Log: o.Log,
	})
}

// gaveUp is the one failure of everything that is left when the gate has given
// up: it says what the last answer was, whoever got it.
func gaveUp(c *gate.Closed, p Patience, op Operation, credential Credential) *Error {
	last := asError(c.Last)
	e := &Error{
		Kind: RateLimited, note: notePatienceEnded, Operation: op, Status: last.Status, Server: last.Server, RequestID: last.RequestID,
		credential: credential, wait: c.Asked, detail: p.Total.String(),
	}
	if c.Down {
		e.Kind, e.note, e.Cause = Unavailable, noteHostDown, last.Cause
		request := "no request at all"
		if c.Operation != "" {
			request = "no request to " + c.Operation
		}
		e.detail = fmt.Sprintf("%s has worked for %s; it was tried for %s", request, c.For.Round(time.Second), subjectsNamed(c.Subjects))
	}
	return e
}

// subjectsNamed counts pages, and names some of them; what is only known by its
// address is not named.
func subjectsNamed(subjects []string) string {
	const most = 3
	text := fmt.Sprintf("%d different pages", len(subjects))
	if len(subjects) == 1 {
		text = "1 page"
	}
	named := slices.DeleteFunc(slices.Clone(subjects), func(s string) bool { return strings.ContainsAny(s, "/?") })
	if len(named) == 0 {
		return text
	}
	more := ""
	if len(subjects) > min(most, len(named)) {
		more = ", …"
	}
	return text + " (" + strings.Join(named[:min(most, len(named))], ", ") + more + ")"
}
