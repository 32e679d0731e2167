package rest

import "github.com/pagewright/pagewright/publish/sandbox/store"

// permissionHandlers tell what the caller may do with a thing (SPEC2 "Operation").
var permissionHandlers = []handler{
	{v2, "GET /pages/{id}/operations", permittedOperations},
	{v2, "GET /folders/{id}/operations", permittedOperations},
	{v2, "GET /attachments/{attachment}/operations", permittedOperations},
	{v2, "GET /spaces/{id}/operations", permittedOperations},
}

func permittedOperations(c *call) (any, error) {
	id, err := c.owner(false)
	if err != nil {
		return nil, err
	}
	operations := []object{}
	if space, err := c.Store.Space(id); err == nil {
		operations = c.operationsOnSpace(space)
	} else if page, err := c.Store.Page(id); err == nil {
		operations = c.operationsOn(page)
	} else if a, err := c.Store.Attachment(id); err == nil {
		operations = c.operationsOnAttachment(a)
	}
	return object{"operations": operations}, nil
}

func (c *call) operationsOn(page store.Page) []object {
	return permitted(string(page.Type), c.Store.MayEdit(c.caller.user, page))
}

func (c *call) operationsOnAttachment(a store.Attachment) []object {
	_, err := c.editable(a.PageID)
	return permitted("attachment", err == nil)
}

func permitted(kind string, edit bool) []object {
	list := []object{{"operation": "read", "targetType": kind}}
	if edit {
		for _, operation := range []string{"update", "delete", "export", "create"} {
			list = append(list, object{"operation": operation, "targetType": kind})
		}
	}
	return list
}

// operationsOnSpace are those that github.com/mozilla/markfluence docs/confluence/users.md has measured: who creates
// pages in a space may publish there, who administers it may do the rest.
func (c *call) operationsOnSpace(space store.Space) []object {
	list := []object{{"operation": "read", "targetType": "space"}}
	if c.Store.MayEditSpace(c.caller.user, space) {
		for _, kind := range []string{"page", "comment", "attachment", "blogpost"} {
			list = append(list, object{"operation": "create", "targetType": kind})
		}
	}
	if c.caller.user.Admin {
		for _, operation := range []string{"administer", "archive", "delete", "export"} {
			list = append(list, object{"operation": operation, "targetType": "space"})
		}
	}
	return list
}
