package confluence

import (
	"context"
	"net/http"
	"slices"
	"strconv"
)

// Denial is something that the account may not do, whatever scopes its token has.
type Denial struct {
	Operations []Operation // that are refused for it
	What       string      // completes "the account may not …"
	Remedy     string
}

type v2Operations struct {
	Operations []v2Operation `json:"operations"`
}

type v2Operation struct {
	Operation  string `json:"operation"`
	TargetType string `json:"targetType"`
}

// permissions are what Confluence has told of what the account may do.
type permissions struct {
	granted []Operation
	denials []Denial
	known   bool // something was told
}

// Denials tells what the account may not do in a space and to the page below
// which documents appear, by requests that only read. Only v2 tells; known is
// false where nothing could be learned.
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/
func (c *Client) Denials(ctx context.Context, s Space, parent Page) (denials []Denial, known bool) {
	may := c.permissions(ctx, s, parent)
	return may.denials, may.known
}

func (c *Client) permissions(ctx context.Context, s Space, parent Page) (may permissions) {
	r := c.at()
	if r.version != V2 {
		return may
	}
	learn := func(told, granted bool, denial Denial) {
		switch {
		case told && granted:
			may.granted = append(may.granted, denial.Operations...)
		case told:
			may.denials = append(may.denials, denial)
		}
		may.known = may.known || told
	}
	at := *r
	at.transport = r.transport.forProbe()
	inSpace, told := allowed(ctx, &at, call{op: FindSpace, method: http.MethodGet, path: "/spaces/" + s.ID + "/operations", subject: "space " + s.Key})
	learn(told, told && inSpace("create", "page"), Denial{[]Operation{CreatePage}, "add pages to the space " + s.Key,
		"Let an administrator of the space give the account the permission to add pages (Space settings, Permissions)."})
	learn(told, told && inSpace("create", "attachment"), Denial{[]Operation{UploadAttachment}, "add attachments in the space " + s.Key,
		"Let an administrator of the space give the account the permission to add attachments (Space settings, Permissions)."})
	toPage, told := allowed(ctx, &at, call{op: ReadPage, method: http.MethodGet, path: "/pages/" + parent.ID + "/operations", subject: "page " + parent.ID})
	learn(told, told && toPage("update", "page"), Denial{[]Operation{CreateProperty, UpdateProperty}, "edit the page " + strconv.Quote(parent.Title) + ", which keeps the record of what is published",
		"Let the account edit the page: see its restrictions, and the permissions of the space; or set parent to a page that it may edit."})
	return may
}

// allowed asks what the account may do. Whoever may see something may at least
// read it: an empty answer tells nothing.
func allowed(ctx context.Context, r *root, c call) (may func(operation, kind string) bool, told bool) {
	list, err := ask[v2Operations](ctx, r, c)
	if err != nil || len(list.Operations) == 0 {
		return nil, false
	}
	return func(operation, kind string) bool {
		return slices.Contains(list.Operations, v2Operation{operation, kind})
	}, true
}
