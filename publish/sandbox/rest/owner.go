package rest

import (
	"net/http"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// owner returns the id of what a path is about, if the caller may see it, or change it: properties, labels and the like
// belong to pages, folders, attachments and spaces alike.
func (c *call) owner(change bool) (string, error) {
	switch kind, _, _ := strings.Cut(c.op.path[1:], "/"); kind {
	case "spaces", "space":
		return c.ownSpace(kind, change)
	case "attachments":
		return c.ownAttachment(c.param("attachment"), change)
	case "folders":
		folder, err := c.folder(c.param("id"))
		if err == nil && change && !c.Store.MayEdit(c.caller.user, folder) {
			err = missing("Could not find folder with id [%s]", folder.ID)
		}
		return folder.ID, err
	case "pages":
		find := c.page
		if change {
			find = c.editablePage
		}
		page, err := find(c.param("id"))
		return page.ID, err
	}
	if id := c.param("id"); strings.HasPrefix(id, "att") {
		return c.ownAttachment(id, change)
	}
	find := c.visible
	if change {
		find = c.editable
	}
	page, err := find(c.param("id"))
	return page.ID, err
}

func (c *call) ownSpace(kind string, change bool) (string, error) {
	var space store.Space
	var err error
	if kind == "space" {
		space, err = c.spaceByPath()
	} else {
		space, err = c.spaceByID(c.param("id"))
	}
	if err == nil && change && !c.Store.MayEditSpace(c.caller.user, space) {
		switch c.family {
		case v2:
			err = c.noSpace(space.ID)
		case dc: // SPECDC POST /space/{spaceKey}/property
			err = failure(http.StatusForbidden, "FORBIDDEN", "User not permitted to change the properties of space %s", space.Key)
		default:
			err = c.noSpace(space.Key)
		}
	}
	return space.ID, err
}

// ownAttachment lets who may change a page change its attachments.
func (c *call) ownAttachment(id string, change bool) (string, error) {
	a, err := c.visibleAttachment(id)
	if err != nil || !change {
		return a.ID, err
	}
	if _, err = c.editable(a.PageID); err != nil && c.family == v2 {
		err = c.noAttachment(a.ID)
	}
	return a.ID, err
}
