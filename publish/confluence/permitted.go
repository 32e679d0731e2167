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

// Denials tells what the account may not do in a space, to the page below which
// documents appear and to one that is to be deleted, "" for none, by requests that
// only read. Only v2 tells; known is false where nothing could be learned.
// https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/
func (c *Client) Denials(ctx context.Context, s Space, parent Page, goes string) (denials []Denial, known bool) {
	may := c.permissions(ctx, s, parent)
	if c.at().version != V2 || goes == "" {
		return may.denials, may.known
	}
	toPage, told := c.permittedTo(ctx, goes)
	may.learn(told, told && toPage("delete", "page"), Denial{[]Operation{DeletePage}, "delete pages, such as page " + goes,
		"Let an administrator of the space give the account the permission to delete pages (Space settings, Permissions), or set orphans: keep."})
	return may.denials, may.known
}

func (c *Client) permissions(ctx context.Context, s Space, parent Page) (may permissions) {
	if c.at().version != V2 {
		return may
	}
	inSpace, told := c.permitted(ctx, call{op: FindSpace, method: http.MethodGet, path: "/spaces/" + s.ID + "/operations", subject: "space " + s.Key})
	may.learn(told, told && inSpace("create", "page"), Denial{[]Operation{CreatePage}, "add pages to the space " + s.Key,
		"Let an administrator of the space give the account the permission to add pages (Space settings, Permissions)."})
	may.learn(told, told && inSpace("create", "attachment"), Denial{[]Operation{UploadAttachment}, "add attachments in the space " + s.Key,
		"Let an administrator of the space give the account the permission to add attachments (Space settings, Permissions)."})
	toPage, told := c.permittedTo(ctx, parent.ID)
	may.learn(told, told && toPage("update", "page"), Denial{[]Operation{CreateProperty, UpdateProperty}, "edit the page " + strconv.Quote(parent.Title) + ", which keeps the record of what is published",
		"Let the account edit the page: see its restrictions, and the permissions of the space; or set parent to a page that it may edit."})
	return may
}

func (p *permissions) learn(told, granted bool, denial Denial) {
	switch {
	case told && granted:
		p.granted = append(p.granted, denial.Operations...)
	case told:
		p.denials = append(p.denials, denial)
	}
	p.known = p.known || told
}

// permittedTo asks what the account may do to a page.
func (c *Client) permittedTo(ctx context.Context, id string) (may func(operation, kind string) bool, told bool) {
	return c.permitted(ctx, call{op: ReadPage, method: http.MethodGet, path: "/pages/" + id + "/operations", subject: "page " + id})
}

// permitted asks what the account may do. Whoever may see something may at least
// read it: an empty answer tells nothing.
func (c *Client) permitted(ctx context.Context, about call) (may func(operation, kind string) bool, told bool) {
	probing := *c.at()
	probing.transport = probing.transport.forProbe()
	list, err := ask[v2Operations](ctx, &probing, about)
	if err != nil || len(list.Operations) == 0 {
		return nil, false
	}
	return func(operation, kind string) bool {
		return slices.Contains(list.Operations, v2Operation{operation, kind})
	}, true
}
