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
	return c.children(ctx, id, contentRoot.childPages)
}

// ChildFolders lists the folders right below a page, as [Client.ChildPages] does, in
// one request: what [Client.ChildrenBelow] leaves out where [Capabilities] say so.
func (c *Client) ChildFolders(ctx context.Context, id string) ([]Page, error) {
	return c.children(ctx, id, contentRoot.childFolders)
}

func (c *Client) children(ctx context.Context, id string, list func(r contentRoot, ctx context.Context, id string) ([]Page, error)) ([]Page, error) {
	children, err := onRoot(ctx, c, ListChildren, func(r contentRoot) ([]Page, error) { return list(r, ctx, id) })
	for i := range children {
		children[i].ParentID = id
	}
	return children, err
}
