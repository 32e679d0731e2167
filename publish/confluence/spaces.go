package confluence

import "context"

// Space looks a space up by its key. The space that [Connect] looked up is not
// asked for again.
//
// Errors: NotFound also when the account may not see it.
func (c *Client) Space(ctx context.Context, key string) (Space, error) {
	if s, ok := c.knownSpace(key); ok {
		return s, nil
	}
	s, err := onRoot(ctx, c, FindSpace, func(r contentRoot) (Space, error) { return r.space(ctx, key) })
	if err == nil {
		c.keepSpace(s)
	}
	return s, err
}
