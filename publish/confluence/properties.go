package confluence

import (
	"context"
	"net/http"
)

// Property reads one property. Errors: NotFound if the page does not have it.
func (c *Client) Property(ctx context.Context, pageID, key string) (Property, error) {
	return onRoot(ctx, c, ReadProperty, func(r contentRoot) (Property, error) { return r.property(ctx, pageID, key) })
}

// Properties reads all properties of a page, Confluence's own among them.
func (c *Client) Properties(ctx context.Context, pageID string) ([]Property, error) {
	return onRoot(ctx, c, ReadProperty, func(r contentRoot) ([]Property, error) { return r.properties(ctx, pageID) })
}

// mostConflicts bounds how often a write of a property starts again. Confluence
// writes properties of its own just after it has created a page, so that one
// conflict is no surprise.
const mostConflicts = 3

// hiddenRefusal recognises a refusal that v2 words as a missing page: it hides
// from those who may not edit a page that there is one, and shows it to the same
// account when it is read.
func hiddenRefusal(err error, isReadable func() bool) error {
	if e := asError(err); err != nil && e.Kind == NotFound && e.Route.Version == V2 && e.Status == http.StatusNotFound && isReadable() {
		e.Kind, e.note = Forbidden, noteHiddenRefusal
	}
	return err
}
