package confluence

import (
	"context"
	"net/http"
)

// Preflight checks, before the first write, that the credential has the scopes
// for all of ops, with requests that can change nothing: they name pages and
// spaces that cannot exist, and the check of scopes comes before the look-up. If
// only the other root's scopes are complete and the choice was left to the
// client, it moves there.
//
// On Data Center there are no scopes, and a Cloud site itself takes no token
// that has any: no request is made there.
//
// The *Error is of Kind Scope and lists everything that is missing.
func (c *Client) Preflight(ctx context.Context, ops []Operation) error {
	c.mu.Lock()
	c.needed = append([]Operation{FindSpace}, ops...)
	c.mu.Unlock()
	r := c.at()
	if r.endpoint.kind != Gateway {
		return nil
	}
	missing, err := lackingScopes(ctx, r, ops)
	if err != nil || len(missing) == 0 {
		return err
	}
	report := func(r *root, missing []Operation, tried ...string) *Error {
		return &Error{
			Kind: Scope, Operation: missing[0], Status: http.StatusUnauthorized, Route: r.route(), Missing: missing, Tried: tried,
			needed: c.plannedOps(), credential: c.transport.credential, v1Gone: c.transport.v1Gone.Load(), explicit: !r.choice.isAuto(),
		}
	}
	other := newRoot(r.transport, r.endpoint, otherVersion(r.version), rootChoice{}, "the token's scopes are complete there, and not on "+r.version)
	missingThere, err := lackingScopes(ctx, other, ops)
	switch {
	case err != nil:
		return err
	case !r.choice.isAuto() && len(missingThere) == 0:
		refusal := report(r, missing)
		refusal.detail = other.version
		return refusal
	case !r.choice.isAuto():
		return report(r, missing, lacks(other, missingThere))
	case len(missingThere) == 0:
		c.moveTo(other)
		return nil
	case len(missingThere) < len(missing):
		other.reason = "fewer of the token's scopes are missing there than on " + r.version
		return report(other, missingThere, lacks(r, missing))
	}
	return report(r, missing, lacks(other, missingThere))
}
