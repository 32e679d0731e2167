package confluence

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Client does the operations of a publisher on one Confluence. It may be used
// from several goroutines.
type Client struct {
	transport *transport
	clock     *serverClock
	v1        *root      // for what v2 does not have
	leaving   sync.Mutex // held while the client moves to another root

	mu     sync.RWMutex
	root   *root
	spaces map[string]Space // by lower-case key
	needed []Operation      // of the plan, as Preflight was told
}

func newClient(t *transport, clock *serverClock, r *root) *Client {
	return &Client{
		transport: t, clock: clock, root: r, spaces: map[string]Space{}, v1: r.sibling(V1, r.reason),
	}
}

// ServerTime is the time by the server's own clock, to the second: the Date of its
// last answer, and what has passed since. It is zero while no answer has told.
func (c *Client) ServerTime() time.Time { return c.clock.time() }

// Route returns where requests go. It changes only if [Client.Preflight] finds the
// scopes for the other root, or if Confluence switches off the v1 content API in
// mid-run.
func (c *Client) Route() Route { return c.at().route() }

func (c *Client) at() *root {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.root
}

func (c *Client) knownSpace(key string) (Space, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	s, ok := c.spaces[strings.ToLower(key)]
	return s, ok
}

func (c *Client) keepSpace(s Space) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.spaces[strings.ToLower(s.Key)] = s
}

// onRoot does an operation on the root in use, and once more on v2 if v1 says
// that it is gone: such an answer comes before anything is processed, so nothing
// is lost or done twice.
func onRoot[T any](ctx context.Context, c *Client, op Operation, do func(contentRoot) (T, error)) (T, error) {
	r := c.at()
	v, err := do(r.content())
	if !IsKind(err, Gone) {
		return v, err
	}
	next, moveErr := c.leave(ctx, r, op, asError(err))
	if moveErr != nil {
		return v, moveErr
	}
	return do(next.content())
}

func onRootDo(ctx context.Context, c *Client, op Operation, do func(contentRoot) error) error {
	_, err := onRoot(ctx, c, op, func(r contentRoot) (struct{}, error) { return struct{}{}, do(r) })
	return err
}

// leave moves the client from a v1 root that is gone to v2, if the user left the
// choice to it and the credential has the scopes.
func (c *Client) leave(ctx context.Context, from *root, op Operation, gone *Error) (*root, error) {
	c.leaving.Lock()
	defer c.leaving.Unlock()
	if now := c.at(); now != from {
		return now, nil
	}
	if from.version == V2 || from.endpoint.kind == DataCenter || !from.choice.isAuto() {
		return nil, gone
	}
	to := from.sibling(V2, "Confluence has switched off the v1 content API for this credential")
	missing, err := lackingScopes(ctx, to, append(c.plannedOps(), op))
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 {
		gone.Missing, gone.needed = missing, c.plannedOps()
		gone.Tried = append(gone.Tried, lacks(to, missing))
		return nil, gone
	}
	c.moveTo(to)
	return to, nil
}

func (c *Client) moveTo(to *root) {
	c.mu.Lock()
	c.root = to
	c.mu.Unlock()
	c.transport.options.Log("%s", to.route())
}

func (c *Client) plannedOps() []Operation {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return append([]Operation(nil), c.needed...)
}

// doOnce does a write that must not be done twice. When its answer is lost or
// cannot be believed, it waits, and found reports whether the write was done all the
// same; a Conflict that found returns is the end. Only after a lost answer it is
// done again: where Confluence has said that it was done, to do it again helps
// nobody. A refusal because of another write may mean the own one, which came
// through late, or was carried out twice on the way: that is looked for as well.
func doOnce[T any](ctx context.Context, c *Client, op Operation, write func() (T, error), found func() (T, bool, error)) (T, error) {
	var lost *Error
	unknown := false // what became of it, and it stays so
	return persist(ctx, c.transport.persistence, op, func() (T, error) {
		if lost != nil {
			v, done, err := found()
			switch e := asError(err); {
			case e.isOver():
				e.unsettled, e.lost, e.Operation, e.Subject = true, false, op, lost.Subject
				return v, e
			case IsKind(err, Conflict):
				return v, err
			case err != nil:
				unknown = !e.lost // no answer to the read either: wait and read again
				return v, lost
			case done:
				return v, nil
			case lost.doubtful:
				return v, lost.notDone()
			}
		}
		v, err := write()
		if err == nil {
			return v, nil
		}
		e := asError(err)
		if e.lost {
			lost = e
		} else if lost != nil || (e.Kind == Conflict || e.Kind == PropertyExists) && e.note == noNote {
			if own, done, err := found(); err == nil && done {
				return own, nil
			}
		}
		return v, err
	}, func(e *Error) bool { return e.lost && !unknown }, c.transport.noteRepeat(op))
}

// doubt returns err, or the failure of a write whose answer contradicts it.
func (c *Client) doubt(op Operation, subject, contradiction string, err error) error {
	if err != nil || contradiction == "" {
		return err
	}
	e := &Error{Kind: Unexpected, note: noteUnusable, detail: contradiction, Status: http.StatusOK, doubtful: true, lost: true, credential: c.transport.credential}
	return c.at().explain(e, call{op: op, subject: subject})
}
