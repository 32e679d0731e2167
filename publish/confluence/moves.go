package confluence

import (
	"context"
	"net/http"
	"net/url"
)

// MovePage moves a page with everything below it. Before or after a page at the
// top of the space it would leave the visible tree: do not do that.
//
// Errors: Unsupported on Data Center, TitleTaken, NotFound, Forbidden.
// https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---children-and-descendants/
func (c *Client) MovePage(ctx context.Context, id string, position MovePosition, targetID string) error {
	if err := c.onlyOnCloud(MovePage); err != nil {
		return err
	}
	return c.move(ctx, MovePage, id, position, targetID)
}

func (c *Client) move(ctx context.Context, op Operation, id string, position MovePosition, targetID string) error {
	return send(ctx, c.v1, call{
		op: op, method: http.MethodPut, subject: "page " + id, repeatable: true,
		path: "/content/" + url.PathEscape(id) + "/move/" + string(position) + "/" + url.PathEscape(targetID),
	})
}

func (c *Client) onlyOnCloud(op Operation) error {
	if c.Route().Kind != DataCenter {
		return nil
	}
	return c.unsupported(op)
}

func (c *Client) unsupported(op Operation) error {
	return &Error{Kind: Unsupported, Operation: op, Route: c.Route()}
}
