package confluence

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
)

// ChildrenBelow lists what lies right below each page below a page: pages,
// folders (not on v1 on Cloud) and everything else there is, with ID, Title,
// ParentID and IsFolder. A page that has nothing below it has an empty list; one
// whose list is not known, for it lies too deep, has none.
//
// Errors: Scope: on v2 this wants a scope of its own (read:hierarchical-content:confluence).
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-descendants/
func (c *Client) ChildrenBelow(ctx context.Context, id string) (map[string][]Page, error) {
	below, err := onRoot(ctx, c, ListChildren, func(r contentRoot) ([]Page, error) { return r.allBelow(ctx, id) })
	if err != nil {
		return nil, err
	}
	children, depth := map[string][]Page{}, map[string]int{id: 0}
	for again := true; again; { // parents may come behind their children
		again = false
		for _, page := range below {
			above, known := depth[page.ParentID]
			if _, done := depth[page.ID]; known && !done {
				depth[page.ID], again = above+1, true
			}
		}
	}
	for page, at := range depth {
		if at < deepest {
			children[page] = []Page{}
		}
	}
	for _, page := range below {
		if list, known := children[page.ParentID]; known {
			children[page.ParentID] = append(list, page)
		}
	}
	return children, nil
}

// deepest is how many levels v2 lists.
const deepest = 10

func (r *v2) allBelow(ctx context.Context, id string) ([]Page, error) {
	type row struct {
		v2Child
		ParentID string `json:"parentId"`
	}
	return collect(rows[row](ctx, r.root, call{
		op: ListChildren, method: http.MethodGet, path: pagePath(id, "descendants"), subject: "page " + id,
		query: url.Values{"depth": {strconv.Itoa(deepest)}, "limit": {v2Rows}},
	}), func(at row) Page {
		page := at.page()
		page.ParentID = at.ParentID
		return page
	})
}

func (r *v1) allBelow(ctx context.Context, id string) ([]Page, error) {
	return r.pagesBelow(ctx, id)
}
