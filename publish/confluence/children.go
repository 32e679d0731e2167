package confluence

import "context"

// ChildPages lists what lies right below a page: pages, and folders, which have
// IsFolder set; with ID, Title, Status, Position and ParentID only.
//
// Errors: NotFound.
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-children/
// https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---children-and-descendants/
func (c *Client) ChildPages(ctx context.Context, id string) ([]Page, error) {
	children, err := onRoot(ctx, c, ListChildren, func(r contentRoot) ([]Page, error) { return r.childPages(ctx, id) })
	for i := range children {
		children[i].ParentID = id
	}
	return children, err
}
