package confluence

import (
	"context"
	"net/http"
	"net/url"
	"strings"
)

// LabelName is the form in which Confluence keeps a label: lower case, without
// white space.
func LabelName(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), "-"))
}

// Labels reads the global labels of a page, the ones everybody sees.
func (c *Client) Labels(ctx context.Context, pageID string) ([]string, error) {
	return onRoot(ctx, c, ReadLabels, func(r contentRoot) ([]string, error) { return r.labels(ctx, pageID) })
}

// AddLabels adds global labels and leaves the others.
// https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-labels/
func (c *Client) AddLabels(ctx context.Context, pageID string, names []string) error {
	if len(names) == 0 {
		return nil
	}
	labels := make([]label, len(names))
	for i, name := range names {
		labels[i] = label{"global", LabelName(name)}
	}
	return send(ctx, c.v1, call{
		op: AddLabels, method: http.MethodPost, path: "/content/" + url.PathEscape(pageID) + "/label",
		json: labels, repeatable: true, subject: "page " + pageID,
	})
}

// RemoveLabel takes one label off. The name goes into the query, since a name
// with a slash has no place in a path.
func (c *Client) RemoveLabel(ctx context.Context, pageID, name string) error {
	err := send(ctx, c.v1, call{
		op: RemoveLabel, method: http.MethodDelete, path: "/content/" + url.PathEscape(pageID) + "/label",
		query: url.Values{"name": {LabelName(name)}}, repeatable: true, subject: "page " + pageID,
	})
	return doneBefore(err)
}
