package confluence

import "context"

// SetPosition orders a page among its siblings on Data Center, and returns the page
// as it stands then; see [Capabilities] for where it can. Of p, the title and the
// version are taken to be what stands; where they are not, it is read again.
//
// Errors: Unsupported on Cloud, Conflict, Forbidden, NotFound.
// https://developer.atlassian.com/server/confluence/rest/v1000/api-group-content-resource/
func (c *Client) SetPosition(ctx context.Context, p Page, position int, n VersionNote) (Page, error) {
	if c.Route().Kind != DataCenter {
		return Page{}, c.unsupported(MovePage)
	}
	number := max(position, FirstPosition) - 1
	return c.putWithoutBody(ctx, MovePage, p, v1Write{Position: &number}, n, func(now Page) bool { return now.Position == number+1 })
}
